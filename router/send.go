package router

import (
	"context"
	"errors"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/failpoint"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

const (
	sendTimeout = 30 * time.Second // a network that takes longer has not answered
	giveUp      = 15 * time.Minute // how long what never left is tried again before a person has to look
)

// one takes one row through claim, send and report; it returns when the conversation may go on to the next.
func (s *sender) one(ctx context.Context, out store.Out) {
	began := s.r.o.Now()
	for wait := time.Second; ; wait = min(2*wait, 30*time.Second) {
		if d := out.DueAt.Sub(s.r.now()); out.State == desk.DeliveryRetry && d > 0 {
			pause(ctx, d)
		}
		if ctx.Err() != nil {
			return
		}
		if !s.claimed(ctx, &out) {
			s.overtaking(ctx, out)
			return
		}
		failpoint.Hit("outbox.claimed")
		receipt, err := s.call(ctx, out)
		failpoint.Hit("outbox.sent")
		if err == nil {
			s.report(out, desk.DeliverySent, receipt.ExternalID, "")
			return
		}
		se, verdict := channels.Judge(err)
		s.r.o.Metrics.SendErrors.WithLabelValues(string(se.Reason)).Inc()
		if !verdict.Retry || s.r.o.Now().Sub(began) > giveUp && se.RetryAfter == 0 {
			s.report(out, unsure(verdict), "", string(se.Reason))
			return
		}
		if !s.again(ctx, &out, se, wait) {
			return
		}
	}
}

func unsure(v channels.Verdict) desk.Delivery {
	if v.Unsure {
		return desk.DeliveryUnconfirmed
	}
	return desk.DeliveryFailed
}

// call hands the message to the channel; at most Senders calls are under way.
func (s *sender) call(ctx context.Context, out store.Out) (desk.Receipt, error) {
	ad, ok := s.r.o.Channels[out.Address.Channel]
	if !ok {
		return desk.Receipt{}, &channels.SendError{Reason: channels.Refused, Detail: "the channel is not configured any more"}
	}
	// Once claimed the send is finished even while the node stops: breaking it off would leave it unconfirmed.
	ctx = context.WithoutCancel(ctx)
	if err := s.slots.Acquire(ctx, 1); err != nil {
		return desk.Receipt{}, err
	}
	defer s.slots.Release(1)
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	start := s.r.o.Now()
	receipt, err := ad.Send(ctx, desk.Outbound{Address: out.Address, Session: out.Session, Seq: out.Seq, Text: out.Text, ReplyTo: out.ReplyRef})
	s.r.o.Metrics.SendSeconds.Observe(s.r.o.Now().Sub(start).Seconds())
	return receipt, err
}

// again stores when the row is tried next. Our own pauses grow, the first ones fit into the sixty seconds; what the
// network asked for is kept to.
func (s *sender) again(ctx context.Context, out *store.Out, se *channels.SendError, wait time.Duration) bool {
	if se.RetryAfter > 0 {
		wait = se.RetryAfter
	}
	out.State, out.DueAt, out.Reason = desk.DeliveryRetry, s.r.now().Add(wait+time.Millisecond), string(se.Reason)
	for {
		err := s.r.o.Store.Write(ctx, func(q *dbq.Queries) error {
			return q.PutOutboxState(ctx, dbq.PutOutboxStateParams{Session: string(out.Session), Seq: out.Seq, State: string(out.State), DueAt: int64(out.DueAt), Reason: out.Reason})
		})
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		s.r.log.Warn("a retry cannot be stored: the conversation waits", zap.Error(err))
		pause(ctx, time.Second)
	}
}

// report puts what became of a message back in as an event. It returns at once: the lane commits it in its turn.
func (s *sender) report(out store.Out, d desk.Delivery, external, reason string) {
	r := s.r
	r.o.Metrics.Sends.WithLabelValues(string(d)).Inc()
	r.lanes.put(out.Address, task{do: func(ctx context.Context) {
		r.settleOut(ctx, out, sessions.DeliveryReported{At: r.now(), Seq: out.Seq, Delivery: d, ExternalID: external, Reason: reason})
	}})
}

// settleOut commits a delivery report; it does not give up while the partition is ours.
func (r *Router) settleOut(ctx context.Context, out store.Out, e sessions.DeliveryReported) {
	for wait := 50 * time.Millisecond; ctx.Err() == nil; wait = min(2*wait, 2*time.Second) {
		err := r.trySettle(ctx, out, e)
		switch {
		case err == nil, errors.Is(err, errNotMine), errors.Is(err, store.ErrFenced):
			return
		case errors.Is(err, store.ErrStale):
			continue
		}
		r.log.Warn("a delivery report cannot be committed yet", zap.Stringer("address", out.Address), zap.Error(err))
		pause(ctx, wait)
	}
}

func (r *Router) trySettle(ctx context.Context, out store.Out, e sessions.DeliveryReported) error {
	fence, ok := r.parts.fence(out.Part)
	if !ok {
		return errNotMine
	}
	cur, err := r.loadSession(ctx, out.Address, out.Session)
	if err != nil {
		return err
	}
	d := r.draft(cur)
	d.part.Fence = &fence
	if err := r.rulesFor(ctx, d); err != nil {
		return err
	}
	if err := d.apply(e); err != nil {
		return err
	}
	if len(d.part.Events) == 0 && !cur.sure {
		r.doubt(out.Address)
		return store.ErrStale
	}
	if len(d.part.Events) == 0 { // nothing waits for this report any more: only the row is left
		return r.o.Store.Write(ctx, func(q *dbq.Queries) error {
			return q.DropOutbox(ctx, dbq.DropOutboxParams{Session: string(out.Session), Seq: out.Seq})
		})
	}
	failpoint.Hit("outbox.reporting")
	return r.land(ctx, d)
}

// loadSession loads a session that may no longer be the newest at its address.
func (r *Router) loadSession(ctx context.Context, at desk.Address, id desk.SessionID) (loaded, error) {
	cur, err := r.load(ctx, at)
	if err != nil || cur.s.ID == id {
		return cur, err
	}
	row, err := r.o.Store.SessionState(ctx, string(id))
	if err != nil {
		return loaded{}, err
	}
	l, err := fromRow(row.State, row.Head, row.PreviewRole, row.PreviewText, row.PreviewAt)
	l.sure = err == nil
	return l, err
}
