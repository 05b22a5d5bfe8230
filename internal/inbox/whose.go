package inbox

import (
	"context"
	"maps"
	"slices"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/profile"
	"firstline/internal/store/dbq"
)

// Newest is the newest session at an address that the viewer may see; ok is false where it is not his to see, or nobody ever wrote.
func (h *Hub) Newest(ctx context.Context, who access.Viewer, at desk.Address) (row Row, ok bool, err error) {
	s, f, ok, err := h.newest(ctx, at)
	if err != nil || !ok || !who.Sees(f.standing(&s)) {
		return Row{}, false, err
	}
	return h.roster.row(&s, &f), true, nil
}

// keysAtOnce is how many conversations AddressesAmong looks for.
const keysAtOnce = 8

// KnownBy are the addresses whose customer is known by exactly this contact, on whichever channel (SEC-01), in a department of the
// country with that code. Part of one has none. Who asks is for the caller to note, and what may be shown of them to check.
func (h *Hub) KnownBy(ctx context.Context, contact string, country int) ([]desk.Address, error) {
	var out []desk.Address
	contact = strings.TrimSpace(contact)
	for _, id := range slices.Sorted(maps.Keys(h.roster.channels)) {
		keys := profile.Keys(contact, country)
		if signed := h.roster.channels[id].SignedKey; signed != "" {
			keys = append(keys, signed+contact)
		}
		for some := range slices.Chunk(keys, keysAtOnce) {
			var k [keysAtOnce]string
			copy(k[:], some)
			found, err := h.record.AddressesAmong(ctx, dbq.AddressesAmongParams{Channel: string(id), A: k[0], B: k[1], C: k[2], D: k[3], E: k[4], F: k[5], G: k[6], H: k[7]})
			if err != nil {
				return nil, away(err)
			}
			for _, key := range found {
				out = append(out, desk.Address{Channel: id, Key: key})
			}
		}
	}
	return out, nil
}

// Numbered are the sessions that bear a number, as far as the viewer may read them; none where it is no whole number.
func (h *Hub) Numbered(ctx context.Context, who access.Viewer, label string) ([]Row, error) {
	out := []Row{}
	ids, err := h.labelled(ctx, label)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		row, _, err := h.Read(ctx, who, desk.SessionID(id))
		if desk.KindOf(err) == desk.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}
