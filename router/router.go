// Package router is the shell around the core: it decides who gets a message and in what order. It accepts what
// networks bring, runs one serial lane per address, lets sessions.Apply say what follows, commits state and effects
// together and carries out what leaves afterwards. It refuses to know any network, any HTTP status and any rule of the
// service code.
package router

import (
	"context"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/scripts/guard"
	"firstline/sessions"
	"firstline/sessions/live"
)

// Options are what a router is made of. All but the tuning values are needed.
type Options struct {
	Store    *store.Store
	Live     live.Store
	Channels map[desk.ChannelID]channels.Adapter
	Rules    Rulebook
	Groups   func() []desk.GroupID     // the queues that are served now; do not change what it gives
	Named    func(desk.GroupID) string // a group's name, as customers are told who takes over (RTE-05); nil = they are not
	Level    func(desk.GroupID) int    // the least experience that a group asks for (ORG-10); nil = none asks for any
	Node     string                    // this node's name, unique among the running ones
	Log      *zap.Logger
	Metrics  *Metrics
	Now      func() time.Time // the clock; nil = time.Now
	Files    Reader           // the bytes of files that go out; nil where no channel carries any
	Wants    func()           // is called after a commit with files that want to be fetched, and does not block; nil = nobody fetches
	Sealer   Sealer           // hears of every committed head; nil = nobody does

	Guard func() *guard.Guard  // checks what agents write; nil = nothing is checked
	Menu  func() []desk.Choice // buttons below a greeting, by which the customer says what it is about (ORG-06); nil = there are none
	Valid Valid                // whether an apology is owed before the close (SCR-06); nil = never
	Fault Fault                // whether the apology for a fault of ours may be said (SCR-21); nil = always

	// VIP says whether a customer is one (CUS-03). It is asked when a session opens or goes on after its close, and by Regard, and may read the record; nil = nobody is.
	VIP func(ctx context.Context, at desk.Address) (bool, error)

	// Match says which category a customer's text belongs to by its words; nil, or a nil answer, is none.
	Match func(text string, channel desk.ChannelID) *sessions.Match

	// Thanks says whether a customer's text is nothing but an acknowledgement, which needs no reply; nil = none is.
	Thanks func(text string) bool

	OfflineGrace func() time.Duration // an agent whose screens are gone for longer hands back; nil = 60 s

	Alone    bool          // the record admits one node at a time (SQLite): nobody can overtake what this one accepts
	LeaseTTL time.Duration // how long a dead node's partitions stay unrouted; 0 = 3 s
	Backlog  int           // raw rows in memory before the accept path says 503; 0 = 100,000
	Senders  int           // sends at once; 0 = 256
	Cache    int           // sessions kept decoded; 0 = 16,384
}

// Rulebook gives the rules that sessions live under.
type Rulebook interface {
	// Current are the rules for a session that opens now.
	Current() sessions.Rules
	// Version gives the rules of that version; it may read the record and block.
	Version(ctx context.Context, version string) (sessions.Rules, error)
}

// Sealer is told of the newest hash of each session that was committed. It must not block.
type Sealer interface {
	Note(id desk.SessionID, version int64, hash []byte)
}

// Router routes. Make it with New, run it with Run; its methods may be called from many goroutines.
type Router struct {
	o       Options
	log     *zap.Logger
	cache   *cache
	crew    *crew
	lanes   *lanes
	parts   *partitions
	feed    *feed
	sender  *sender
	alarm   *deadlines
	desk    *assigner
	watch   *watchers
	readers *readers
	people  *people
	absent  *absence
	present *attendance

	traffic map[desk.ChannelID]*traffic // its keys never change
}

// New makes a router. Nothing runs before Run.
func New(o Options) *Router {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.LeaseTTL = or(o.LeaseTTL, 3*time.Second)
	if o.OfflineGrace == nil {
		o.OfflineGrace = func() time.Duration { return time.Minute }
	}
	o.Backlog = or(o.Backlog, 100_000)
	o.Senders = or(o.Senders, 256)
	o.Cache = or(o.Cache, 16_384)
	r := &Router{o: o, log: o.Log.Named("router"), cache: newCache(o.Cache)}
	r.crew = newCrew()
	r.lanes = newLanes(r.crew)
	r.lanes.work = r.carry
	r.parts = newPartitions(r)
	r.feed = newFeed(r)
	r.sender = newSender(r)
	r.alarm = newDeadlines(r)
	r.desk = newAssigner(r)
	r.watch = newWatchers()
	r.readers = newReaders()
	r.people = newPeople(r)
	r.absent = newAbsence(r)
	r.present = newAttendance()
	r.traffic = newTraffic(o.Channels)
	return r
}

func or[T comparable](v, fallback T) T {
	var zero T
	if v == zero {
		return fallback
	}
	return v
}

// now is the time of the router's clock.
func (r *Router) now() desk.Millis { return desk.At(r.o.Now()) }

// Start takes the free partitions and carries on what a crash left behind. The node must not accept before it returns.
func (r *Router) Start(ctx context.Context) error {
	if err := r.people.refresh(ctx); err != nil {
		return err
	}
	if err := r.parts.join(ctx); err != nil {
		return err
	}
	return r.feed.drain(ctx)
}

// Run works until ctx ends, then lets the commits under way finish and gives its partitions up.
func (r *Router) Run(ctx context.Context) error {
	stop, err := r.subscribe()
	if err != nil {
		r.log.Warn("live store is away: hints between nodes wait for the poll", zap.Error(err))
	}
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return r.parts.run(gctx) })
	g.Go(func() error { return r.feed.run(gctx) })
	g.Go(func() error { return r.sender.run(gctx) })
	g.Go(func() error { return r.alarm.run(gctx) })
	g.Go(func() error { return r.desk.run(gctx) })
	g.Go(func() error { return r.people.run(gctx) })
	g.Go(func() error { return r.absent.run(gctx) })
	err = g.Wait()
	stop()
	r.lanes.close()
	r.crew.close()
	r.parts.leave()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Ready says what keeps this node from accepting; nil means nothing does.
func (r *Router) Ready(ctx context.Context) error {
	if _, err := r.o.Store.GetMeta(ctx, "epoch"); err != nil {
		return err
	}
	if err := r.feed.refuses(); err != nil {
		return err
	}
	return r.feed.full()
}
