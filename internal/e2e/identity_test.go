package e2e

import (
	"crypto/rand"
	"fmt"
	"testing"
)

// TestIdentity: a site signs its customers in at the web chat (S-ID1), in the way docs/webchat.md shows, with browsers of several
// people: one conversation for one person on every browser, nothing of it for anybody else, and nothing left after a sign-out.
// The customer saves the conversation.
func TestIdentity(t *testing.T) {
	t.Parallel()
	ready(t)
	site, secret := freeAddr(t), rand.Text()+rand.Text()
	d := newDesk(t, onPostgres(t)+fmt.Sprintf("channels:\n  - {id: web, type: webchat, allowed_origins: ['http://%s'], identity_secret: %s}\n", site, secret))
	staff(d)
	d.start()
	d.play("identity.mjs", "identity", scene{Network: site, Secret: secret})
}
