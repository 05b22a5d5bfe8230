// Package memstore is the live store of a single node, in process: the embedded default. It decides what is forgotten
// first when memory is short (the projection used longest ago); it refuses to persist anything, to reach another
// process, and to start goroutines of its own but one per subscription.
package memstore

import (
	"context"
	"crypto/rand"
	"sync/atomic"
	"time"

	"firstline/sessions/live"
)

var _ live.Store = (*Store)(nil)

// The bounds on projections. A desk of 50,000 open sessions of 2 KiB fits twice into the defaults; what does not fit
// costs its reader one look into SQL, so a small bound is slow, never wrong.
const (
	defaultProjections = 100_000
	defaultBytes       = 256 << 20
)

// Options are the store's settings. The zero value is a good one.
type Options struct {
	Now         func() time.Time // the clock of presence and buckets; nil for time.Now
	Projections int              // how many projections are kept, and 35·√n more at most; 0 for 100,000
	Bytes       int64            // how many bytes their bodies may take, an eighth more at most; 0 for 256 MiB
}

// Store is a live store in memory. A projection's Body that Get gives is shared: do not change it.
type Store struct {
	projections
	waiting
	presence
	buckets
	fan
	epoch atomic.Pointer[string]
}

// New makes an empty store with an epoch of its own.
func New(o Options) *Store {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Projections <= 0 {
		o.Projections = defaultProjections
	}
	if o.Bytes <= 0 {
		o.Bytes = defaultBytes
	}
	s := &Store{}
	s.projections.init(o.Projections, o.Bytes)
	s.presence.now, s.buckets.now = o.Now, o.Now
	s.Lose()
	return s
}

// Epoch names this filling. It lives as long as the process or until Lose.
func (s *Store) Epoch(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	return *s.epoch.Load(), nil
}

// Lose empties the store and begins a new epoch, as a flush of Redis would. Subscriptions stay. It is for tests and for
// rehearsals of the real thing.
func (s *Store) Lose() {
	s.projections.lose()
	s.waiting.lose()
	s.presence.lose()
	s.buckets.lose()
	epoch := rand.Text()
	s.epoch.Store(&epoch) // last: whoever sees the new epoch fills an empty store
}

// Close ends the subscriptions and waits for their handles. It may be called twice.
func (s *Store) Close() error {
	s.hub.Close()
	return nil
}
