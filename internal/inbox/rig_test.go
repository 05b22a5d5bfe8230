package inbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"
	"go.uber.org/zap/zaptest"

	"firstline/internal/api/access"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/router"
	"firstline/sessions"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
)

// rig is a hub on a real record with real sockets; sessions are committed by hand, so that hints can be lost, doubled
// and reordered.
type rig struct {
	t     testing.TB
	store *store.Store
	live  live.Store
	hub   *Hub
	srv   *httptest.Server
	stop  func()

	mu     sync.Mutex
	agents map[string]desk.AgentID
}

func newStore(t testing.TB, dsn string) *store.Store {
	t.Helper()
	if dsn == "" {
		dsn = testenv.SQLite(t)
	}
	return record.Open(t, dsn)
}

func newRig(t testing.TB, change ...func(*Options)) *rig {
	t.Helper()
	s := newStore(t, "")
	return rigOn(t, s, memstore.New(memstore.Options{}), change...)
}

func rigOn(t testing.TB, s *store.Store, l live.Store, change ...func(*Options)) *rig {
	t.Helper()
	o := Options{Store: s, Live: l, Contacts: contacts.New(contacts.Options{Record: s, Live: l}), Node: "n1", Log: zaptest.NewLogger(t, zaptest.Level(quiet)), Recheck: 50 * time.Millisecond,
		Channels: map[desk.ChannelID]Channel{"web": {Type: "webchat"}}, Groups: func() []desk.GroupID { return []desk.GroupID{"service", "order", "complaint"} }}
	for _, c := range change {
		c(&o)
	}
	r := &rig{t: t, store: s, live: l, hub: New(o), agents: map[string]desk.AgentID{}}
	r.srv = httptest.NewServer(http.HandlerFunc(r.serve))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- r.hub.Run(ctx) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the hub ended with %v", err)
		}
		r.srv.Close()
	})
	t.Cleanup(r.stop)
	r.until("the hub to run", func() bool { return r.hub.running.Load() })
	return r
}

// serve plays the API: the header says whose cookie it would be.
func (r *rig) serve(w http.ResponseWriter, req *http.Request) {
	login := req.Header.Get("X-Login")
	row, err := r.store.AgentByLogin(req.Context(), login)
	if err != nil {
		http.Error(w, "who?", http.StatusUnauthorized)
		return
	}
	w2 := workerOf(&dbq.RosterRow{ID: row.ID, Login: row.Login, Name: row.Name, Rank: row.Rank, Speciality: row.Speciality, MemberOf: row.MemberOf,
		Status: row.Status, Capacity: row.Capacity, Load: row.Load, Epoch: row.Epoch, Disabled: row.Disabled}, nil)
	r.hub.Serve(w, req, Visitor{Me: w2.me, SignIn: "s-" + login})
}

// agent makes somebody who is signed in.
func (r *rig) agent(login string, rank desk.Rank, groups ...desk.GroupID) desk.AgentID {
	r.t.Helper()
	id := desk.AgentID(uuid.Must(uuid.NewV7()).String())
	now := time.Now()
	r.write(func(ctx context.Context, q *dbq.Queries) error {
		err := q.CreateAgent(ctx, dbq.CreateAgentParams{ID: string(id), Login: login, Name: "Name of " + login, Password: "x", Rank: string(rank),
			Speciality: "allround", MemberOf: access.WriteGroups(groups), Status: "online", Capacity: 5, CreatedAt: int64(desk.At(now))})
		if err != nil {
			return err
		}
		return q.CreateSignIn(ctx, dbq.CreateSignInParams{TokenHash: "h-" + login, ID: "s-" + login, Agent: string(id), CreatedAt: int64(desk.At(now)),
			SeenAt: int64(desk.At(now)), ExpiresAt: int64(desk.At(now.Add(time.Hour)))})
	})
	r.mu.Lock()
	r.agents[login] = id
	r.mu.Unlock()
	return id
}

func (r *rig) write(do func(context.Context, *dbq.Queries) error) {
	r.t.Helper()
	ctx := context.Background()
	if err := r.store.Write(ctx, func(q *dbq.Queries) error { return do(ctx, q) }); err != nil {
		r.t.Fatal(err)
	}
}

// conv is a session under the test's hands.
type conv struct {
	r  *rig
	st sessions.State
	pr store.Message // newest line
}

// open commits a new session that waits in the group.
func (r *rig) open(group desk.GroupID, text string) *conv {
	r.t.Helper()
	return r.openAt("k-"+uuid.NewString(), group, text)
}

// openAt is open with a key of one's own.
func (r *rig) openAt(key string, group desk.GroupID, text string) *conv {
	r.t.Helper()
	id := desk.SessionID(uuid.Must(uuid.NewV7()).String())
	now := desk.At(time.Now())
	c := &conv{r: r, st: sessions.State{ID: id, Address: desk.Address{Channel: "web", Key: key}, Ordinal: 1, Phase: sessions.Queued,
		Group: group, OpenedAt: now, QueuedAt: now, Title: "Customer"}}
	c.tell(c.say(desk.RoleCustomer, text))
	return c
}

// change commits one version: set alters the state, lines are added. It gives the hint, not yet told.
func (c *conv) change(set func(*sessions.State), lines ...store.Message) router.Hint {
	c.r.t.Helper()
	from, was := c.st.Version, desk.AgentID("")
	if c.st.Holder != nil {
		was = c.st.Holder.Agent
	}
	c.st.Version++
	set(&c.st)
	now := desk.At(time.Now())
	for i := range lines {
		c.st.Seq++
		lines[i].Seq, lines[i].Version, lines[i].Kind, lines[i].At = c.st.Seq, c.st.Version, desk.KindText, now
		c.pr = lines[i]
	}
	row := c.row()
	event := store.Event{Version: c.st.Version, At: now, Kind: "test", Who: "system", Body: []byte(`{}`), Hash: []byte{1}}
	part := &store.Part{Session: row, Was: from, Events: []store.Event{event}, Messages: lines}
	if err := c.r.store.Commit(context.Background(), part); err != nil {
		c.r.t.Fatal(err)
	}
	h := router.Hint{From: from, Session: row, Messages: lines}
	if was != row.Holder {
		h.Was = was
	}
	return h
}

func (c *conv) row() store.Session {
	state, err := json.Marshal(c.st)
	if err != nil {
		c.r.t.Fatal(err)
	}
	s := store.Session{ID: c.st.ID, Address: c.st.Address, Ordinal: c.st.Ordinal, Part: c.st.Address.Partition(), Version: c.st.Version, Phase: string(c.st.Phase),
		Group: c.st.Group, Owner: c.st.Owner, Title: c.st.Title, OpenedAt: c.st.OpenedAt, QueuedAt: c.st.QueuedAt, ClosedAt: c.st.ClosedAt,
		NextDue: c.st.NextDue(), Urgency: c.st.Urgency(), Asks: c.st.Owing(), PreviewRole: c.pr.Role, PreviewText: c.pr.Text, PreviewAt: c.pr.At, State: state, Head: []byte{1}}
	if c.st.Holder != nil {
		s.Holder = c.st.Holder.Agent
	}
	return s
}

// say commits one line.
func (c *conv) say(role desk.Role, text string) router.Hint {
	return c.change(func(*sessions.State) {}, store.Message{Role: role, Text: text})
}

// give commits a holder.
func (c *conv) give(id desk.AgentID) router.Hint {
	return c.change(func(s *sessions.State) {
		s.Phase, s.Holder, s.QueuedAt = sessions.Serving, &sessions.Holder{Agent: id, Since: s.OpenedAt, Reason: "assigned"}, 0
		if s.Owner == "" {
			s.Owner = id
		}
	}, store.Message{Role: desk.RoleSystem, Purpose: string(sessions.LineAssigned), Author: string(id)})
}

// pass commits a transfer to a group.
func (c *conv) pass(g desk.GroupID) router.Hint {
	return c.change(func(s *sessions.State) {
		s.Phase, s.Holder, s.Group, s.QueuedAt = sessions.Queued, nil, g, desk.At(time.Now())
	})
}

// tell publishes hints.
func (c *conv) tell(hs ...router.Hint) {
	c.r.t.Helper()
	for _, h := range hs {
		b, err := json.Marshal(h)
		if err != nil {
			c.r.t.Fatal(err)
		}
		if err := c.r.live.Publish(context.Background(), router.TopicDesk, b); err != nil {
			c.r.t.Fatal(err)
		}
	}
}

// until waits for something to become true; the deadline only ends a test that has failed.
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

// client is a browser.
type client struct {
	t      testing.TB
	conn   *websocket.Conn
	frames chan map[string]any
	done   chan struct{}
	err    error // why reading ended; read it after done
	bytes  *strings.Builder
	hold   sync.Mutex // held: nothing is read from the line
}

// stall stops reading for good.
func (c *client) stall() {
	c.hold.Lock()
	c.t.Cleanup(c.hold.Unlock)
}

func (r *rig) dial(login string) *client {
	r.t.Helper()
	c, err := r.tryDial(login, r.srv.URL)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

func (r *rig) tryDial(login, origin string) (*client, error) {
	h := http.Header{"X-Login": {login}}
	if origin != "" {
		h.Set("Origin", origin)
	}
	conn, resp, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(r.srv.URL, "http"), h)
	if err != nil {
		if resp != nil {
			err = fmt.Errorf("%w (status %d)", err, resp.StatusCode)
		}
		return nil, err
	}
	c := &client{t: r.t, conn: conn, frames: make(chan map[string]any, 4096), done: make(chan struct{}), bytes: &strings.Builder{}}
	go c.read()
	r.t.Cleanup(func() { _ = conn.Close(); <-c.done })
	return c, nil
}

// wait returns once the line is not held.
func (c *client) wait() {
	c.hold.Lock()
	defer c.hold.Unlock()
}

func (c *client) read() {
	defer close(c.done)
	for {
		c.wait()
		_, b, err := c.conn.ReadMessage()
		if err != nil {
			c.err = err
			return
		}
		c.bytes.Write(b)
		var f map[string]any
		if err := json.Unmarshal(b, &f); err != nil {
			c.err = err
			return
		}
		c.frames <- f
	}
}

// say sends any frame.
func (c *client) say(v any) {
	c.t.Helper()
	if err := c.conn.WriteJSON(v); err != nil {
		c.t.Fatal(err)
	}
}

// hello says what is shown.
func (c *client) hello(view View, sessions map[desk.SessionID]int64) {
	c.say(map[string]any{"op": "hello", "epoch": "", "list": map[string]any{"view": view, "limit": 30}, "sessions": sessions})
}

// next gives the next frame with this op, skipping others.
func (c *client) next(op string) map[string]any {
	c.t.Helper()
	return c.match(op, func(map[string]any) bool { return true })
}

func is(f map[string]any, op string) bool { return op == "" || f["op"] == op }

// match gives the next frame with this op, or with any if it is empty, that fits.
func (c *client) match(op string, fits func(map[string]any) bool) map[string]any {
	c.t.Helper()
	limit := time.NewTimer(10 * time.Second)
	defer limit.Stop()
	for {
		select {
		case f := <-c.frames:
			if is(f, op) && fits(f) {
				return f
			}
		case <-c.done:
			select {
			case f := <-c.frames:
				if is(f, op) && fits(f) {
					return f
				}
				continue
			default:
			}
			c.t.Fatalf("the socket ended while waiting for %q: %v", op, c.err)
		case <-limit.C:
			c.t.Fatalf("no %q came", op)
		}
	}
}

// fence waits until everything that was offered before has arrived: it opens a session that this client sees last.
func (c *client) code() int {
	c.t.Helper()
	limit := time.NewTimer(10 * time.Second)
	defer limit.Stop()
	for {
		select {
		case <-c.frames:
		case <-c.done:
			var e *websocket.CloseError
			if asClose(c.err, &e) {
				return e.Code
			}
			c.t.Fatalf("no close code: %v", c.err)
		case <-limit.C:
			c.t.Fatal("the socket stayed open")
		}
	}
}

func rowOf(f map[string]any) map[string]any { r, _ := f["row"].(map[string]any); return r }

func texts(f map[string]any) []string {
	var out []string
	ms, _ := f["messages"].([]any)
	for _, m := range ms {
		out = append(out, m.(map[string]any)["text"].(string))
	}
	return out
}

func num(v any) int64 { f, _ := v.(float64); return int64(f) }
