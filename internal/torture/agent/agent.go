package agent

import (
	"context"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Options are what an agent is made of.
type Options struct {
	Base            string // public address of the desk
	Login, Password string
	Dial            func(ctx context.Context, network, addr string) (net.Conn, error)
	Seed            uint64
	Commands        *Ledger
	Screens         *Ledger
	Habits          Habits
}

// Habits are how often an agent does what, as shares of its turns, and how long it thinks.
type Habits struct {
	Close, SkipClosing, Note, Transfer, Return float64
	Resend                                     float64 // share of unconfirmed messages that are sent again; the others are marked delivered
	Dawdle                                     float64 // share of turns that wait for six seconds: past a target of five
	Change                                     float64 // share of looks at an answered session in which the last reply is corrected or taken back, each once
	Think                                      time.Duration
}

// Ordinary is a lively desk.
func Ordinary() Habits {
	return Habits{Close: 0.25, SkipClosing: 0.1, Note: 0.05, Transfer: 0.03, Return: 0.02, Resend: 0.4, Dawdle: 0.03, Change: 0.04, Think: 150 * time.Millisecond}
}

// Agent is one simulated person. Make it with New and run it with Run.
type Agent struct {
	o      Options
	client *http.Client
	jar    cookies
	dirty  chan struct{} // what is shown has changed: the server has to be told

	mu      sync.Mutex
	id      string
	epoch   string
	rng     *rand.Rand
	rows    map[string]row // what the list "mine" holds
	shows   map[string]*show
	opening map[string]bool
	drain   bool
	serial  int
	stats   Stats
}

// Stats are an agent's figures.
type Stats struct{ Replies, Changes, Closes, Connects, Opens, Diffs, Resyncs, Gaps, Retries int }

// New makes an agent. Nothing runs before Run.
func New(o Options) *Agent {
	return &Agent{o: o, client: &http.Client{Timeout: 4 * time.Second, Transport: &http.Transport{DialContext: o.Dial, MaxIdleConnsPerHost: 8}},
		dirty: make(chan struct{}, 1), rng: rand.New(rand.NewPCG(o.Seed, 1)),
		rows: map[string]row{}, shows: map[string]*show{}, opening: map[string]bool{}}
}

// Run works until ctx ends: it comes back whenever the desk goes away.
func (a *Agent) Run(ctx context.Context) error {
	defer a.client.CloseIdleConnections()
	if err := a.arrive(ctx); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.watch(ctx) })
	g.Go(func() error { return a.serve(ctx) })
	return g.Wait()
}

// arrive signs in and goes online, however often that takes.
func (a *Agent) arrive(ctx context.Context) error {
	for ctx.Err() == nil {
		if a.signIn(ctx) == nil && a.online(ctx) == nil {
			return nil
		}
		a.pause(ctx, 100*time.Millisecond)
	}
	return nil
}

// Drain makes the agent close every session that is answered, so that nobody is left waiting.
func (a *Agent) Drain() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.drain = true
}

// Finish notes the last look at every session on the screen. The run has come to rest and Run has returned.
func (a *Agent) Finish() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for id, s := range a.shows {
		a.o.Screens.Note(step{Agent: a.id, Op: "end", Session: id, To: s.version, At: millis()})
	}
}

// Versions are the sessions on the screen and how far they are known.
func (a *Agent) Versions() map[string]int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := make(map[string]int64, len(a.shows))
	for id, s := range a.shows {
		out[id] = s.version
	}
	return out
}

// Stats gives the figures so far.
func (a *Agent) Stats() Stats {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.stats
}

// ID is the agent's, once it has signed in.
func (a *Agent) ID() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.id
}

// chance decides with the given share.
func (a *Agent) chance(share float64) bool { return a.rng.Float64() < share }

// pause waits for d, or until ctx ends.
func (a *Agent) pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

func (a *Agent) count(f func(*Stats)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	f(&a.stats)
}
