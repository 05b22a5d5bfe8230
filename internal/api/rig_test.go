package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/zap/zaptest"

	"go.uber.org/zap/zapcore"

	"firstline/channels"
	"firstline/config"
	"firstline/internal/api/people"
	"firstline/internal/aside"
	"firstline/internal/availability"
	"firstline/internal/bulk"
	"firstline/internal/cases"
	"firstline/internal/contacts"
	"firstline/internal/days"
	"firstline/internal/desk"
	"firstline/internal/drafts"
	"firstline/internal/erasure"
	"firstline/internal/explain"
	"firstline/internal/inbox"
	"firstline/internal/media"
	"firstline/internal/mentions"
	"firstline/internal/owntexts"
	"firstline/internal/preferences"
	"firstline/internal/profile"
	"firstline/internal/proposals"
	"firstline/internal/quality"
	"firstline/internal/quality/draw"
	"firstline/internal/quality/scorecard"
	"firstline/internal/ratings"
	"firstline/internal/rulebook"
	"firstline/internal/scriptuse"
	"firstline/internal/search"
	"firstline/internal/settings"
	"firstline/internal/stars"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/views"
	"firstline/internal/watch"
	"firstline/router"
	"firstline/scripts"
	"firstline/scripts/guard"
	"firstline/sessions"
	"firstline/sessions/memstore"
)

// rig is the whole desk behind a real HTTP server: record, live store, router, hub and API.
type rig struct {
	t      testing.TB
	store  *store.Store
	live   *memstore.Store
	router *router.Router
	hub    *inbox.Hub
	people *people.Service
	api    *API
	srv    *httptest.Server
	phone  *phone
	files  *media.Service

	cases    *cases.Service
	contacts *contacts.Service
	profiles *profile.Service
	drafts   *drafts.Service
	erasures *erasure.Service
	quality  *quality.Service
	settings *settings.Service
	search   *search.Index
	watch    *watch.Watch
	ahead    atomic.Int64 // how far the clock of quality is ahead, in nanoseconds
	asks     atomic.Bool  // going away has to be granted, whatever the settings say

	spoil func(body []byte) []byte // what becomes of each JSON body on its way; nil = nothing
}

const password = "correct horse battery"

// phone is a network that keeps what it is given, or fails as it is told.
type phone struct {
	accept bool
	hand   bool
	mu     sync.Mutex
	fail   error
	sick   error // what Health says
	n      int
	reads  string // the language of bodies that it has learned to read since; any other "lang:" cannot be read
}

func (p *phone) Capabilities() channels.Capabilities {
	return channels.Capabilities{MaxText: 1000, AcceptOnCommit: p.accept, ByHand: p.hand, MaxFile: 1 << 20, MaxPhoto: 1 << 19, MaxCaption: 200}
}

func (p *phone) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if lang, _, ok := strings.Cut(string(raw.Body), ":"); ok && lang == "klingon" && lang != p.reads {
		return nil, errors.New("nobody here reads klingon")
	}
	in := desk.Inbound{Address: raw.Address(), ExternalID: raw.EventID, SenderName: "Li Na", Kind: desk.KindText, Text: string(raw.Body)}
	if ref := strings.TrimPrefix(in.Text, "file "); strings.HasPrefix(ref, channels.UploadRef) {
		in.Kind, in.Files = desk.KindDocument, []desk.File{{Kind: desk.KindDocument, Ref: ref}}
	}
	if said, ok := strings.CutPrefix(in.Text, "survey "); ok {
		in.Survey = &desk.Survey{}
		if err := json.Unmarshal([]byte(said), in.Survey); err != nil {
			return nil, err
		}
	}
	return []desk.Inbound{in}, nil
}

func (p *phone) Send(context.Context, desk.Outbound) (desk.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	return desk.Receipt{ExternalID: fmt.Sprint("r", p.n)}, p.fail
}

func (p *phone) Health(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.sick
}

func newRig(t testing.TB, change ...func(*Options)) *rig {
	return rigOn(t, testenv.SQLite(t), change...)
}

func rigOn(t testing.TB, dsn string, change ...func(*Options)) *rig {
	t.Helper()
	st, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	log := zaptest.NewLogger(t, zaptest.Level(zapcore.DPanicLevel))
	r := &rig{t: t, store: st, live: memstore.New(memstore.Options{}), phone: &phone{}}
	adapters := map[desk.ChannelID]channels.Adapter{"web": &phone{accept: true}, "tele": r.phone, "manual": &phone{accept: true, hand: true}}
	book := rulebook.Read(st)
	cfg := config.Config{Locale: "zh-CN", TimeZone: time.UTC, Organisation: "Acme", Targets: config.Targets{FirstReply: time.Minute, NextReply: time.Minute},
		Session: config.Session{Capacity: 5, OfflineGrace: time.Minute}}
	r.settings, err = settings.Open(t.Context(), settings.Options{Record: st, Start: settings.Start{Config: cfg, Matters: settings.Text{File: "matters.yaml", Body: "locale: zh-CN\nnumber: 1\nsteps: false\nrating: false\ncategories: []\n"}},
		Adopt: func(ctx context.Context, d *settings.Department) error {
			return book.Adopt(ctx, time.Now(), d.Rules(), d.Source())
		}})
	if err != nil {
		t.Fatal(err)
	}
	r.files = keeper(t, st, adapters, log)
	groups := func() []desk.GroupID { return r.settings.Current().GroupIDs() }
	r.contacts = contacts.New(contacts.Options{Record: st, Live: r.live})
	r.profiles = profile.New(profile.Options{Record: st, Persons: r.contacts, Live: r.live, Rules: func() profile.Rules { return r.settings.Current().Customers }})
	r.router = router.New(router.Options{VIP: r.profiles.VIP, Store: st, Live: r.live, Channels: adapters, Rules: book, Guard: func() *guard.Guard { return r.settings.Current().Guard }, Groups: groups, Node: "n1", LeaseTTL: 15 * time.Second, Log: log, Alone: st.Dialect() == "sqlite",
		Metrics: router.NewMetrics(prometheus.NewRegistry()), Files: r.files, Wants: r.files.Wake})
	r.drafts = drafts.New(drafts.Options{Record: st, Live: r.live, Owner: router.AgentOwner, Kept: func() time.Duration { return time.Hour }})
	spoken := mentions.New(mentions.Options{Record: st, Live: r.live})
	r.hub = inbox.New(inbox.Options{Store: st, Look: spoken.Look, Live: r.live, Contacts: r.contacts, Node: "n1", Log: log, Groups: groups, Approval: func() []desk.Status { return r.settings.Current().Targets.Approval.Statuses() }, Recheck: 50 * time.Millisecond,
		Channels: map[desk.ChannelID]inbox.Channel{"web": {Type: "webchat"}, "tele": {Type: "telegram"}, "manual": {Type: "manual"}}})
	r.watch = watch.New(watch.Options{Record: st, Live: r.live, Channels: adapters, Traffic: r.router.Traffic, Node: "n1", LeaseTTL: time.Second, Log: log,
		Metrics: watch.NewMetrics(prometheus.NewRegistry()), Now: func() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())) }})
	r.quality, err = quality.Open(t.Context(), quality.Options{Record: st, Key: []byte("a-key-of-the-tests-that-is-long-enough"), Desk: st.Epoch(), Node: "n1", Zone: time.UTC,
		Settings: draw.Settings{PerAgent: 2, Block: 1}, Reasons: []string{"test_chat"}, Card: func() scorecard.Card { return r.settings.Current().Scorecard }, Findings: Explain(r.tell).Findings, Now: func() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())) }})
	if err != nil {
		t.Fatal(err)
	}
	r.cases = cases.New(cases.Options{Record: st, Live: r.live, Group: func() desk.GroupID { return "complaint" },
		Settings: func() cases.Settings { return cases.Settings{Zone: time.UTC, Major: 3, Extension: 3, Department: 3} }})
	texts, err := st.Texts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = texts.Close() })
	r.search = search.New(search.Options{Record: st, Texts: texts})
	r.erasures = erasure.New(erasure.Options{Record: st, Persons: r.contacts, Profiles: r.profiles, Router: r.router, Bytes: r.files.Erase, Index: r.search.Settle, Uploads: router.CustomerOwner, Handed: router.AgentOwner})
	r.people = people.New(people.Options{Store: st, Live: r.live, Log: log, Groups: groups, Departments: func() []desk.GroupID { return []desk.GroupID{"technical"} }})
	marks := ratings.New(ratings.Options{Record: st, Zone: func() *time.Location { return time.UTC }, Target: func() int { return r.settings.Current().Targets.Satisfied }, Number: inbox.Number, Now: func() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())) }})
	statuses := availability.New(availability.Options{Record: st, Policy: func() availability.Policy {
		p := r.settings.Current().Targets.Approval
		p.Away = p.Away || r.asks.Load()
		return p
	}, Live: r.live, Changed: r.people.Changed, Log: log,
		Now: func() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())) }})
	told := days.New(days.Options{Record: st, Ratings: marks, Statuses: statuses, Number: inbox.Number, Card: r.quality.Scorecard, Zone: func() *time.Location { return time.UTC }, Now: func() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())) },
		Tell: func(ctx context.Context, id desk.SessionID) (explain.Story, error) {
			story, _, err := r.tell(ctx, id, "")
			return story, err
		}})
	o := Options{People: r.people, Hub: r.hub, Router: r.router, Files: r.files, Explain: r.tell, Quality: r.quality, Ratings: marks, Stars: stars.New(stars.Options{Record: st}), Mentions: spoken, OwnTexts: owntexts.New(st, func() int { return r.settings.Current().Targets.OwnTexts }), ScriptUse: scriptuse.New(st, nil), Statuses: statuses, Proposals: proposals.New(proposals.Options{Record: st, Settings: r.settings, Live: r.live, Log: log}), Views: views.New(views.Options{Record: st, Groups: groups}), Preferences: preferences.New(st, nil), Days: told, Search: r.search, Cases: r.cases, Contacts: r.contacts, Profiles: r.profiles, Erasures: r.erasures, Sessions: st, Drafts: r.drafts, Lots: bulk.New(st, nil), Numbers: r.cases, Log: log, Settings: r.settings, Aside: aside.New(aside.Options{Record: st, Channels: adapters, Stored: r.router.Stored}), Watch: r.watch, Organisation: func() string { return r.settings.Current().Organisation }, Locale: "zh-CN", Version: "test",
		Groups: r.choices, Channels: []Channel{{ID: "web", Type: "webchat", Name: "Web", Page: "/chat/web"}}, Matters: func() MatterChoices {
			return MatterChoices{Categories: []CategoryChoice{{ID: "pay", Name: "支付"}}, Departments: []Choice{{"technical", "技术部"}}, Gravities: []GravityChoice{{ID: "major", Name: "重大"}}}
		},
		Capabilities: map[desk.ChannelID]channels.Capabilities{"web": {AcceptOnCommit: true}, "tele": {MaxText: 1000}}}
	for _, c := range change {
		c(&o)
	}
	r.api = New(o)
	r.run()
	return r
}

// tell tells a session without names.
func (r *rig) tell(ctx context.Context, id desk.SessionID, _ string) (explain.Story, explain.Names, error) {
	rows, err := r.store.EventsOf(ctx, string(id))
	if err != nil {
		return explain.Story{}, explain.Names{}, err
	}
	var log []explain.Stored
	for _, row := range rows {
		log = append(log, explain.Stored{Version: row.Version, Kind: row.Kind, Body: []byte(row.Body)})
	}
	s, err := explain.Of(id, log, func(string) (sessions.Rules, error) { return rules(), nil }, desk.At(time.Now()))
	return s, explain.Names{}, err
}

func (r *rig) choices() []Choice {
	var out []Choice
	for _, g := range r.settings.Current().Groups {
		out = append(out, Choice{ID: string(g.ID), Name: g.Name})
	}
	return out
}

func rules() sessions.Rules {
	return sessions.Rules{Version: "r1", FirstReply: time.Minute, NextReply: time.Minute, DefaultGroup: "service",
		Zone: time.UTC, Organisation: "Acme", Pack: scripts.Default("zh-CN"), ReopenWindow: 24 * time.Hour, Reopen: sessions.ReopenHandlers}
}

func (r *rig) run() {
	ctx, cancel := context.WithCancel(context.Background())
	if err := r.router.Start(ctx); err != nil {
		r.t.Fatal(err)
	}
	var all sync.WaitGroup
	fetch := func(ctx context.Context) error { return r.files.Run(ctx, r.router) }
	for _, f := range []func(context.Context) error{r.router.Run, r.hub.Run, fetch} {
		all.Go(func() {
			if err := f(ctx); err != nil && !errors.Is(err, context.Canceled) {
				r.t.Errorf("ended with %v", err)
			}
		})
	}
	r.srv = httptest.NewServer(r.api)
	r.t.Cleanup(func() {
		cancel()
		all.Wait()
		r.srv.Close()
	})
}

// person is a browser with a cookie jar.
type person struct {
	r     *rig
	login string
	id    desk.AgentID
	http  *http.Client
}

func (r *rig) nobody() *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return &person{r: r, http: &http.Client{Jar: jar}}
}

// hire makes somebody and signs him in, without going through the form (argon2 is dear).
func (r *rig) hire(login string, rank desk.Rank, groups ...desk.GroupID) *person {
	r.t.Helper()
	p := r.nobody()
	id, err := r.people.Create(context.Background(), people.Newcomer{Login: login, Name: "Name " + login, Password: password, Rank: rank, Groups: groups})
	if err != nil {
		r.t.Fatal(err)
	}
	p.login, p.id = login, id
	p.signIn()
	return p
}

func (p *person) signIn() {
	p.r.t.Helper()
	p.must(200, "POST", "/api/v1/sign-in", map[string]string{"login": p.login, "password": password})
}

// reply is an answer of the server.
type reply struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any // nil unless the body is an object
	list   []any          // nil unless it is an array
}

func (a reply) code() string { s, _ := a.body["code"].(string); return s }

// do sends a JSON request as the browser would.
func (p *person) do(method, path string, body any, header ...string) reply {
	p.r.t.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		in = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			p.r.t.Fatal(err)
		}
		if p.r.spoil != nil {
			raw = p.r.spoil(raw)
		}
		in = bytes.NewReader(raw)
	}
	req, err := http.NewRequest(method, p.r.srv.URL+path, in)
	if err != nil {
		p.r.t.Fatal(err)
	}
	if in != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := p.http.Do(req)
	if err != nil {
		p.r.t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	a := reply{status: resp.StatusCode, header: resp.Header}
	if a.raw, err = io.ReadAll(resp.Body); err != nil {
		p.r.t.Fatal(err)
	}
	_ = json.Unmarshal(a.raw, &a.body)
	_ = json.Unmarshal(a.raw, &a.list)
	return a
}

// must is do with a status that has to come.
func (p *person) must(status int, method, path string, body any) reply {
	p.r.t.Helper()
	a := p.do(method, path, body)
	if a.status != status {
		p.r.t.Fatalf("%s %s: %d, want %d: %s", method, path, a.status, status, a.raw)
	}
	return a
}

// writes lets a customer write; the session's id comes once it is routed.
func (r *rig) writes(channel desk.ChannelID, key, text string) string {
	r.t.Helper()
	err := r.router.Accept(context.Background(), desk.Raw{Channel: channel, EventID: uuid.NewString(), Key: key, Body: []byte(text)})
	if err != nil {
		r.t.Fatal(err)
	}
	var id string
	r.until("the message to be routed", func() bool {
		err := r.store.DB.QueryRow("SELECT s.id FROM session s JOIN message m ON m.session = s.id WHERE s.conv_key = $1 AND m.text = $2", key, text).Scan(&id)
		return err == nil
	})
	return id
}

// closes closes a session as a superior; the customer's next message begins another one.
func (r *rig) closes(id string) {
	r.t.Helper()
	boss := router.Actor{ID: "boss", Name: "Boss", Any: true}
	if _, err := r.router.Close(context.Background(), boss, desk.SessionID(id), router.Close{ClientID: uuid.NewString(), Outcome: "invalid", Skip: "invalid"}); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) until(what string, ok func() bool) {
	r.t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			r.t.Fatalf("waited in vain for %s", what)
		}
		<-tick.C
	}
}

// stream opens the person's socket and says hello.
func (p *person) stream() *websocket.Conn {
	p.r.t.Helper()
	c, _, err := p.tryStream(p.r.srv.URL)
	if err != nil {
		p.r.t.Fatal(err)
	}
	p.r.t.Cleanup(func() { _ = c.Close() })
	if err := c.WriteJSON(map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 30}, "sessions": map[string]int{}}); err != nil {
		p.r.t.Fatal(err)
	}
	return c
}

func (p *person) tryStream(origin string) (*websocket.Conn, *http.Response, error) {
	d := websocket.Dialer{Jar: p.http.Jar}
	return d.Dial("ws"+strings.TrimPrefix(p.r.srv.URL, "http")+"/api/v1/stream", http.Header{"Origin": {origin}})
}

// closeCode reads until the socket ends.
func closeCode(c *websocket.Conn) int {
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		if _, _, err := c.ReadMessage(); err != nil {
			var e *websocket.CloseError
			if errors.As(err, &e) {
				return e.Code
			}
			return -1
		}
	}
}

// freeAll closes what is still held, so that nobody runs out of places.
func (r *rig) freeAll() {
	r.t.Helper()
	rows, err := r.store.DB.Query("SELECT id FROM session WHERE phase <> 'closed'")
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			r.t.Fatal(err)
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		r.closes(id)
	}
}
