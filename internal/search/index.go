package search

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Record is what this package reads of the record.
type Record interface {
	SessionVersions(ctx context.Context, arg dbq.SessionVersionsParams) ([]dbq.SessionVersionsRow, error)
	MessagesSince(ctx context.Context, arg dbq.MessagesSinceParams) ([]dbq.Message, error)
	MessageAt(ctx context.Context, arg dbq.MessageAtParams) (dbq.Message, error)
	FilesOf(ctx context.Context, arg dbq.FilesOfParams) ([]dbq.File, error)
	TextsChanged(ctx context.Context, limit int32) ([]dbq.TextChanged, error)
	WroteIn(ctx context.Context, arg dbq.WroteInParams) (int64, error)
	TitleOf(ctx context.Context, id string) (dbq.TitleOfRow, error)
	FactsAfter(ctx context.Context, arg dbq.FactsAfterParams) ([]dbq.FactsAfterRow, error)
	FactAt(ctx context.Context, n int64) (dbq.FactAtRow, error)
	Write(ctx context.Context, do func(*dbq.Queries) error) error
}

// Texts is where the tokens are kept.
type Texts interface {
	Scrub(ctx context.Context) error
	Put(ctx context.Context, docs []store.TextDoc, seen []store.TextSeen) error
	Seen(ctx context.Context, session string) (int64, error)
	SeenAfter(ctx context.Context, after, last string) (map[string]int64, error)
	Match(ctx context.Context, m store.TextMatch) ([]store.TextPlace, error)
}

// Options are what an Index is made of. Record and Texts are needed.
type Options struct {
	Record Record
	Texts  Texts
	Every  time.Duration // how long commits are gathered before they are indexed; 0 = 500 ms
	Sweep  time.Duration // how often the whole record is gone through; 0 = 10 min
	Rest   int           // how many times as long as it works the index rests, so that messages do not wait for it; 0 = 9, -1 = none
	Log    *zap.Logger
}

const (
	mostHeld  = 1 << 16 // sessions that may wait; beyond it they are found by going through the record
	batchDocs = 200     // messages of one commit of the index
	pageSize  = 500     // sessions that are looked at together when the record is gone through
	longText  = 64 << 10
)

// Index keeps the full-text index. Make it with New and run it with Run; Note and Find may be called from many
// goroutines.
type Index struct {
	o Options

	facts atomic.Int64 // what is known of customers is in the index up to this one

	mu     sync.Mutex
	dirty  map[desk.SessionID]int64
	missed bool

	behind atomic.Bool // the record has not been gone through since the start
}

// New makes an index. Nothing runs before Run.
func New(o Options) *Index {
	if o.Every <= 0 {
		o.Every = 500 * time.Millisecond
	}
	if o.Sweep <= 0 {
		o.Sweep = 10 * time.Minute
	}
	if o.Rest == 0 {
		o.Rest = 9
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	o.Log = o.Log.Named("search")
	x := &Index{o: o, dirty: map[desk.SessionID]int64{}}
	x.behind.Store(true)
	return x
}

// Note tells of a committed version. It never blocks.
func (x *Index) Note(id desk.SessionID, version int64) {
	x.mu.Lock()
	switch old, held := x.dirty[id]; {
	case held:
		x.dirty[id] = max(old, version)
	case len(x.dirty) >= mostHeld:
		x.missed = true
	default:
		x.dirty[id] = version
	}
	x.mu.Unlock()
}

// Behind says that the index is not known to hold everything yet: it was just started, or it cannot keep up.
func (x *Index) Behind() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.behind.Load() || x.missed
}

// Run indexes until ctx ends. It never fails: what cannot be done now is done later.
func (x *Index) Run(ctx context.Context) error {
	tick := time.NewTicker(x.o.Every)
	defer tick.Stop()
	var swept time.Time
	for {
		x.attempt(ctx, "the full-text index does not follow", x.Follow)
		if x.takeMissed() || time.Since(swept) >= x.o.Sweep {
			if x.attempt(ctx, "the record could not be gone through for the full-text index", x.CatchUp) {
				swept = time.Now()
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (x *Index) attempt(ctx context.Context, what string, do func(context.Context) error) bool {
	err := do(ctx)
	if err != nil && ctx.Err() == nil {
		x.o.Log.Warn(what, zap.Error(err))
	}
	return err == nil
}

func (x *Index) takeMissed() bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	missed := x.missed
	x.missed = false
	return missed
}

// take gives what waits and holds nothing back.
func (x *Index) take() map[desk.SessionID]int64 {
	x.mu.Lock()
	defer x.mu.Unlock()
	out := x.dirty
	x.dirty = map[desk.SessionID]int64{}
	return out
}

// longestRest bounds one rest: a batch that waited for a lock has not worked as long as it took.
const longestRest = 2 * time.Second

// breathe leaves the machine to the message path: a tenth of one processor is what the index takes at most.
func (x *Index) breathe(ctx context.Context, worked time.Duration) {
	if x.o.Rest < 0 {
		return
	}
	t := time.NewTimer(min(worked*time.Duration(x.o.Rest), longestRest))
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
