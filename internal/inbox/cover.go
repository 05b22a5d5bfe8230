package inbox

import (
	"context"
	"slices"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/sessions"
)

// WholeContact is what Row.Contact covers: for who has asked to see it, and was noted.
func (h *Hub) WholeContact(of Row) string {
	if signed := h.roster.channels[of.At.Channel].SignedKey; signed != "" {
		_, whole := vouched(of.At.Key, signed)
		return whole
	}
	return contact(of.At.Key, of.ByHand)
}

// Keeps says whether the customer of a session is the viewer's to know (SEC-01, CUS-09): who has an open session of the customer's,
// at whichever address, and who sees everybody. Never a department's seat.
func (h *Hub) Keeps(ctx context.Context, who access.Viewer, of Row) (bool, error) {
	if !who.Recalls() {
		return false, nil
	}
	if who.SeesAll() {
		return true, nil
	}
	p, err := h.o.Contacts.Of(ctx, of.At)
	if err != nil {
		return false, err
	}
	now, err := h.holders(ctx, p)
	return slices.Contains(now, who.ID), err
}

// OpenAt are the sessions that are open now at some addresses.
func (h *Hub) OpenAt(ctx context.Context, at []desk.Address) ([]Row, error) {
	var out []Row
	for _, a := range at {
		s, f, ok, err := h.newest(ctx, a)
		if err != nil {
			return nil, err
		}
		if row := h.roster.row(&s, &f); ok && sessions.Phase(row.Phase).Open() {
			out = append(out, row)
		}
	}
	return out, nil
}

// Identity is by what a customer is known at an address.
type Identity struct {
	Channel  desk.ChannelID
	Type     string
	ID       string
	Verified bool // the network, or the site's signature, says so; else only people do
}

// Identities are by what the customer of a session is known, at all of the person's addresses.
func (h *Hub) Identities(ctx context.Context, of Row) ([]Identity, error) {
	p, err := h.o.Contacts.Of(ctx, of.At)
	if err != nil {
		return nil, err
	}
	out := []Identity{}
	for _, at := range p.Addresses() {
		ch := h.roster.channels[at.Channel]
		id := Identity{Channel: at.Channel, Type: ch.Type, ID: at.Key, Verified: true}
		what, said := writtenDown(at.Key)
		switch {
		case ch.SignedKey != "":
			identity, whole := vouched(at.Key, ch.SignedKey)
			id.ID, id.Verified = whole, identity == "verified"
		case said:
			id.ID, id.Verified = what, false
		case strings.HasPrefix(at.Key, "once:"):
			continue // nobody knows who that was
		}
		out = append(out, id)
	}
	return out, nil
}
