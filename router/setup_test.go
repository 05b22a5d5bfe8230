package router_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/zap"
	"go.uber.org/zap/zaptest"

	"firstline/channels"
	"firstline/channels/telegram"
	"firstline/internal/desk"
	faketelegram "firstline/internal/fake/telegram"
	"firstline/internal/hooks"
	"firstline/internal/rulebook"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/router"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// secret is the webhook secret of every test.
const secret = "an-example-of-128-bits-of-secret"

// records are the two records that every test here runs on.
func records(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		run(t, "sqlite:"+filepath.Join(t.TempDir(), "firstline.db"))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		run(t, testenv.Postgres(t))
	})
}

// node is one running Firstline without its pages.
type node struct {
	*router.Router
	store *store.Store
	live  live.Store
	hook  *httptest.Server
	stats *router.Metrics
	stop  func()
}

// bench is what the nodes of one test share.
type bench struct {
	t     *testing.T
	dsn   string
	tg    *faketelegram.Server
	api   *httptest.Server
	grace time.Duration     // OfflineGrace of the nodes
	rules sessions.Rules    // that new sessions live under
	guard *guard.Guard      // of what agents write; nil = nothing is checked
	live  func() live.Store // what a node connects to; one shared store in process unless a test says otherwise
}

func newBench(t *testing.T, dsn string, o faketelegram.Options) *bench {
	t.Helper()
	tg := faketelegram.New(o)
	if err := tg.Start(); err != nil {
		t.Fatal(err)
	}
	mem := memstore.New(memstore.Options{})
	b := &bench{t: t, dsn: dsn, tg: tg, api: httptest.NewServer(tg), live: func() live.Store { return mem }, rules: testRules()}
	t.Cleanup(func() {
		b.api.Close()
		_ = tg.Close()
		_ = mem.Close()
	})
	return b
}

func testRules() sessions.Rules {
	return sessions.Rules{FirstReply: time.Minute, NextReply: time.Minute, ReopenWindow: 24 * time.Hour, DefaultGroup: "service",
		Zone: time.UTC, Organisation: "样例公司", Pack: scripts.Default("zh-CN")}
}

func (b *bench) checks() func() *guard.Guard {
	if b.guard == nil {
		return nil
	}
	return func() *guard.Guard { return b.guard }
}

// start runs a node and points Telegram at it.
func (b *bench) start(name string) *node {
	b.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	st, err := store.Open(ctx, b.dsn, store.Options{StatementTimeout: 500 * time.Millisecond})
	if err != nil {
		b.t.Fatal(err)
	}
	book, err := rulebook.Open(ctx, st, time.Now(), b.rules, rulebook.Source{Pack: scripts.Source("zh-CN")})
	if err != nil {
		b.t.Fatal(err)
	}
	tg, err := telegram.New(telegram.Config{ID: "tg", Token: faketelegram.DefaultToken, Secret: secret, APIURL: b.api.URL})
	if err != nil {
		b.t.Fatal(err)
	}
	log := zap.NewNop()
	if testing.Verbose() {
		log = zaptest.NewLogger(b.t, zaptest.Level(zap.InfoLevel))
	}
	lv, stats := b.live(), router.NewMetrics(prometheus.NewRegistry())
	r := router.New(router.Options{Store: st, Live: lv, Channels: map[desk.ChannelID]channels.Adapter{"tg": tg}, Rules: book,
		Groups: []desk.GroupID{"service", "order", "complaint"}, Node: name, Log: log, Metrics: stats, LeaseTTL: time.Second, OfflineGrace: b.grace, Guard: b.checks()})
	if err := r.Start(ctx); err != nil {
		b.t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = r.Run(ctx) }()
	mux := http.NewServeMux()
	mux.Handle("POST /hooks/{channel}", hooks.New(hooks.Options{Channels: map[desk.ChannelID]channels.Webhook{"tg": tg}, Accepter: r, MaxBody: 1 << 20, Log: log}))
	n := &node{Router: r, store: st, live: lv, stats: stats, hook: httptest.NewServer(mux)}
	n.stop = func() {
		n.hook.Close()
		cancel()
		<-done
		_ = st.Close()
	}
	b.t.Cleanup(func() {
		if ctx.Err() == nil {
			n.stop()
		}
	})
	until(b.t, "Telegram to take the webhook (once a second)", func() bool { return tg.Connect(ctx, n.hook.URL+"/hooks/tg") == nil })
	return n
}

// agent makes a person who is online and has a screen open.
func (n *node) agent(t *testing.T, name string, capacity int, groups string) router.Actor {
	t.Helper()
	return n.person(t, name, desk.RankAgent, capacity, groups)
}

func (n *node) person(t *testing.T, name string, rank desk.Rank, capacity int, groups string) router.Actor {
	t.Helper()
	id := uuid.NewString()
	err := n.store.Write(t.Context(), func(q *dbq.Queries) error {
		return q.CreateAgent(t.Context(), dbq.CreateAgentParams{ID: id, Login: name + id[:8], Name: name, Password: "-", Rank: string(rank), Speciality: "allround",
			MemberOf: groups, Status: "online", Capacity: int64(capacity), CreatedAt: 1})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.live.Beat(t.Context(), "test", []desk.AgentID{desk.AgentID(id)}, time.Hour); err != nil {
		t.Fatal(err)
	}
	n.PeopleChanged()
	return router.Actor{ID: desk.AgentID(id), Name: name}
}

// until waits for a condition on real processes: bounded, and it looks often.
func until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	end := time.After(20 * time.Second)
	for !cond() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("waited 20 s for: %s", what)
		}
	}
}

// sessionAt gives the newest session of a chat.
func (n *node) sessionAt(t *testing.T, key string) (dbq.LatestAtRow, bool) {
	t.Helper()
	row, err := n.store.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "tg", ConvKey: key})
	return row, err == nil
}
