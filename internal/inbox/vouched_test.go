package inbox

import (
	"testing"

	"firstline/internal/desk"
	"firstline/internal/store"
)

// TestVouched: a row says who stands for its customer, by the channel's own rule: what looks like a signed key on a channel
// where nobody signs is an address like every other (S-ID1).
func TestVouched(t *testing.T) {
	t.Parallel()
	r := &Roster{channels: map[desk.ChannelID]Channel{"web": {Type: "webchat", SignedKey: "sub:"}, "shop": {Type: "webhook"}}}
	for _, x := range []struct {
		channel                desk.ChannelID
		key, identity, contact string
	}{
		{"web", "sub:K-10023", "verified", "K-10023"},
		{"web", "sub:sub:x", "verified", "sub:x"},
		{"web", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "claimed", "aaaaaaaaaaaaaaaaaaaaaaaaaa"},
		{"shop", "sub:K-10023", "", "sub:K-10023"},
		{"gone", "sub:K-10023", "", "sub:K-10023"},
	} {
		s := &store.Session{}
		s.Address = desk.Address{Channel: x.channel, Key: x.key}
		row := r.row(s, &facts{})
		if row.Identity != x.identity || row.Contact != x.contact {
			t.Errorf("%s %s is %q, %q; want %q, %q", x.channel, x.key, row.Identity, row.Contact, x.identity, x.contact)
		}
		if h := row.hidden(); h.Identity != "" || h.Contact != "" {
			t.Errorf("hidden, it still says %q %q", h.Identity, h.Contact)
		}
	}
}
