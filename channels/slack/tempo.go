package slack

import (
	"context"
	"sync"
	"time"

	"firstline/channels"
)

const (
	pace     = 1200 * time.Millisecond // between two calls: Tier 3 is "50+ per minute" (docs.slack.dev, "Rate limits")
	burst    = 20                      // calls that may be made at once: "occasional bursts" are allowed (ibid.)
	longWait = time.Minute             // after a 429 that does not say how long
)

// tempo is how fast an account calls what Slack counts by the minute. All that the account does shares it: what is fetched
// and the presses that are answered meanwhile. Slack counts each method by itself, so that this is slower than it must be.
type tempo struct {
	every time.Duration // between two calls in the long run

	mu    sync.Mutex
	ahead time.Time // up to when the calls that were made use the account's time up
}

// turn waits until the next call may be made, and counts it. The error is that of ctx.
func (t *tempo) turn(ctx context.Context) error {
	for {
		wait := t.take(time.Now())
		if wait <= 0 {
			return ctx.Err()
		}
		channels.Pause(ctx, wait)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// take counts a call if it may be made now; else it says how long that takes.
func (t *tempo) take(now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	if wait := t.ahead.Add(-(burst - 1) * t.every).Sub(now); wait > 0 {
		return wait
	}
	if t.ahead.Before(now) {
		t.ahead = now
	}
	t.ahead = t.ahead.Add(t.every)
	return 0
}

// hold keeps every call back for a time, and after it there are none at once.
func (t *tempo) hold(now time.Time, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if until := now.Add(wait + (burst-1)*t.every); until.After(t.ahead) {
		t.ahead = until
	}
}
