package router

import (
	"context"
	"slices"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
)

// claimJob asks for one row to become "sending".
type claimJob struct {
	out  store.Out
	f    store.Fence
	done chan<- bool
}

// claimed moves the row to "sending" in the record before anything leaves. False: it is not ours to send (any more), or
// not yet.
func (s *sender) claimed(ctx context.Context, out *store.Out) bool {
	var doubt store.Fence // under which a claim failed that may have been committed all the same
	for {
		f, ok := s.r.parts.fence(out.Part)
		if !ok {
			return false
		}
		done := make(chan bool, 1)
		select {
		case s.claim <- claimJob{*out, f, done}:
		case <-ctx.Done():
			return false
		}
		select {
		case ok, more := <-done:
			if more {
				if !ok && f == doubt {
					s.doubted(ctx, *out)
				}
				out.Attempt++
				return ok
			}
		case <-ctx.Done():
			return false
		}
		doubt = f
		channels.Pause(ctx, 500*time.Millisecond) // the record is away
	}
}

// doubted looks after a row whose claim failed and then could not be repeated. If it is "sending" now, that claim was
// committed and nothing has left; but the same could be true of a row that this node read twice. So it is not sent, and
// a person sees that it is unconfirmed.
func (s *sender) doubted(ctx context.Context, out store.Out) {
	for _, o := range s.rowsAt(ctx, out) {
		if o.Session == out.Session && o.Seq == out.Seq && o.State == desk.DeliverySending && o.Attempt == out.Attempt+1 {
			s.report(o, desk.DeliveryUnconfirmed, "", "interrupted")
		}
	}
}

// rowsAt reads the outbox of the row's conversation; none when the record is away: the sweep comes back to it.
func (s *sender) rowsAt(ctx context.Context, out store.Out) []store.Out {
	rows, err := s.readRows(ctx, out.Part, out.Address)
	if err != nil {
		s.r.log.Warn("the outbox cannot be read; the sweep will", zap.Error(err))
	}
	return rows
}

// overtaking follows a claim that was refused: if older rows of the conversation wait in the record, which this node was
// not told of, they go first.
func (s *sender) overtaking(ctx context.Context, out store.Out) {
	if ctx.Err() != nil || !s.r.parts.owns(out.Part) {
		return
	}
	rows := s.rowsAt(ctx, out)
	rows = slices.DeleteFunc(rows, func(o store.Out) bool { return o.State == desk.DeliverySending || later(o, out) })
	if len(rows) < 2 {
		return // none is older: the row is gone, or the fence is
	}
	channels.Pause(ctx, 50*time.Millisecond) // should the fence be gone, this node will know soon
	s.put(rows)
}

// claims gathers what wants to be claimed at the same time into one statement.
func (s *sender) claims(ctx context.Context) {
	for {
		var jobs []claimJob
		select {
		case j := <-s.claim:
			jobs = append(jobs, j)
		case <-ctx.Done():
			return
		}
	more:
		for len(jobs) < 64 {
			select {
			case j := <-s.claim:
				jobs = append(jobs, j)
			default:
				break more
			}
		}
		s.claimBatch(ctx, jobs)
	}
}

func (s *sender) claimBatch(ctx context.Context, jobs []claimJob) {
	outs, fences := make([]store.Out, len(jobs)), make([]store.Fence, len(jobs))
	for i, j := range jobs {
		outs[i], fences[i] = j.out, j.f
	}
	got, err := s.r.o.Store.Claim(ctx, outs, fences)
	if err != nil {
		s.r.log.Warn("the outbox cannot be claimed", zap.Error(err))
	}
	for i, j := range jobs {
		if err != nil {
			close(j.done)
			continue
		}
		j.done <- got[i]
	}
}
