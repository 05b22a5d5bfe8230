package media

import (
	"context"
	"sync"
	"time"

	"firstline/internal/desk"
)

const (
	budgetLasts = 5 * time.Second // for which the sum of the record is believed: it walks all that lies unsent
	leastBytes  = 4 << 10         // that an upload counts for: what the smallest file takes on a disk
)

// budget bounds what all customers together may have handed in and not sent, in bytes: their tokens cost nothing, so that a
// bound for each of them is none. Nodes do not see each other's last seconds.
type budget struct {
	most int64 // 0 = no bound

	mu      sync.Mutex
	known   int64 // by the record, and what this node has taken in since
	asked   time.Time
	pending int64 // promised to uploads that are on their way in
}

// promise sets room for an upload of at most the given bytes aside, or says desk.Unavailable "files_full". The caller calls
// done with what has come of it, 0 for nothing, once.
func (b *budget) promise(ctx context.Context, now time.Time, most int64, sum func(context.Context) (int64, error)) (done func(taken int64), err error) {
	if b.most == 0 {
		return func(int64) {}, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asked.IsZero() || now.Sub(b.asked) >= budgetLasts {
		known, err := sum(ctx)
		if err != nil {
			return nil, away(err)
		}
		b.known, b.asked = known, now
	}
	most = max(most, leastBytes)
	if b.known+b.pending+most > b.most {
		return nil, full()
	}
	b.pending += most
	return func(taken int64) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.pending -= most
		if taken > 0 {
			b.known += max(taken, leastBytes)
		}
	}, nil
}

func full() error {
	return desk.Fail(desk.Unavailable, "files_full", "there is no room for files now: nothing was kept, send it again later")
}
