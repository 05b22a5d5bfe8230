package evidence

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Options are what a Sealer is made of. Store, Key, Node and Dir are needed.
type Options struct {
	Store *store.Store
	Key   []byte
	Node  string // this node's name, unique among the running ones and the same after a restart
	Dir   string // where the seal file lies
	Every time.Duration
	Log   *zap.Logger
	Now   func() time.Time // the clock; nil = time.Now
}

const (
	chunk      = 1000      // heads of one seal: about 100 kB
	mostHeld   = 1 << 16   // sessions that may wait for a seal; beyond it they are looked up again in the record
	sweepEvery = time.Hour // how often the record itself is asked for what changed, and is counted
	// lateness is how much later than its own time an event may be committed and still be found by the next sweep.
	lateness = 10 * time.Minute
	// writeTimeout is how long a seal may take to be written before it is tried anew.
	writeTimeout = 15 * time.Second
	// lastWords bounds the seal of a node that stops.
	lastWords = 5 * time.Second
)

// Sealer seals the heads of this node's sessions. Make it with NewSealer and run it with Run; Note may be called from
// many goroutines.
type Sealer struct {
	o    Options
	full chan struct{} // too much waits

	mu      sync.Mutex
	changed map[desk.SessionID]Head
	missed  bool // a head found no room

	round sync.Mutex // held by the one who seals
	ready bool
	last  dbq.Seal  // this node's newest
	file  *sealFile // nil while it cannot be opened
	since desk.Millis
	sweep time.Time // when the record is asked again
	sick  bool      // the last attempt failed
}

// NewSealer makes a sealer. Nothing is read before Run.
func NewSealer(o Options) *Sealer {
	if o.Every <= 0 {
		o.Every = 10 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	o.Log = o.Log.Named("seal")
	return &Sealer{o: o, full: make(chan struct{}, 1), changed: map[desk.SessionID]Head{}}
}

// Note tells of a committed head. It never blocks; hash must not be changed afterwards.
func (s *Sealer) Note(id desk.SessionID, version int64, hash []byte) {
	s.mu.Lock()
	s.put(Head{Session: id, Version: version, Hash: hash})
	wake := len(s.changed) >= mostHeld/2
	s.mu.Unlock()
	if wake {
		select {
		case s.full <- struct{}{}:
		default:
		}
	}
}

// put keeps the newest head of a session; s.mu is held.
func (s *Sealer) put(h Head) {
	old, held := s.changed[h.Session]
	switch {
	case held && old.Version >= h.Version:
	case !held && len(s.changed) >= mostHeld:
		s.missed = true
	default:
		s.changed[h.Session] = h
	}
}

// take empties what waits, in the order of the ids.
func (s *Sealer) take() (heads []Head, missed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	heads = make([]Head, 0, len(s.changed))
	for _, h := range s.changed {
		heads = append(heads, h)
	}
	missed, s.missed = s.missed, false
	clear(s.changed)
	slices.SortFunc(heads, func(a, b Head) int { return cmp.Compare(a.Session, b.Session) })
	return heads, missed
}

// giveBack puts heads aside for the next attempt.
func (s *Sealer) giveBack(heads []Head) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, h := range heads {
		s.put(h)
	}
}

// Run seals until ctx ends, and then what is left. It never fails: what cannot be sealed now is sealed later. End it
// after the router, so that the router's last commits are in the last seal.
func (s *Sealer) Run(ctx context.Context) error {
	tick := time.NewTicker(s.o.Every)
	defer tick.Stop()
	for {
		s.attempt(ctx)
		select {
		case <-tick.C:
		case <-s.full:
		case <-ctx.Done():
			return s.end(ctx)
		}
	}
}

func (s *Sealer) end(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	s.attempt(ctx)
	s.round.Lock()
	defer s.round.Unlock()
	if s.file == nil {
		return nil
	}
	file := s.file
	s.file, s.ready = nil, false
	return file.close()
}

// attempt seals and says so when it begins to fail and when it works again.
func (s *Sealer) attempt(ctx context.Context) {
	err := s.Seal(ctx)
	switch {
	case err != nil && ctx.Err() != nil:
	case err != nil && !s.sick:
		s.o.Log.Warn("the sessions cannot be sealed: it is tried again", zap.Error(err))
	case err == nil && s.sick:
		s.o.Log.Info("the sessions are sealed again")
	}
	s.sick = err != nil
}
