package e2e

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"net/http"
	"testing"
	"time"

	"firstline/channels/webhook"
)

// TestChannels: a network goes away and comes back, and the desk's screens say so: to who answers for others, to an agent who has a session of
// it, and not to one whom it does not concern. What it sent that nobody can read is
// looked into, read again in vain and dismissed.
func TestChannels(t *testing.T) {
	t.Parallel()
	ready(t)
	at, secret := freeAddr(t), rand.Text()+rand.Text()
	d := newDesk(t, fmt.Sprintf("watch: {every: 1s}\nchannels:\n  - {id: shop, type: webhook, name: 商城, url: 'http://%s/', allow_private: true, secret: %s}\n", at, secret))
	staff(d)
	d.user("hejingli", "何经理", "manager", "service,order,complaint")
	d.start()
	body := []byte(`{"new_form": true, "phone": "13800138000", "token": "abcdef", "said": "在吗"}`)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.url+"/hooks/shop", bytes.NewReader(body))
	ok(t, err)
	webhook.Sign(req.Header, time.Now(), body, secret)
	res, err := http.DefaultClient.Do(req)
	ok(t, err)
	ok(t, res.Body.Close())
	if res.StatusCode != http.StatusOK {
		t.Fatalf("the desk answered %s", res.Status)
	}
	d.play("channels.mjs", "channels", scene{Network: at, Secret: secret})
}
