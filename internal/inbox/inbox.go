// Package inbox keeps agents' screens true: who is connected, the hub of their websockets, and how a screen that was
// away catches up. It decides which change goes to which screen, judging the right to see it for each answer anew; it
// refuses to be relied upon: a push is a hint, correctness comes from resuming by version, and what a slow screen
// missed it asks for again. It changes no session and knows no route but its own socket.
package inbox

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions/live"
)

// Options are what a hub is made of.
type Options struct {
	Store    *store.Store
	Live     live.Store
	Contacts Contacts
	Node     string // this node's name, unique among the running ones
	Log      *zap.Logger
	Channels map[desk.ChannelID]Channel
	Approval func() []desk.Status               // statuses that a superior has to grant (DUT-04); nil = none
	Groups   func() []desk.GroupID              // the queues that are served now; nil = none
	Types    func(desk.SessionID, desk.AgentID) // somebody writes an answer in a session: never blocks; nil = nobody is told
	Hours    Hours                              // nil = every group is always at work
	Start    func() desk.GroupID                // where sessions begin; nil = nobody knows
	Warnings func() []time.Duration             // how long before a deadline its holder is warned, longest first; nil = not at all
	// Look is told that somebody reads a session in which notes speak to them; what it fails with, the read fails with. nil = nobody is told.
	Look    func(context.Context, desk.AgentID, desk.SessionID) error
	Origins []string // scheme://host[:port] that may open a socket; empty: the host that was asked

	SignInIdle time.Duration    // a sign-in that was not used for this long has ended; 0 = 1 h. An open socket is use
	Now        func() time.Time // the clock; nil = time.Now

	// The zero values of the rest are right; tests set them.
	PingEvery    time.Duration // 20 s; a client that is silent for twice that and 5 s is dropped
	WriteTimeout time.Duration // 5 s
	QueueBytes   int           // 1 MiB: more unread frames than that make a client slow
	Recheck      time.Duration // 1 s: how often rights are looked at without being told
	Readers      int           // 8: how many sockets read the record at once
	MaxSockets   int           // 10 of one person on this node
}

func (o *Options) complete() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = zap.NewNop()
	}
	if o.Groups == nil {
		o.Groups = func() []desk.GroupID { return nil }
	}
	if o.Hours == nil {
		o.Hours = func(string, desk.GroupID) calendar.Calendar { return calendar.Calendar{} }
	}
	if o.Start == nil {
		o.Start = func() desk.GroupID { return "" }
	}
	if o.Warnings == nil {
		o.Warnings = func() []time.Duration { return nil }
	}
	if o.Approval == nil {
		o.Approval = func() []desk.Status { return nil }
	}
	if o.Types == nil {
		o.Types = func(desk.SessionID, desk.AgentID) {}
	}
	if o.Look == nil {
		o.Look = func(context.Context, desk.AgentID, desk.SessionID) error { return nil }
	}
	set(&o.SignInIdle, time.Hour)
	set(&o.PingEvery, 20*time.Second)
	set(&o.WriteTimeout, 5*time.Second)
	set(&o.QueueBytes, 1<<20)
	set(&o.Recheck, time.Second)
	set(&o.Readers, 8)
	set(&o.MaxSockets, 10)
}

func set[T ~int | ~int64](v *T, fallback T) {
	if *v <= 0 {
		*v = fallback
	}
}

// Stats are figures since the start; Sockets is how many are open.
type Stats struct{ Sockets, Hints, Frames, Slow, Resyncs atomic.Int64 }

// Hub holds the sockets of this node. Make it with New and run it with Run.
type Hub struct {
	o       Options
	log     *zap.Logger
	epoch   string
	record  *dbq.Queries
	write   func(context.Context, func(*dbq.Queries) error) error
	roster  *Roster
	counts  *counter
	lists   *lists
	viewing *viewing
	stats   Stats

	upgrader websocket.Upgrader
	readers  chan struct{}          // a place for each socket that reads the record
	arrivals chan *socket           // from Serve to Run
	recheck  chan struct{}          // people changed
	presence chan struct{}          // somebody came or went
	agents   atomic.Pointer[[]byte] // the newest "agents" frame
	targets  atomic.Pointer[[]byte] // the newest "targets" frame
	troubles atomic.Pointer[troubles]
	latency  latencies
	running  atomic.Bool
	draining atomic.Bool
	recent   recent // only the handler of hints uses it

	// Only check uses these.
	blind    bool
	told     []Agent
	toldAt   time.Time
	polledAt time.Time
	duesAt   time.Time

	mu      sync.RWMutex
	sockets map[*socket]struct{}
	of      map[desk.AgentID]int // sockets a person
}

// New makes a hub. It answers lists at once; it takes sockets while Run runs.
func New(o Options) *Hub {
	o.complete()
	h := &Hub{o: o, log: o.Log.Named("inbox"), epoch: o.Store.Epoch(), record: o.Store.Queries, write: o.Store.Write,
		readers: make(chan struct{}, o.Readers), arrivals: make(chan *socket), recheck: make(chan struct{}, 1), presence: make(chan struct{}, 1),
		sockets: map[*socket]struct{}{}, of: map[desk.AgentID]int{}}
	h.roster = newRoster(h.record, o.Live, o.Channels, o.Hours, o.Approval)
	h.counts = &counter{record: h.record, now: o.Now}
	h.lists = &lists{record: h.record, roster: h.roster, counts: h.counts, groups: o.Groups}
	h.viewing = newViewing(h)
	h.upgrader = websocket.Upgrader{ReadBufferSize: 1 << 10, WriteBufferSize: 4 << 10, WriteBufferPool: &sync.Pool{},
		HandshakeTimeout: 5 * time.Second, CheckOrigin: h.origin, Error: refuseHandshake}
	return h
}

// Agents reads everybody who works here, by name, disabled people included. Do not change the slice.
func (h *Hub) Agents(ctx context.Context) ([]Agent, error) {
	now, err := h.roster.refresh(ctx)
	if err != nil {
		return nil, away(err)
	}
	return now.agents, nil
}

// Stats are the hub's figures; read them with Load.
func (h *Hub) Stats() *Stats { return &h.stats }

// Page reads a page of a view as the viewer may see it. Errors are of kind desk.Invalid (the cursor) or
// desk.Unavailable.
func (h *Hub) Page(ctx context.Context, who access.Viewer, view View, limit int, cursor string) (Page, error) {
	return h.lists.page(ctx, who, view, limit, cursor)
}

// Sift reads what is looked for in a view, at most limit rows, with how many there would be by each word.
func (h *Hub) Sift(ctx context.Context, who access.Viewer, view View, by Sieve, limit int) (Page, error) {
	return h.lists.sifted(ctx, who, view, by, limit)
}

// firstPage reads for a socket; it waits for one of the few readers.
func (h *Hub) firstPage(ctx context.Context, who access.Viewer, view View, by Sieve, limit int) (Page, error) {
	ctx, done, err := h.reading(ctx)
	if err != nil {
		return Page{}, err
	}
	defer done()
	if by != (Sieve{}) {
		return h.lists.sifted(ctx, who, view, by, limit)
	}
	return h.lists.page(ctx, who, view, limit, "")
}

// Waiting is how many sessions wait in each group.
func (h *Hub) Waiting(ctx context.Context) (map[desk.GroupID]int, error) {
	t, err := h.counts.get(ctx)
	if t == nil {
		return nil, away(err)
	}
	return t.queued, nil
}

// readFor bounds what one socket's reading may take.
const readFor = 5 * time.Second

// reading waits for a place to read the record.
func (h *Hub) reading(ctx context.Context) (context.Context, func(), error) {
	ctx, cancel := context.WithTimeout(ctx, readFor)
	select {
	case h.readers <- struct{}{}:
		return ctx, func() { <-h.readers; cancel() }, nil
	case <-ctx.Done():
		cancel()
		return ctx, nil, ctx.Err()
	}
}

func refuseHandshake(w http.ResponseWriter, _ *http.Request, status int, _ error) {
	w.Header().Set("Sec-Websocket-Version", "13")
	http.Error(w, http.StatusText(status), status)
}
