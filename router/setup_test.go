package router_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"sync"
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
	t      *testing.T
	dsn    string
	tg     *faketelegram.Server
	api    *httptest.Server
	grace  time.Duration        // OfflineGrace of the nodes
	now    func() time.Time     // the nodes' clock; nil = the real one
	lease  time.Duration        // LeaseTTL of the nodes; 0 = that of production
	rules  sessions.Rules       // that new sessions live under
	guard  *guard.Guard         // of what agents write; nil = nothing is checked
	fault  router.Fault         // whether the apology for a fault may be said; nil = always
	menu   func() []desk.Choice // buttons below a greeting; nil = there are none
	valid  router.Valid         // whether an apology is owed before the close; nil = never
	level  func(desk.GroupID) int
	files  router.Reader // the bytes of files that go out; nil = there are none
	match  func(string, desk.ChannelID) *sessions.Match
	thanks func(string) bool
	vip    func(context.Context, desk.Address) (bool, error)     // nil = nobody is
	more   func(node string) map[desk.ChannelID]channels.Adapter // channels beside Telegram; nil = none
	live   func() live.Store                                     // what a node connects to; one shared store in process unless a test says otherwise
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

func (b *bench) away() func() time.Duration {
	if b.grace == 0 {
		return nil
	}
	return func() time.Duration { return b.grace }
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
	all := map[desk.ChannelID]channels.Adapter{"tg": tg}
	if b.more != nil {
		maps.Copy(all, b.more(name))
	}
	r := router.New(router.Options{Store: st, Live: lv, Channels: all, Rules: book,
		Groups: func() []desk.GroupID { return []desk.GroupID{"service", "order", "complaint"} }, Node: name, Log: log, Metrics: stats, Now: b.now, LeaseTTL: b.lease, Alone: st.Dialect() == "sqlite", OfflineGrace: b.away(), Guard: b.checks(), Fault: b.fault, Valid: b.valid, Menu: b.menu, Match: b.match, Thanks: b.thanks, VIP: b.vip, Level: b.level, Files: b.files,
		Named: func(g desk.GroupID) string {
			return map[desk.GroupID]string{"service": "客服组", "order": "订单组", "complaint": "投诉组"}[g]
		}})
	if err := r.Start(ctx); err != nil {
		b.t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() { _ = r.Run(ctx) })
	running.Go(func() { _ = r.Fetch(ctx) })
	mux := http.NewServeMux()
	hooked := map[desk.ChannelID]channels.Webhook{}
	for id, ad := range all {
		if w, ok := ad.(channels.Webhook); ok {
			hooked[id] = w
		}
	}
	mux.Handle("POST /hooks/{channel}", hooks.New(hooks.Options{Channels: hooked, Accepter: r, MaxBody: 1 << 20, Log: log}))
	n := &node{Router: r, store: st, live: lv, stats: stats, hook: httptest.NewServer(mux)}
	n.stop = func() {
		n.hook.Close()
		cancel()
		running.Wait()
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
	n.look(t)
	return router.Actor{ID: desk.AgentID(id), Name: name}
}

// look makes the node know who works here before the test goes on.
func (n *node) look(t *testing.T) {
	t.Helper()
	if err := n.LookAtPeople(t.Context()); err != nil {
		t.Fatal(err)
	}
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
