package e2e

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestChips: every chip of the list (ui.md 1.6): outside of the hours, waiting for the customer, a promise, a complaint beside the next
// answer, on its way and failed, and a first answer that is owed.
func TestChips(t *testing.T) {
	t.Parallel()
	ready(t)
	at, secret := freeAddr(t), rand.Text()+rand.Text()
	hours := t.TempDir()
	day := strings.ToLower(time.Now().AddDate(0, 0, 3).Weekday().String()[:3])
	text := "name: order\nzone: Asia/Shanghai\nweek:\n  " + day + ": [\"09:00-10:00\"]\n"
	ok(t, os.WriteFile(filepath.Join(hours, "order.yaml"), []byte(text), 0o600))
	d := newDesk(t, fmt.Sprintf("session: {hours: %s}\ntargets: {silence: 0s}\nchannels:\n  - {id: shop, type: webhook, name: 商城, url: 'http://%s/', allow_private: true, secret: %s}\n", hours, at, secret))
	d.user("zhangmin", "张敏", "agent", "service,order,complaint")
	d.user("lizhuguan", "李主管", "supervisor", "service,order,complaint")
	d.start()
	d.play("chips.mjs", "chips", scene{Network: at, Secret: secret})
}
