package e2e

import (
	"crypto/rand"
	"fmt"
	"testing"
)

// TestQuota: a network that takes three messages after each of the customer's (ui.md 1.6): what is left stands at the composer, the fourth is
// refused before it is kept, notes go on, and the session is closed without a closing.
func TestQuota(t *testing.T) {
	t.Parallel()
	ready(t)
	at, secret := freeAddr(t), rand.Text()+rand.Text()
	d := newDesk(t, fmt.Sprintf("targets: {silence: 0s, apology: false}\nchannels:\n  - {id: shop, type: webhook, name: 商城, url: 'http://%s/', allow_private: true, secret: %s, quota_messages: 3, quota_within: 48h}\n", at, secret))
	staff(d)
	d.start()
	d.play("quota.mjs", "quota", scene{Network: at, Secret: secret})
}
