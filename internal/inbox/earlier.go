package inbox

import (
	"context"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Earlier is a former session of a customer, for who works on a newer one (RTE-06): what it was about, how it ended, and who
// had the customer (RTE-07). It carries nothing that was said.
type Earlier struct {
	ID          desk.SessionID `json:"id"`
	Number      string         `json:"number" doc:"A label for people, not a key"`
	Ordinal     int64          `json:"ordinal" doc:"1 for the first session at the address"`
	Channel     desk.ChannelID `json:"channel"`
	ChannelType string         `json:"channel_type"`
	OpenedAt    desk.Millis    `json:"opened_at"`
	ClosedAt    desk.Millis    `json:"closed_at"`
	Group       desk.GroupID   `json:"group"`
	Category    string         `json:"category"`
	Outcome     string         `json:"outcome"`
	Owner       *Person        `json:"owner" doc:"First-contact owner"`
	Last        *Person        `json:"last" doc:"Who had it last"`
	Score       int            `json:"score" doc:"The customer's rating, 1 to 5; 0 = none (SAT-01)"`
	Register    string         `json:"register" doc:"Its number in the complaint register (ORG-07); empty = it has none"`
	Open        bool           `json:"may_open" doc:"The session itself is yours to read"`
}

// Record is a page of a customer's earlier record.
type Record struct {
	Sessions []Earlier
	Next     string // cursor of the next page; empty at the end
	Total    int64  // how many there are on all pages
}

// Earlier reads at most limit (1 to MaxRows) former sessions of the customer of a session: what was closed before it at any of
// the customer's addresses, newest first, behind a cursor. The right to see the session itself is for the caller to check.
// Whoever has no part in serving gets desk.Forbidden.
func (h *Hub) Earlier(ctx context.Context, who access.Viewer, of Row, cursor string, limit int) (Record, error) {
	from, err := ViewClosed.parse(cursor)
	if err != nil {
		return Record{}, err
	}
	p, now, err := h.recalled(ctx, who, of)
	if err != nil {
		return Record{}, err
	}
	before := before(of)
	if ViewClosed.before(from, before) {
		from = before
	}
	var r Record
	if r.Total, err = h.countFormer(ctx, p, before); err != nil {
		return Record{}, err
	}
	found, err := h.former(ctx, p, from, min(max(limit, 1), MaxRows)+1)
	if err != nil {
		return Record{}, err
	}
	if limit = min(max(limit, 1), MaxRows); len(found) > limit {
		found = found[:limit]
		r.Next = ViewClosed.cursor(ViewClosed.place(&found[limit-1]))
	}
	r.Sessions = make([]Earlier, len(found))
	for i := range found {
		r.Sessions[i] = h.earlier(ctx, who, &found[i], now)
	}
	return r, nil
}

// recalled is the customer of a session and who has the customer now, for whoever has a part in serving.
func (h *Hub) recalled(ctx context.Context, who access.Viewer, of Row) (contacts.Person, []desk.AgentID, error) {
	if !who.Recalls() {
		return contacts.Person{}, nil, desk.Fail(desk.Forbidden, "not_allowed", "the earlier record is for those who serve the customer")
	}
	p, err := h.o.Contacts.Of(ctx, of.At)
	if err != nil {
		return contacts.Person{}, nil, err
	}
	now, err := h.holders(ctx, p)
	return p, now, err
}

// before is the place behind which everything is earlier than the session: all that is closed, while it is open itself.
func before(of Row) place {
	if sessions.Phase(of.Phase) != sessions.Closed {
		return ViewClosed.top()
	}
	return ViewClosed.place(&store.Session{ID: of.ID, ClosedAt: of.ClosedAt})
}

// former merges the closed sessions of all addresses of a person: one walk along an index each.
func (h *Hub) former(ctx context.Context, of contacts.Person, from place, limit int) ([]store.Session, error) {
	var out []store.Session
	for _, at := range of.Addresses() {
		rows, err := h.record.FormerAt(ctx, dbq.FormerAtParams{Channel: string(at.Channel), ConvKey: at.Key, Column3: -from.n, Column4: string(from.id), Limit: int32(limit)})
		if err != nil {
			return nil, away(err)
		}
		for i := range rows {
			l := listed(rows[i])
			out = append(out, sessionOf(&l))
		}
	}
	slices.SortFunc(out, func(a, b store.Session) int {
		if ViewClosed.before(ViewClosed.place(&a), ViewClosed.place(&b)) {
			return -1
		}
		return 1 // no two are the same
	})
	return out[:min(limit, len(out))], nil
}

func (h *Hub) countFormer(ctx context.Context, of contacts.Person, from place) (total int64, err error) {
	for _, at := range of.Addresses() {
		n, err := h.record.CountFormerAt(ctx, dbq.CountFormerAtParams{Channel: string(at.Channel), ConvKey: at.Key, Column3: -from.n, Column4: string(from.id)})
		if err != nil {
			return 0, away(err)
		}
		total += n
	}
	return total, nil
}

// earlier is what the list shows of a session; now are those who have the customer.
func (h *Hub) earlier(ctx context.Context, who access.Viewer, s *store.Session, now []desk.AgentID) Earlier {
	f := readFacts(s.State)
	h.roster.meet(ctx, s.Owner, f.Last)
	row := h.roster.row(s, &f)
	standing := f.standing(s)
	standing.Now = now
	return Earlier{ID: row.ID, Number: row.Number, Ordinal: row.Ordinal, Channel: row.Channel, ChannelType: row.ChannelType, OpenedAt: row.OpenedAt, ClosedAt: row.ClosedAt,
		Group: row.Group, Category: row.Category, Outcome: row.Outcome, Owner: row.Owner, Last: h.roster.person(f.Last), Score: row.Score, Register: row.Register, Open: who.Reads(standing)}
}
