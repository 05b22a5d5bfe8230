package telegram

import (
	"context"
	"encoding/json"
	"math"
	"time"
)

// waiter is a getUpdates call that waits for an update. The bot's lock guards
// err; ready is closed when there is something to do.
type waiter struct {
	ready chan struct{}
	told  bool
	err   *apiError
}

// signal ends the wait. It may be called on nil. The lock is held.
func (w *waiter) signal() {
	if w != nil && !w.told {
		w.told = true
		close(w.ready)
	}
}

// abortPoll makes the waiting getUpdates fail: S: Client::abort_long_poll. It
// is the older call that loses, not the newer. The lock is held.
func (b *Bot) abortPoll(err *apiError) {
	if b.poll != nil {
		b.poll.err = err
		b.poll.signal()
		b.poll = nil
	}
}

// pollPace slows down bots that poll in a busy loop.
type pollPace struct {
	offset       int64
	at           time.Time
	nextConflict time.Time
}

// getUpdates is S: Client::process_get_updates_query. It blocks for up to the
// timeout argument, which is real time.
func getUpdates(ctx context.Context, b *Bot, p params) (any, *apiError) {
	offset := p.integer64("offset")
	limit := p.integer("limit", 100, 1, 100)
	wait := time.Duration(p.integer("timeout", 0, 0, 50)) * time.Second // S: LONG_POLL_MAX_TIMEOUT
	if offset != 0 && !b.srv.hold.confirms(ctx, b.srv.stop) {
		return []json.RawMessage{}, nil
	}
	b.mu.Lock()
	if b.hook != nil {
		return b.failConflict(ctx, conflict(
			"can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"))
	}
	b.allow(p.str("allowed_updates"))
	wait, limit = b.pace(offset, wait, limit)
	batch := b.fetch(offset, limit)
	if len(batch) > 0 || wait == 0 {
		defer b.mu.Unlock()
		return b.hand(batch), nil
	}
	b.abortPoll(conflict(
		"terminated by other getUpdates request; make sure that only one bot instance is running"))
	w := &waiter{ready: make(chan struct{})}
	b.poll = w
	b.mu.Unlock()

	b.srv.sleep(ctx, w.ready, wait)

	b.mu.Lock()
	if w.err != nil {
		return b.failConflict(ctx, w.err)
	}
	defer b.mu.Unlock()
	if b.poll == w {
		b.poll = nil
	}
	switch {
	case ctx.Err() != nil:
		return b.hand(nil), nil // nobody listens: hand out nothing
	case b.srv.closing() != nil:
		return nil, restarting()
	}
	return b.hand(b.fetch(offset, limit)), nil
}

// pace is the rule against busy polling: the same offset again within 3 s waits
// for at least 3 s, and within 0.5 s gets one update. The lock is held.
func (b *Bot) pace(offset int64, wait time.Duration, limit int) (time.Duration, int) {
	const least = 3 * time.Second
	now := time.Now()
	if again := offset == b.polls.offset; again && !b.polls.at.IsZero() {
		since := now.Sub(b.polls.at)
		if wait < least && since < b.srv.scaled(least) {
			wait = b.srv.scaled(least)
		}
		if since < b.srv.scaled(least/6) {
			limit = 1
		}
	}
	b.polls.offset, b.polls.at = offset, now
	return wait, limit
}

// fetch is S: Client::do_get_updates with TQueue::get: it confirms what is in
// front of the offset and returns what follows. The lock is held.
func (b *Bot) fetch(offset int64, limit int) []*queued {
	if offset < 0 { // keep only the last -offset
		b.clear(b.queue.tail+offset, Cleared)
	}
	// An offset too far in the future counts as none.
	if offset > 0 && offset <= b.queue.tail+10 {
		b.clear(offset, Confirmed)
	}
	now := time.Now()
	var batch []*queued
	for _, u := range b.queue.from(b.queue.first()) {
		switch {
		case u.gone:
		case now.After(u.expires):
			b.finish(u, Dropped)
		case len(batch) < limit:
			batch = append(batch, u)
		}
		if len(batch) == limit {
			break
		}
	}
	return batch
}

// hand is the answer with these updates. The lock is held.
func (b *Bot) hand(batch []*queued) []json.RawMessage {
	out := make([]json.RawMessage, 0, len(batch))
	for _, u := range batch {
		b.srv.ledger.attempt(b.id, u.id, Attempt{At: time.Now(), Status: 200, Poll: true})
		out = append(out, fullUpdate(u))
	}
	return out
}

// failConflict is S: Client::fail_query_conflict: the first conflict is told at
// once, one that follows within 3 s only after 3 s more. It releases the lock.
func (b *Bot) failConflict(ctx context.Context, err *apiError) (any, *apiError) {
	pause, now := b.srv.scaled(3*time.Second), time.Now()
	first := !now.Before(b.polls.nextConflict)
	if first {
		b.polls.nextConflict = now.Add(pause)
	}
	b.mu.Unlock()
	if !first {
		b.srv.pause(ctx, pause)
	}
	return nil, err
}

// sleep waits for ready, for d, or for the end of ctx or of the server.
func (s *Server) sleep(ctx context.Context, ready <-chan struct{}, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ready:
	case <-timer.C:
	case <-ctx.Done():
	case <-s.stop:
	}
}

// integer64 is a number of any size that fits what ids can be.
func (p params) integer64(name string) int64 {
	return min(max(p.id(name), math.MinInt32), math.MaxInt64)
}
