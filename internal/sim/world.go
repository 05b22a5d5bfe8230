package sim

import (
	"database/sql"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/sessions/memstore"
)

const (
	channel  = desk.ChannelID("tg")
	secret   = "an-example-of-128-bits-of-secret"
	apiURL   = "http://telegram.sim"
	hookURL  = "http://desk.sim/hooks/tg"
	target   = time.Minute      // SLA-01, as the rules of the simulation say; heard of at 30 and at 10 seconds left
	patience = 75 * time.Second // with a silent holder
	hops     = 1
)

func groups() []desk.GroupID { return []desk.GroupID{"service", "order"} }

// World is everything in one bubble.
type World struct {
	plan   Plan
	mut    *Mutation
	trace  *trace
	log    *zap.Logger
	rested time.Time // when nothing was left to do; zero before that
	dsn    string
	tg     *faketelegram.Server
	shared *memstore.Store // the "Redis" of all nodes; nil when each has its own
	slots  []*slot
	people []*person
	view   *sql.DB // the observer's own connection to the record
	over   chan struct{}
	wg     sync.WaitGroup

	mu     sync.Mutex
	leap   time.Duration // how far the wall clock has jumped
	away   time.Time     // until when the live store fails
	turns  map[string]int
	bodies map[int64][]byte // last update of each chat
	found  []string         // what the watcher saw go wrong
}

func newWorld(p Plan, mut *Mutation, path string) (*World, error) {
	w := &World{plan: p, mut: mut, trace: &trace{began: time.Now()}, dsn: "sqlite:" + path, over: make(chan struct{}), turns: map[string]int{}, bodies: map[int64][]byte{}}
	w.log = zap.New(zapcore.NewCore(zapcore.NewConsoleEncoder(zapcore.EncoderConfig{MessageKey: "m", NameKey: "n"}), lines{w.trace}, zap.WarnLevel))
	w.tg = faketelegram.New(faketelegram.Options{Transport: fromTelegram{w}, FirstID: 1, Seed: p.Seed, WebhookTimeout: 10 * time.Second})
	if !p.OwnLive {
		w.shared = memstore.New(memstore.Options{})
	}
	for i := range p.Nodes {
		w.slots = append(w.slots, &slot{w: w, id: i})
	}
	var err error
	w.view, err = sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=query_only(1)")
	return w, err
}

// lines lets the product's warnings stand in the trace.
type lines struct{ t *trace }

func (l lines) Write(b []byte) (int, error) {
	l.t.add("log: %s", strings.TrimSpace(string(b)))
	return len(b), nil
}

func (l lines) Sync() error { return nil }

// now is the wall clock of every node.
func (w *World) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return time.Now().Add(w.leap)
}

func (w *World) liveAway() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.away
}

// turn counts by name.
func (w *World) turn(name string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.turns[name]++
	return w.turns[name]
}

// latency is how long a call takes on the wire: its own for each text and try, so that few things share an instant. It
// must not depend on random ids.
func (w *World) latency(way ...string) time.Duration {
	key := strings.Join(way, " ")
	return time.Duration(500+mix(w.plan.Seed, key, w.turn(key))%20_000) * time.Microsecond
}

// pick is the i-th of the nodes that run, or nil.
func (w *World) pick(i int) *node {
	var up []*node
	for _, s := range w.slots {
		if n := s.node(); n != nil {
			up = append(up, n)
		}
	}
	if len(up) == 0 {
		return nil
	}
	return up[i%len(up)]
}

// after runs do in a while, unless the simulation is over by then.
func (w *World) after(d time.Duration, do func()) {
	w.wg.Go(func() {
		if nap(d, w.over) {
			do()
		}
	})
}

// connect starts the stand-in and sets the webhook.
func (w *World) connect() error {
	if err := w.tg.Start(); err != nil {
		return err
	}
	body := `{"url":"` + hookURL + `","secret_token":"` + secret + `","max_connections":100,"allowed_updates":["message","edited_message"]}`
	r := httptest.NewRequest(http.MethodPost, apiURL+"/bot"+faketelegram.DefaultToken+"/setWebhook", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	resp, err := serve(w.tg, r)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// pcg is a generator for one draw's own use.
func pcg(x uint64) *rand.Rand { return rand.New(rand.NewPCG(x, 0)) }
