package erasure

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// trace is what the record has of a customer.
type trace struct {
	at       []desk.Address // with the keys that a network gave before
	sessions []reception
	raw      []int64 // raw rows
}

// reception is a session, up to a message: what is written later belongs to whoever writes then.
type reception struct {
	id   desk.SessionID
	upTo int64
}

// rawPage is how many raw rows are looked for at a time.
const rawPage = 1000

// trace looks for everything, and refuses as long as something is under way.
func (s *Service) trace(ctx context.Context, at []desk.Address) (t trace, err error) {
	for _, a := range at {
		t.at = append(t.at, a)
		former, err := s.o.Record.MovedFrom(ctx, dbq.MovedFromParams{Channel: string(a.Channel), HomeKey: a.Key})
		if err != nil {
			return t, err
		}
		for _, key := range former {
			t.at = append(t.at, desk.Address{Channel: a.Channel, Key: key})
		}
	}
	for _, a := range t.at {
		if err := s.idle(ctx, a); err != nil {
			return t, err
		}
		if err := s.closed(ctx, a, &t); err != nil {
			return t, err
		}
	}
	return t, s.handedUs(ctx, &t)
}

// idle refuses an address with messages on their way.
func (s *Service) idle(ctx context.Context, a desk.Address) error {
	u, err := s.o.Record.Unfinished(ctx, dbq.UnfinishedParams{Channel: string(a.Channel), ConvKey: a.Key})
	switch {
	case err != nil:
		return err
	case u.Waiting > 0:
		return desk.Fail(desk.Conflict, "erase_arriving", "a message of the customer is just coming in: try again")
	case u.Outgoing > 0:
		return desk.Fail(desk.Conflict, "erase_sending", "a message to the customer is still going out: try again, or settle it if it cannot be delivered")
	case u.Aside > 0:
		return desk.Fail(desk.Conflict, "erase_aside", "something of the customer could not be read and was put aside: have it read again or dismiss it first")
	}
	return nil
}

// closed notes the sessions at an address, which have to be closed, and their complaints.
func (s *Service) closed(ctx context.Context, a desk.Address, t *trace) error {
	rows, err := s.o.Record.SessionsOf(ctx, dbq.SessionsOfParams{Channel: string(a.Channel), ConvKey: a.Key})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if sessions.Phase(r.Phase).Open() {
			return desk.Fail(desk.Conflict, "session_open", "a session of the customer is still open: close it first")
		}
		switch c, err := s.o.Record.OpenComplaint(ctx, r.ID); {
		case err == nil:
			return desk.Fail(desk.Conflict, "complaint_open", "the customer's complaint "+c.Number+" is still open, and what was written is its evidence: close it first")
		case !errors.Is(err, sql.ErrNoRows):
			return err
		}
		t.sessions = append(t.sessions, reception{desk.SessionID(r.ID), r.Seq})
	}
	return nil
}

// handedUs notes the raw rows of all addresses, in one pass through the table.
func (s *Service) handedUs(ctx context.Context, t *trace) error {
	for last := int64(0); ; {
		rows, err := s.o.Record.RawOf(ctx, dbq.RawOfParams{ID: last, Limit: rawPage})
		if err != nil {
			return err
		}
		for _, r := range rows {
			last = r.ID
			if slices.Contains(t.at, desk.Address{Channel: desk.ChannelID(r.Channel), Key: r.ConvKey}) {
				t.raw = append(t.raw, r.ID)
			}
		}
		if len(rows) < rawPage {
			return nil
		}
	}
}
