package evidence

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/zap"

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
	"firstline/sessions"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
)

func TestMain(m *testing.M) { testenv.Main(m) }

var testKey = []byte("a-key-of-the-tests-that-is-long-enough")

func openStore(t testing.TB, dsn string, o store.Options) *store.Store {
	t.Helper()
	st, err := store.Open(context.Background(), dsn, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

// testRules: targets so short that some are missed.
func testRules() sessions.Rules {
	return sessions.Rules{FirstReply: 200 * time.Millisecond, NextReply: 200 * time.Millisecond, ReopenWindow: 24 * time.Hour, DefaultGroup: "service",
		Zone: time.UTC, Organisation: "样例公司", Pack: scripts.Default("zh-CN"), Reopen: sessions.ReopenHandlers}
}

// desk1 is one running Firstline without its pages, with the network at which it hangs.
type desk1 struct {
	*router.Router
	st   *store.Store
	live live.Store
	tg   *faketelegram.Server
	stop func()
}

func runDesk(t *testing.T, dsn string) *desk1 {
	t.Helper()
	st := openStore(t, dsn, store.Options{})
	book, err := rulebook.Open(t.Context(), st, time.Now(), testRules(), rulebook.Source{Pack: scripts.Source("zh-CN")})
	if err != nil {
		t.Fatal(err)
	}
	fake := faketelegram.New(faketelegram.Options{Limits: faketelegram.Unlimited()})
	if err := fake.Start(); err != nil {
		t.Fatal(err)
	}
	api := httptest.NewServer(fake)
	tg, err := telegram.New(telegram.Config{ID: "tg", Token: faketelegram.DefaultToken, Secret: "an-example-of-128-bits-of-secret", APIURL: api.URL})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk1{st: st, tg: fake, live: memstore.New(memstore.Options{})}
	d.Router = router.New(router.Options{Store: st, Live: d.live, Channels: map[desk.ChannelID]channels.Adapter{"tg": tg}, Rules: book,
		Groups: func() []desk.GroupID { return []desk.GroupID{"service", "complaint"} }, Node: "a", Log: zap.NewNop(), Metrics: router.NewMetrics(prometheus.NewRegistry()), LeaseTTL: time.Minute})
	ctx, cancel := context.WithCancel(context.Background())
	if err := d.Start(ctx); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = d.Run(ctx) }()
	mux := http.NewServeMux()
	mux.Handle("POST /hooks/{channel}", hooks.New(hooks.Options{Channels: map[desk.ChannelID]channels.Webhook{"tg": tg}, Accepter: d.Router, MaxBody: 1 << 20, Log: zap.NewNop()}))
	hook := httptest.NewServer(mux)
	d.stop = func() {
		hook.Close()
		cancel()
		<-done
		_ = d.live.Close()
		api.Close()
		_ = fake.Close()
	}
	if err := tg.Connect(ctx, hook.URL+"/hooks/tg"); err != nil {
		t.Fatal(err)
	}
	return d
}

// agent makes a person who is online and has a screen open.
func (d *desk1) agent(t *testing.T, name, groups string) router.Actor {
	t.Helper()
	id := uuid.NewString()
	err := d.st.Write(t.Context(), func(q *dbq.Queries) error {
		return q.CreateAgent(t.Context(), dbq.CreateAgentParams{ID: id, Login: name + id[:8], Name: name, Password: "-", Rank: "agent", Speciality: "allround",
			MemberOf: groups, Status: "online", Capacity: 20, CreatedAt: 1})
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.live.Beat(t.Context(), "test", []desk.AgentID{desk.AgentID(id)}, time.Hour); err != nil {
		t.Fatal(err)
	}
	d.PeopleChanged()
	return router.Actor{ID: desk.AgentID(id), Name: name, Any: true}
}

// until waits for a condition on real processes: bounded, and it looks often.
func until(t *testing.T, what string, cond func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	end := time.After(30 * time.Second)
	for !cond() {
		select {
		case <-tick.C:
		case <-end:
			t.Fatalf("waited 30 s for: %s", what)
		}
	}
}

// at gives the state of the newest session of a chat; the zero state if there is none.
func (d *desk1) at(t *testing.T, chat int64) (s sessions.State) {
	t.Helper()
	row, err := d.st.LatestAt(t.Context(), dbq.LatestAtParams{Channel: "tg", ConvKey: strconv.FormatInt(chat, 10)})
	if err == nil {
		err = json.Unmarshal([]byte(row.State), &s)
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// when waits until the session of a chat is as it should be.
func (d *desk1) when(t *testing.T, chat int64, what string, cond func(sessions.State) bool) sessions.State {
	t.Helper()
	var s sessions.State
	defer func() {
		if t.Failed() {
			t.Logf("chat %d stands at %+v", chat, s)
		}
	}()
	until(t, strconv.FormatInt(chat, 10)+" "+what, func() bool { s = d.at(t, chat); return cond(s) })
	return s
}
