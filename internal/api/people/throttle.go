package people

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
	"time"

	"firstline/sessions/live"
)

// LockedError says that an account or a source has failed too often. It is the same for accounts that do not exist.
type LockedError struct{ RetryAfter time.Duration }

// Error implements error.
func (e *LockedError) Error() string {
	return fmt.Sprintf("people: too many failures, locked for %s", e.RetryAfter.Round(time.Second))
}

// What may fail (S-AU3): an account ten times and then once a minute, a source (an office behind one address) twenty
// times and then once in ten seconds. Only failures count, so that a shift that begins never locks itself out.
const (
	accountBurst = 10
	accountEvery = time.Minute
	sourceBurst  = 20
	sourceEvery  = 10 * time.Second
)

// throttle counts failures in the shared store, so that all nodes count together; without it each node counts for
// itself and never lets everything through.
type throttle struct {
	now    func() time.Time
	shared live.Buckets
	local  live.Buckets

	mu    sync.Mutex
	until map[string]time.Time // who is locked here
}

// bucketOf hides what was typed and bounds its length.
func bucketOf(kind, what string) string {
	sum := sha256.Sum256([]byte(what))
	return "sign-in:" + kind + ":" + hex.EncodeToString(sum[:12])
}

// open says whether somebody may try.
func (t *throttle) open(buckets ...string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	for _, b := range buckets {
		if until, ok := t.until[b]; ok {
			if now.Before(until) {
				return &LockedError{until.Sub(now)}
			}
			delete(t.until, b)
		}
	}
	return nil
}

// failed counts one failure and locks the bucket when there were too many.
func (t *throttle) failed(ctx context.Context, bucket string, burst int, every time.Duration) {
	wait, err := t.shared.Take(ctx, bucket, 1, burst, every)
	if err != nil {
		wait, err = t.local.Take(context.WithoutCancel(ctx), bucket, 1, burst, every)
	}
	if err != nil {
		wait = every // never open because nobody can count
	}
	if wait > 0 {
		t.lock(bucket, wait)
	}
}

// lockedMost bounds the map; beyond it the ones whose time has come are forgotten, and if that is not enough, any.
const lockedMost = 20_000

func (t *throttle) lock(bucket string, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := t.now()
	if len(t.until) >= lockedMost {
		for b, until := range t.until {
			if !now.Before(until) {
				delete(t.until, b)
			}
		}
		for b := range t.until {
			if len(t.until) < lockedMost {
				break
			}
			delete(t.until, b)
		}
	}
	t.until[bucket] = now.Add(wait)
}
