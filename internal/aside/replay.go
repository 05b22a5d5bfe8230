package aside

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strconv"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/redact"
	"firstline/internal/store/dbq"
)

// Replay reads an event again. If the program can read it now, it is brought in once more as if it had just come: a raw
// row of its own, in the commit that settles the event, so that it is routed once however often and wherever somebody
// asks. Asking again after that changes nothing. An event that still cannot be read stays as it is (409 still_unread).
func (s *Service) Replay(ctx context.Context, id int64, who desk.AgentID) error {
	e, err := s.event(ctx, id)
	switch {
	case err != nil:
		return err
	case e.ReplayedAt > 0:
		return nil
	case e.DismissedAt > 0:
		return errSettled()
	}
	raw, err := s.read(e)
	if err != nil {
		return desk.Fail(desk.Conflict, "still_unread", "this program cannot read the event either: "+redact.Text(err.Error(), reasonMost))
	}
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) error { return s.again(ctx, q, id, raw, who) })
	if errors.Is(err, errAnother) {
		return s.Replay(ctx, id, who) // somebody else was faster: say what it has become
	}
	if err == nil {
		s.o.Stored(raw.Address())
	}
	return desk.Away(err)
}

var errAnother = errors.New("aside: the event was settled meanwhile")

// again settles the event and brings its body in once more.
func (s *Service) again(ctx context.Context, q *dbq.Queries, id int64, raw desk.Raw, who desk.AgentID) error {
	n, err := q.AsideReplayed(ctx, dbq.AsideReplayedParams{ID: id, ReplayedAt: int64(raw.Received)})
	if err != nil || n == 0 {
		return cmp.Or(err, errAnother)
	}
	if err := s.note(ctx, q, id, who, Replay, ""); err != nil {
		return err
	}
	part := int64(raw.Address().Partition())
	row, err := q.AsideAgain(ctx, dbq.AsideAgainParams{ID: id, EventID: raw.EventID, ConvKey: raw.Key, Ord: raw.Order, Part: part, ReceivedAt: int64(raw.Received)})
	if errors.Is(err, sql.ErrNoRows) {
		return nil // the network has brought it again meanwhile, under its own id
	}
	if err != nil {
		return err
	}
	return q.AddPending(ctx, dbq.AddPendingParams{Part: part, ID: row})
}

// identifier is a channel that can say what a body is.
type identifier interface {
	Identify(body []byte) (channels.Identity, bool)
}

// read tries the event with the adapter of now. An event whose conversation could not be told when it came is named
// anew; its own id then keeps it from being carried twice, should the network bring it again.
func (s *Service) read(e dbq.AsideOneRow) (desk.Raw, error) {
	raw := desk.Raw{Channel: desk.ChannelID(e.Channel), EventID: "replay-" + strconv.FormatInt(e.ID, 10), Key: e.ConvKey, Order: e.Ord, Received: s.now(), Body: e.Body}
	if teller, ok := s.o.Channels[raw.Channel].(identifier); ok && raw.Key == "" {
		if ident, ok := teller.Identify(e.Body); ok {
			raw.Key, raw.Order = ident.Key, ident.Order
			if ident.EventID != e.EventID {
				raw.EventID = ident.EventID
			}
		}
	}
	_, err := channels.Read(s.o.Channels, raw)
	return raw, err
}
