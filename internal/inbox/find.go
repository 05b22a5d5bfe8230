package inbox

import (
	"context"
	"fmt"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Naming is how somebody says whom he means: exactly one of a session that he may read, a session's number, and an address.
type Naming struct {
	Session desk.SessionID
	Number  string
	At      desk.Address
}

// Meant is whom somebody means, so that he can be sure before he links.
type Meant struct {
	At          desk.Address   `json:"-"`
	Own         bool           `json:"-"` // named by a session that the viewer has or owns
	Channel     desk.ChannelID `json:"channel"`
	ChannelType string         `json:"channel_type"`
	Title       string         `json:"title" doc:"The customer's or the group's name"`
	Sessions    int64          `json:"sessions" doc:"How many there were"`
	LastAt      desk.Millis    `json:"last_at" doc:"When the newest began"`
	Open        bool           `json:"open" doc:"It is open now"`
	Same        bool           `json:"same" doc:"It is this very customer already"`
}

// Find looks for whom somebody means who links the customer of a session. It shows nothing but a whole name: part of a number or
// of a contact finds nobody. Errors: desk.NotFound, desk.Conflict where two sessions have the number.
func (h *Hub) Find(ctx context.Context, who access.Viewer, of Row, n Naming) (Meant, error) {
	at, own, err := h.named(ctx, who, n)
	if err != nil {
		return Meant{}, err
	}
	s, f, ok, err := h.newest(ctx, at)
	if err != nil {
		return Meant{}, err
	}
	if !ok {
		return Meant{}, nobody()
	}
	p, err := h.o.Contacts.Of(ctx, at)
	if err != nil {
		return Meant{}, err
	}
	row := h.roster.row(&s, &f)
	return Meant{At: at, Own: own, Channel: row.Channel, ChannelType: row.ChannelType, Title: row.Title, Sessions: row.Ordinal, LastAt: row.OpenedAt,
		Open: f.standing(&s).Phase.Open(), Same: p.Has(of.At)}, nil
}

// named is the address of whom somebody means; own says that he has named a session which he has or owns himself.
func (h *Hub) named(ctx context.Context, who access.Viewer, n Naming) (at desk.Address, own bool, err error) {
	switch {
	case n.At != desk.Address{}:
		return n.At, false, nil
	case n.Number != "":
		found, err := h.numbered(ctx, n.Number)
		if err != nil {
			return desk.Address{}, false, err
		}
		s, _, err := h.stored(ctx, found)
		return s.Address, false, err
	}
	row, _, err := h.Read(ctx, who, n.Session)
	own = row.Holder != nil && row.Holder.ID == who.ID || row.Owner != nil && row.Owner.ID == who.ID
	return row.At, own, err
}

// Known says whether somebody wrote at the address before whom the viewer does not have now.
func (h *Hub) Known(ctx context.Context, who access.Viewer, at desk.Address) (bool, error) {
	s, f, ok, err := h.newest(ctx, at)
	return ok && !(f.standing(&s).Phase.Open() && s.Holder == who.ID), err
}

func nobody() error {
	return desk.Fail(desk.NotFound, "no_customer", "nobody is known by that: ask for the whole number or contact")
}

// numbered finds a session by the label that people read, written in whatever way.
func (h *Hub) numbered(ctx context.Context, label string) (desk.SessionID, error) {
	ids, err := h.labelled(ctx, label)
	switch {
	case err != nil:
		return "", err
	case len(ids) == 0:
		return "", nobody()
	case len(ids) > 1:
		return "", desk.Fail(desk.Conflict, "two_customers", "two sessions have that number: ask for something else")
	}
	return desk.SessionID(ids[0]), nil
}

// labelled are the sessions with a label, two at most; none where it is no whole one.
func (h *Hub) labelled(ctx context.Context, label string) ([]string, error) {
	tails, ok := tailsOf(label)
	if !ok {
		return nil, nil
	}
	ids, err := h.record.ByTail(ctx, dbq.ByTailParams{ID: tails[0], ID_2: tails[1], ID_3: tails[2], ID_4: tails[3]})
	if err != nil {
		return nil, away(err)
	}
	return ids, nil
}

// tailsOf are the ends that the id of a session with the label can have: Number goes back. The label has thirty of the last
// thirty-two bits.
func tailsOf(label string) (tails [4]string, ok bool) {
	label = strings.NewReplacer("#", "", " ", "", "-", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(label))
	if len(label) != labelLength {
		return tails, false
	}
	var bits uint32
	for i := labelLength - 1; i >= 0; i-- {
		sign := strings.IndexByte(labelSigns, label[i])
		if sign < 0 {
			return tails, false
		}
		bits = bits<<5 | uint32(sign)
	}
	for top := range tails {
		tails[top] = fmt.Sprintf("%08x", uint32(top)<<30|bits)
	}
	return tails, true
}
