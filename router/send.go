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
	giveUp      = 15 * time.Minute // how long a message is tried again at our own pace before a person has to look
	longest     = 24 * time.Hour   // how long at the network's: maintenance is over by then, and what was said a day ago helps nobody unasked
)

// one takes one row through claim, send and report; it returns when the conversation may go on to the next.
func (s *sender) one(ctx context.Context, out store.Out) {
	var began time.Time // of the first try: waiting for a turn is none
	for wait := time.Second; ; wait = min(2*wait, 30*time.Second) {
		// Before the claim: what waits for its turn has not left, and a crash meanwhile leaves no doubt about it.
		if s.due(ctx, out); ctx.Err() != nil {
			return
		}
		if began.IsZero() {
			began = s.r.o.Now()
		}
		if !s.claimed(ctx, &out) {
			s.spared(out.Address)
			s.overtaking(ctx, out)
			return
		}
		failpoint.Hit("outbox.claimed")
		t := try{at: s.r.now()}
		receipt, err := s.call(ctx, out)
		failpoint.Hit("outbox.sent")
		s.answered(out.Address, err)
		if err == nil {
			s.report(out, desk.DeliverySent, receipt.ExternalID, "")
			return
		}
		se, verdict := channels.Judge(err)
		s.r.o.Metrics.SendErrors.WithLabelValues(string(se.Reason)).Inc()
		out.Reason = lasting(out.Reason, se.Reason)
		t.took, t.said = s.r.now().Sub(t.at), se
		if !verdict.Retry || hopeless(s.r.o.Now().Sub(began), se.RetryAfter) {
			s.r.log.Warn("a message was not sent, or nobody knows", zap.String("channel", string(out.Address.Channel)), zap.String("session", string(out.Session)),
				zap.Int64("seq", out.Seq), zap.String("reason", string(se.Reason)), zap.String("detail", se.Detail))
			s.tried(ctx, out, t)
			s.report(out, ended(out.Reason), "", out.Reason)
			return
		}
		if !s.again(ctx, &out, t, wait) {
			return
		}
	}
}

// due waits until the row may be tried: until the pause is over that was asked of it, and then for its turn.
func (s *sender) due(ctx context.Context, out store.Out) {
	if d := out.DueAt.Sub(s.r.now()); out.State == desk.DeliveryRetry && d > 0 {
		channels.Pause(ctx, d)
	}
	s.turn(ctx, out)
}

// lasting is the reason that the row keeps, also for a node that takes it over: what the newest try says, unless an
// earlier one may have arrived. No later refusal takes that back; who is told "failed" writes again, and doubles it.
func lasting(before string, now channels.Reason) string {
	if before != "" && channels.Reason(before).Verdict().Unsure {
		return before
	}
	return string(now)
}

// hopeless says that a message has been tried for long enough on this node. asked is the pause that the network wants,
// 0 if it names none.
func hopeless(tried, asked time.Duration) bool {
	if asked == 0 {
		return tried > giveUp
	}
	return tried+asked > longest
}

// ended is what a message is that is not tried again.
func ended(reason string) desk.Delivery {
	if channels.Reason(reason).Verdict().Unsure {
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
	start := s.r.o.Now()
	message, err := s.r.outgoing(ctx, out)
	if err != nil {
		return desk.Receipt{}, &channels.SendError{Reason: channels.Unreachable, Detail: "what goes with the message cannot be read from the record", Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, patience(message))
	defer cancel()
	receipt, err := ad.Send(ctx, message)
	s.r.o.Metrics.SendSeconds.Observe(s.r.o.Now().Sub(start).Seconds())
	return receipt, err
}

// patience is how long the network has for a message: longer for a file, by what a slow line carries.
func patience(out desk.Outbound) time.Duration {
	if out.File == nil {
		return sendTimeout
	}
	return sendTimeout + channels.Carrying(out.File.Size)
}

// again stores when the row is tried next, with what the network said. Our own pauses grow, the first ones fit into the
// sixty seconds; what the network asked for is kept to.
func (s *sender) again(ctx context.Context, out *store.Out, t try, wait time.Duration) bool {
	if t.said.RetryAfter > 0 {
		wait = t.said.RetryAfter
	}
	t.wait = wait
	out.State, out.DueAt = desk.DeliveryRetry, s.r.now().Add(wait+time.Millisecond)
	for {
		err := s.r.o.Store.Write(ctx, func(q *dbq.Queries) error {
			if err := q.PutOutboxState(ctx, dbq.PutOutboxStateParams{Session: string(out.Session), Seq: out.Seq, State: string(out.State), DueAt: int64(out.DueAt), Reason: out.Reason}); err != nil {
				return err
			}
			return q.AddTry(ctx, t.row(*out, s.r.o.Node))
		})
		if err == nil {
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		s.r.log.Warn("a retry cannot be stored: the conversation waits", zap.Error(err))
		channels.Pause(ctx, time.Second)
	}
}

// report puts what became of a message back in as an event. It returns at once: the lane commits it in its turn.
func (s *sender) report(out store.Out, d desk.Delivery, external, reason string) {
	r := s.r
	r.o.Metrics.Sends.WithLabelValues(string(d)).Inc()
	if d == desk.DeliverySent {
		r.sentOn(out.Address.Channel, r.now())
	}
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
		channels.Pause(ctx, wait)
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
