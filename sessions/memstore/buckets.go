package memstore

import (
	"context"
	"sync"
	"time"
)

// firstSweep is the number of buckets from which full ones are looked for and forgotten.
const firstSweep = 1024

// buckets are rate limits by the generic cell rate algorithm: a bucket is one time, when it will be full again.
type buckets struct {
	now     func() time.Time
	mu      sync.Mutex
	full    map[string]time.Time
	sweepAt int // sweep when there are that many, so that a sweep is paid for by as many takes
}

// Take asks for n tokens; 0 says that they were taken.
func (b *buckets) Take(ctx context.Context, bucket string, n, burst int, every time.Duration) (time.Duration, error) {
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if n <= 0 || every <= 0 {
		return 0, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now, depth := b.now(), time.Duration(burst)*every
	full := b.full[bucket]
	if full.Before(now) {
		full = now
	}
	if empty := now.Add(depth); full.After(empty) {
		full = empty // the clock was set back or the bucket made smaller: never worse than empty
	}
	next := full.Add(time.Duration(n) * every)
	if wait := next.Sub(now) - depth; wait > 0 {
		return wait, nil
	}
	b.full[bucket] = next
	b.sweep(now)
	return 0, nil
}

func (b *buckets) sweep(now time.Time) {
	if len(b.full) < b.sweepAt {
		return
	}
	for name, full := range b.full {
		if !full.After(now) {
			delete(b.full, name)
		}
	}
	b.sweepAt = max(firstSweep, 2*len(b.full))
}

func (b *buckets) lose() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.full = make(map[string]time.Time)
	b.sweepAt = firstSweep
}
