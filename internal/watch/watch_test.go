package watch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// line is a channel whose health the test decides.
type line struct {
	channels.Adapter
	mu    sync.Mutex
	sick  error
	asked int
}

func (l *line) Health(context.Context) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked++
	return l.sick
}

func (l *line) is(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sick = err
}

// bench is some nodes on one record, with one clock that the test moves.
type bench struct {
	t     *testing.T
	store *store.Store
	line  *line
	now   time.Time
	heard atomic.Int64 // what the nodes say of the channel's traffic
	told  []string     // what screens were told
	nodes []*Watch
}

// both runs a test on both records, with two nodes.
func both(t *testing.T, run func(b *bench)) {
	record.Each(t, func(t *testing.T, dsn string) { run(newBench(t, dsn)) })
}

func newBench(t *testing.T, dsn string) *bench {
	st := record.Open(t, dsn)
	b := &bench{t: t, store: st, line: &line{}, now: time.Date(2026, 8, 20, 9, 0, 0, 0, time.UTC)}
	for _, name := range []string{"a", "b"} {
		b.nodes = append(b.nodes, New(Options{Record: st, Live: b, Channels: map[desk.ChannelID]channels.Adapter{"tg": b.line}, Node: name, LeaseTTL: 90 * time.Second,
			Traffic: func(desk.ChannelID) (desk.Millis, desk.Millis) { return desk.Millis(b.heard.Load()), 0 },
			Log:     zap.NewNop(), Metrics: NewMetrics(prometheus.NewRegistry()), Quiet: map[desk.ChannelID]time.Duration{"tg": 10 * time.Minute}, Now: func() time.Time { return b.now }}))
	}
	return b
}

// Publish implements live.Fanout: it keeps what is told.
func (b *bench) Publish(_ context.Context, topic string, body []byte) error {
	var n Notice
	if err := json.Unmarshal(body, &n); err != nil || topic != Topic {
		b.t.Errorf("told on %s: %s (%v)", topic, body, err)
	}
	b.told = append(b.told, strings.TrimSpace(fmt.Sprintf("%s %s %s", n.Channel, n.Alarm, n.Words)))
	return nil
}

func (b *bench) Subscribe(string, func([]byte)) (func(), error) { return func() {}, nil }

// round moves the clock by an interval and lets the nodes ask.
func (b *bench) round() {
	b.t.Helper()
	b.now = b.now.Add(time.Minute)
	for _, w := range b.nodes {
		if err := w.Round(b.t.Context()); err != nil {
			b.t.Fatal(err)
		}
	}
}

func (b *bench) tells(want ...string) {
	b.t.Helper()
	if fmt.Sprint(b.told) != fmt.Sprint(want) {
		b.t.Errorf("screens were told %q, want %q", b.told, want)
	}
	b.told = nil
}

// hears lets the channel bring something now.
func (b *bench) hears() { b.heard.Store(b.now.UnixMilli()) }

// TestFails: a channel that fails is told within twice the interval, once, without the token, and that it is well again
// once; one bad answer is no news. Of two nodes one asks.
func TestFails(t *testing.T) {
	t.Parallel()
	both(t, func(b *bench) {
		b.round()
		b.line.is(errors.New("lost"))
		b.round()
		b.line.is(nil)
		b.hears()
		b.round()
		b.tells()
		if b.line.asked != 3 {
			b.t.Errorf("asked %d times in 3 rounds of two nodes", b.line.asked)
		}
		b.line.is(errors.New("getMe at bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw: 401 Unauthorized"))
		broken := b.now
		b.round()
		b.tells()
		b.round()
		b.tells("tg failing getMe at bot•••: 401 Unauthorized")
		if late := b.now.Sub(broken); late > 2*time.Minute {
			b.t.Errorf("told after %v", late)
		}
		b.round()
		b.tells()
		known, err := b.nodes[1].Known(b.t.Context())
		if k := known["tg"]; err != nil || k.Failing != desk.At(broken.Add(time.Minute)) || k.Words == "" || k.Heard != desk.Millis(b.heard.Load()) {
			b.t.Errorf("known of it: %+v (%v)", k, err)
		}
		if got := testutil.ToFloat64(b.nodes[1].o.Metrics.Well.WithLabelValues("tg")); got != 0 {
			b.t.Errorf("the figure says %v", got)
		}
		b.line.is(nil)
		b.round()
		b.round()
		b.tells("tg well")
	})
}

// TestTakenOver: the node that asks goes away in the middle of a failure; the other one goes on counting.
func TestTakenOver(t *testing.T) {
	t.Parallel()
	both(t, func(b *bench) {
		b.line.is(errors.New("gone"))
		b.round()
		b.nodes = b.nodes[1:]
		b.round() // the lease of the node that went runs out meanwhile
		b.round()
		b.round()
		b.tells("tg failing gone")
	})
}

// TestQuiet: a channel from which nothing comes for longer than it is ever silent is told then, within twice that time, once.
func TestQuiet(t *testing.T) {
	t.Parallel()
	both(t, func(b *bench) {
		b.round()
		b.hears()
		since := b.now
		for len(b.told) == 0 && b.now.Sub(since) < time.Hour {
			b.round()
		}
		if late := b.now.Sub(since); late < 10*time.Minute || late > 20*time.Minute {
			b.t.Errorf("told after %v, want it between 10 and 20 minutes", late)
		}
		b.tells("tg quiet")
		b.round()
		b.hears()
		b.round()
		b.round()
		b.tells("tg heard")
	})
}

// TestFetcherAsks: a channel that fetches by itself is asked by the node that fetches.
func TestFetcherAsks(t *testing.T) {
	t.Parallel()
	both(t, func(b *bench) {
		far := b.now.Add(time.Hour).UnixMilli()
		err := b.store.Write(b.t.Context(), func(q *dbq.Queries) error {
			_, err := q.TakeLease(b.t.Context(), dbq.TakeLeaseParams{Name: channels.LeasePrefix + "tg", Holder: "b", Until: far, Now: 1})
			return err
		})
		if err != nil {
			b.t.Fatal(err)
		}
		b.round()
		known, err := b.nodes[0].Known(b.t.Context())
		if k := known["tg"]; err != nil || k.Node != "b" || k.Asked == 0 {
			b.t.Errorf("known of it: %+v (%v)", k, err)
		}
		rows, err := b.store.ChannelStates(b.t.Context())
		if err != nil || rows[0].Node != "b" {
			b.t.Errorf("%+v was asked by the wrong node (%v)", rows, err)
		}
	})
}

// TestTwoAtOnce: of two nodes that ask at the same time by mistake one has the word.
func TestTwoAtOnce(t *testing.T) {
	t.Parallel()
	both(t, func(b *bench) {
		b.line.is(errors.New("gone"))
		b.round()
		b.now = b.now.Add(time.Minute)
		states, err := b.nodes[0].states(b.t.Context())
		if err != nil {
			b.t.Fatal(err)
		}
		for _, w := range b.nodes {
			if err := w.ask(b.t.Context(), "tg", states["tg"]); err != nil {
				b.t.Fatal(err)
			}
		}
		b.tells("tg failing gone")
	})
}
