package router

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/failpoint"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// carry works on raw events of one address that wait together: parse, apply, commit as one part. It comes back when
// they are carried, put aside or given back; it blocks as long as the record is away.
func (r *Router) carry(ctx context.Context, at desk.Address, raws []*rawTask) {
	defer r.feed.landed(raws)
	inOrder(raws)
	r.carryRun(ctx, at, raws)
}

// carryTries is how often a part may fail by its own fault before its events are tried one by one.
const carryTries = 3

func (r *Router) carryRun(ctx context.Context, at desk.Address, raws []*rawTask) {
	bad := 0
	for wait := 50 * time.Millisecond; ctx.Err() == nil; {
		err := r.tryCarry(ctx, at, raws)
		switch {
		case err == nil, errors.Is(err, errNotMine), errors.Is(err, store.ErrFenced), ctx.Err() != nil:
			return
		case errors.Is(err, store.ErrStale):
			continue
		case store.IsBad(err) || errors.Is(err, errBadEvent):
			if bad++; bad < carryTries {
				continue
			}
			if err = r.apart(ctx, at, raws, err); err == nil {
				return
			}
		}
		r.log.Warn("the record is away: the lane waits", zap.Stringer("address", at), zap.Error(err))
		pause(ctx, wait)
		wait = min(2*wait, 2*time.Second)
	}
}

// apart goes on after a run that failed by its own fault: each event alone, and one that fails alone is put aside.
func (r *Router) apart(ctx context.Context, at desk.Address, raws []*rawTask, cause error) error {
	if len(raws) == 1 {
		if errors.Is(cause, store.ErrExists) { // the network brought one message under two event ids
			r.o.Metrics.Duplicates.Inc()
			return r.nothing(ctx, raws)
		}
		return r.quarantine(ctx, []quarantined{{raws[0], cause}})
	}
	for _, t := range raws {
		r.carryRun(ctx, at, []*rawTask{t})
	}
	return nil
}

// inOrder puts events into the provider's order where it numbers them; a network that retries may bring them shuffled.
func inOrder(raws []*rawTask) {
	slices.SortStableFunc(raws, func(a, b *rawTask) int {
		if a.raw.Order == 0 || b.raw.Order == 0 {
			return 0
		}
		return int(min(max(a.raw.Order-b.raw.Order, -1), 1))
	})
}

var (
	errNotMine  = errors.New("router: the partition is another node's")
	errBadEvent = errors.New("router: the event cannot be carried")
)

// tryCarry makes one attempt at a part for all the events.
func (r *Router) tryCarry(ctx context.Context, at desk.Address, raws []*rawTask) error {
	fence, ok := r.parts.fence(raws[0].part)
	if !ok {
		return errNotMine
	}
	ad, known := r.o.Channels[at.Channel]
	var bad []quarantined
	var ins []desk.Inbound
	var times []desk.Millis
	for _, t := range raws {
		got, err := parse(ad, known, t.raw)
		if err != nil {
			bad = append(bad, quarantined{t, err})
			continue
		}
		for _, in := range got {
			ins, times = append(ins, in), append(times, t.raw.Received)
		}
	}
	if len(bad) > 0 {
		if err := r.quarantine(ctx, bad); err != nil {
			return err
		}
	}
	if len(ins) == 0 {
		return r.nothing(ctx, raws)
	}
	return r.customer(ctx, at, ins, times, raws, fence)
}

func parse(ad channels.Adapter, known bool, raw desk.Raw) ([]desk.Inbound, error) {
	if !known {
		return nil, errors.New("the channel is not configured any more")
	}
	got, err := ad.Parse(raw)
	if err == nil && len(got) > 0 && raw.Key == "" {
		err = errors.New("the body does not say which conversation it belongs to")
	}
	return got, err
}

// customer turns the customer's doings into events and commits them, opening a session where one is needed.
func (r *Router) customer(ctx context.Context, at desk.Address, ins []desk.Inbound, times []desk.Millis, raws []*rawTask, fence store.Fence) error {
	cur, err := r.load(ctx, at)
	if err != nil {
		return err
	}
	failpoint.Hit("lane.loaded")
	d := r.draft(cur)
	d.part.Fence = &fence
	for i, in := range ins {
		if in.ExternalID != "" && in.ExternalID == d.s.AskedRef && in.Kind != desk.KindEdit {
			continue // the same message under another event id
		}
		if d.s.Phase != sessions.None && len(d.part.Events) > 0 && !sessions.Continues(d.rules, d.s, times[i]) {
			return errBadEvent // cannot happen: a session does not close inside a run of customer events
		}
		if err := r.customerWrote(ctx, d, in, times[i]); err != nil {
			return err
		}
	}
	if len(d.part.Events) == 0 {
		return r.nothing(ctx, raws)
	}
	for _, t := range raws {
		d.part.Inbound = append(d.part.Inbound, t.id)
	}
	return r.land(ctx, d)
}

// customerWrote applies one message, to the session that it continues or to a new one.
func (r *Router) customerWrote(ctx context.Context, d *draft, in desk.Inbound, at desk.Millis) error {
	if err := r.rulesFor(ctx, d); err != nil {
		return err
	}
	text := in.Text
	if text == "" {
		text = in.Note
	}
	e := sessions.CustomerWrote{At: at, SentAt: in.SentAt, ExternalID: in.ExternalID, Kind: in.Kind, Language: in.Language,
		Title: titleOf(in), Words: sessions.Words{Text: text}}
	if !sessions.Continues(d.rules, d.s, at) {
		old := d.s
		caps := r.o.Channels[in.Address.Channel].Capabilities()
		d.fresh(r.o.Rules.Current())
		e.Opening = &sessions.Opening{Session: desk.SessionID(uuid.Must(uuid.NewV7()).String()), Address: in.Address, Ordinal: old.Ordinal + 1,
			Rules: d.rules.Version, Accepts: caps.AcceptOnCommit, Returning: old.Ordinal > 0, Last: old.Last}
	}
	if err := d.apply(e); err != nil {
		return errors.Join(errBadEvent, err)
	}
	return nil
}

func titleOf(in desk.Inbound) string {
	if in.Title != "" {
		return in.Title
	}
	return in.SenderName
}

// nothing finishes raw rows that hold nothing for a session.
func (r *Router) nothing(ctx context.Context, raws []*rawTask) error {
	return r.o.Store.Write(ctx, func(q *dbq.Queries) error {
		for _, t := range raws {
			if err := q.DropPending(ctx, dbq.DropPendingParams{Part: int64(t.part), ID: t.id}); err != nil {
				return err
			}
		}
		return nil
	})
}

type quarantined struct {
	t   *rawTask
	why error
}

// quarantine puts rows aside, visible and replayable; their lane goes on.
func (r *Router) quarantine(ctx context.Context, bad []quarantined) error {
	err := r.o.Store.Write(ctx, func(q *dbq.Queries) error {
		for _, b := range bad {
			if err := q.PutQuarantine(ctx, dbq.PutQuarantineParams{ID: b.t.id, At: int64(r.now()), Reason: b.why.Error()}); err != nil {
				return err
			}
			if err := q.DropPending(ctx, dbq.DropPendingParams{Part: int64(b.t.part), ID: b.t.id}); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.o.Metrics.Quarantined.Add(float64(len(bad)))
		r.log.Warn("events were put into quarantine", zap.Int("count", len(bad)), zap.NamedError("first", bad[0].why))
	}
	return err
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
