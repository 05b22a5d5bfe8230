// Package aside looks after the events that could not be carried: they are kept as the network brought them, and a
// person sees them, has them read again by a program that knows better, or dismisses them with a reason. Nothing is
// ever deleted, and whoever looks into one is noted. It refuses to know what a body means and who may do any of it.
package aside

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/redact"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Options are what a Service is made of. All but Now are needed.
type Options struct {
	Record   *store.Store
	Channels map[desk.ChannelID]channels.Adapter
	Stored   func(at desk.Address) // tells the router of a raw row that waits in the record
	Now      func() time.Time      // the clock; nil = time.Now
}

// Service looks after the events of one record. Make it with New; its methods may be called from many goroutines, and
// on many nodes: what one event becomes is decided once, by the record.
type Service struct{ o Options }

// New makes a service. Nothing runs.
func New(o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Service{o}
}

// Event is one event that could not be carried.
type Event struct {
	ID       int64          `json:"id"`
	Channel  desk.ChannelID `json:"channel"`
	Received desk.Millis    `json:"received_at" doc:"When the network brought it"`
	At       desk.Millis    `json:"at" doc:"When it was put aside"`
	Size     int64          `json:"size" doc:"Of its body, in bytes"`
	Reason   string         `json:"reason" doc:"Why it could not be carried, English"`
	Known    bool           `json:"known" doc:"Whether it says which conversation it belongs to"`
	Settled  *Settled       `json:"settled,omitempty" doc:"What became of it; absent as long as it waits for somebody"`
}

// Settled is what became of an event.
type Settled struct {
	As  Act          `json:"as" enum:"replay,dismiss"`
	At  desk.Millis  `json:"at"`
	Who desk.AgentID `json:"who"`
	Why string       `json:"why,omitempty"`
}

// Act is what a person does about an event. All of them are noted.
type Act string

// The acts.
const (
	Look    Act = "look"
	Replay  Act = "replay"
	Dismiss Act = "dismiss"
)

// Most is how many events a list holds at most: the newest.
const Most = 200

// reasonMost is the longest reason that is shown, in bytes.
const reasonMost = 500

// List gives the newest events that wait for somebody, or those that are settled.
func (s *Service) List(ctx context.Context, settled bool) ([]Event, error) {
	rows, err := s.o.Record.Aside(ctx, Most)
	if settled && err == nil {
		var done []dbq.AsideSettledRow
		done, err = s.o.Record.AsideSettled(ctx, Most)
		rows = rows[:0]
		for _, r := range done {
			rows = append(rows, dbq.AsideRow(r))
		}
	}
	if err != nil {
		return nil, desk.Away(err)
	}
	out := make([]Event, len(rows))
	for i, r := range rows {
		out[i] = Event{ID: r.ID, Channel: desk.ChannelID(r.Channel), Received: desk.Millis(r.ReceivedAt), At: desk.Millis(r.At), Size: r.Size,
			Reason: redact.Text(r.Reason, reasonMost), Known: r.ConvKey != ""}
	}
	if settled && len(out) > 0 {
		err = s.settled(ctx, out)
	}
	return out, err
}

// settled fills in who settled the events; they stand in descending order.
func (s *Service) settled(ctx context.Context, out []Event) error {
	acts, err := s.o.Record.AsideActs(ctx, out[len(out)-1].ID)
	if err != nil {
		return desk.Away(err)
	}
	by := map[int64]*Settled{}
	for _, a := range acts {
		by[a.Event] = &Settled{As: Act(a.Act), At: desk.Millis(a.At), Who: desk.AgentID(a.Who), Why: a.Why}
	}
	for i := range out {
		out[i].Settled = by[out[i].ID]
	}
	return nil
}

// Counts gives how many events of each channel wait for somebody; a channel without any is missing.
func (s *Service) Counts(ctx context.Context) (map[desk.ChannelID]int64, error) {
	rows, err := s.o.Record.AsideCounts(ctx)
	if err != nil {
		return nil, desk.Away(err)
	}
	out := map[desk.ChannelID]int64{}
	for _, r := range rows {
		out[desk.ChannelID(r.Channel)] = r.N
	}
	return out, nil
}

// bodyMost is how much of a body is shown, in bytes.
const bodyMost = 8 << 10

// Body gives the beginning of what the network brought, with numbers and secrets covered. That somebody looked is noted
// first: without the note nothing is shown.
func (s *Service) Body(ctx context.Context, id int64, who desk.AgentID) (string, error) {
	e, err := s.event(ctx, id)
	if err != nil {
		return "", err
	}
	err = s.o.Record.Write(ctx, func(q *dbq.Queries) error { return s.note(ctx, q, id, who, Look, "") })
	if err != nil {
		return "", desk.Away(err)
	}
	return redact.Text(string(e.Body), bodyMost), nil
}

// whyMost is the longest reason of a dismissal, in characters.
const whyMost = 500

// Dismiss notes that nothing is to become of the event, and why. The event stays in the record.
func (s *Service) Dismiss(ctx context.Context, id int64, who desk.AgentID, why string) error {
	why = strings.TrimSpace(channels.Storable(why))
	if n := len([]rune(why)); n == 0 || n > whyMost {
		return desk.Fail(desk.Invalid, "dismiss_reason", "say in at most 500 characters why nothing is to become of the event")
	}
	if _, err := s.event(ctx, id); err != nil {
		return err
	}
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		n, err := q.AsideDismissed(ctx, dbq.AsideDismissedParams{ID: id, DismissedAt: int64(s.now())})
		if err != nil || n == 0 {
			return cmp.Or(err, error(errSettled()))
		}
		return s.note(ctx, q, id, who, Dismiss, why)
	})
	return desk.Away(err)
}

func (s *Service) event(ctx context.Context, id int64) (dbq.AsideOneRow, error) {
	e, err := s.o.Record.AsideOne(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return e, desk.Fail(desk.NotFound, "not_found", "there is no such event")
	}
	return e, desk.Away(err)
}

func (s *Service) note(ctx context.Context, q *dbq.Queries, id int64, who desk.AgentID, act Act, why string) error {
	return q.PutAsideAct(ctx, dbq.PutAsideActParams{Event: id, At: int64(s.now()), Who: string(who), Act: string(act), Why: why})
}

func (s *Service) now() desk.Millis { return desk.At(s.o.Now()) }

func errSettled() *desk.Error {
	return desk.Fail(desk.Conflict, "event_settled", "somebody has settled this event already: look at the list again")
}
