package inbox

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"firstline/internal/desk"
	"firstline/sessions"
	"firstline/sessions/memstore"
)

// TestNothingOfAnotherGroupLeaks looks for a canary in every byte that an agent of another group is sent, whatever
// view, stream and hint was involved (S-AZ2).
// Shows ORG-02, SEC-01.
func TestNothingOfAnotherGroupLeaks(t *testing.T) {
	t.Parallel()
	const canary = "CANARY-7f3a"
	r := newRig(t)
	r.agent("mei", desk.RankAgent, "order")
	r.agent("dep", desk.RankDepartment, "order")
	bo := r.agent("bo", desk.RankAgent, "complaint")
	var spies []*client
	secret := r.open("complaint", canary)
	was := r.open("order", "harmless so far") // mei may see it until it is passed on
	for _, login := range []string{"mei", "dep"} {
		for _, view := range []View{ViewMine, ViewQueue, ViewAll, ViewClosed} {
			c := r.dial(login)
			c.hello(view, map[desk.SessionID]int64{secret.st.ID: 0, was.st.ID: 0})
			c.next("page")
			spies = append(spies, c)
		}
	}
	r.until("the spies to follow", func() bool {
		n := 0
		for _, s := range r.hub.all() {
			s.mu.Lock()
			if st := s.streams[was.st.ID]; st != nil && st.seen && s.streams[secret.st.ID] == nil {
				n++
			}
			s.mu.Unlock()
		}
		return n == len(spies)
	})
	secret.tell(secret.say(desk.RoleCustomer, canary+" again"))
	secret.tell(secret.give(bo))
	was.tell(was.pass("complaint"))
	was.tell(was.say(desk.RoleCustomer, canary+" in what had been ours"))
	was.tell(was.change(func(s *sessions.State) { s.Title = canary }))
	secret.tell(secret.change(func(s *sessions.State) {
		s.Phase, s.Holder, s.ClosedAt, s.Last = sessions.Closed, nil, desk.At(time.Now()), bo
		s.Ending = &sessions.Ending{Outcome: canary}
	}))
	r.hub.heard(nil) // everything is read again
	for _, c := range spies {
		c.say(map[string]any{"op": "typing", "session": secret.st.ID, "mode": "reply"})
	}
	after := r.open("order", "the end") // comes last, so that all before it has arrived
	for i, c := range spies {
		if i%4 != 1 { // only the queue is told of it by itself
			c.hello(ViewQueue, at(after))
		}
		c.match("", func(f map[string]any) bool { return strings.Contains(fmt.Sprint(f), string(after.st.ID)) })
	}
	r.stop()
	for i, c := range spies {
		<-c.done
		if strings.Contains(c.bytes.String(), canary) {
			t.Errorf("spy %d was told: %s", i, c.bytes.String())
		}
	}
}

func TestForeignOriginsAreRefused(t *testing.T) {
	t.Parallel()
	n := 1000
	if testing.Short() {
		n = 50
	}
	r := newRig(t)
	r.agent("mei", desk.RankAgent)
	host := strings.TrimPrefix(r.srv.URL, "http://")
	name, port, _ := strings.Cut(host, ":")
	origins := []string{"", "null", "http://evil.example", "https://evil.example", "http://" + name, "http://" + name + ":1", "ftp://" + host,
		"http://localhost:" + port, "http://" + host + ".evil.example", "http://user@" + host, "http://" + host + "/path", "file://", "http://",
		"http://" + host + ":80", "javascript:" + host, host}
	rng := rand.New(rand.NewPCG(3, 4))
	for i := range n {
		o := origins[i%len(origins)]
		if i >= len(origins) && i%2 == 0 {
			o = fmt.Sprintf("http://%x.example:%d", rng.Uint32(), rng.IntN(65536))
		}
		if _, err := r.tryDial("mei", o); err == nil || !strings.Contains(err.Error(), "403") {
			t.Fatalf("origin %q: %v", o, err)
		}
	}
	if _, err := r.tryDial("mei", "http://"+host); err != nil {
		t.Errorf("our own origin: %v", err)
	}
	r.hub.o.Origins = nil
}

func TestConfiguredOriginsAreTheOnlyOnes(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.Origins = []string{"https://desk.example"} })
	r.agent("mei", desk.RankAgent)
	if _, err := r.tryDial("mei", "https://desk.example"); err != nil {
		t.Error(err)
	}
	for _, o := range []string{r.srv.URL, "http://desk.example", "https://desk.example:444", "https://desk.example.evil"} {
		if _, err := r.tryDial("mei", o); err == nil {
			t.Errorf("%s was let in", o)
		}
	}
}

func TestBadFramesEndTheSocket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("mei", desk.RankAgent)
	many := map[string]int{}
	for i := range streamsMost + 1 {
		many[fmt.Sprintf("%d", i)] = 1
	}
	for name, v := range map[string]any{
		"no json":       nil,
		"unknown op":    map[string]any{"op": "dance"},
		"no op":         map[string]any{},
		"unknown view":  map[string]any{"op": "hello", "list": map[string]any{"view": "secrets", "limit": 30}},
		"no list":       map[string]any{"op": "hello"},
		"huge limit":    map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 1 << 30}},
		"many sessions": map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 30}, "sessions": many},
		"bad id":        map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 30}, "sessions": map[string]int{"a\x00b": 1}},
		"below zero":    map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 30}, "sessions": map[string]int{"a": -1}},
		"bad looking":   map[string]any{"op": "looking", "session": "../x"},
		"bad mode":      map[string]any{"op": "typing", "session": "a", "mode": "shout"},
	} {
		c := r.dial("mei")
		if v == nil {
			_ = c.conn.WriteMessage(websocket.TextMessage, []byte("{"))
		} else {
			c.say(v)
		}
		if got := c.code(); got != int(CodeBadFrame) {
			t.Errorf("%s: code %d", name, got)
		}
	}
	c := r.dial("mei")
	_ = c.conn.WriteMessage(websocket.BinaryMessage, []byte(`{"op":"pong"}`))
	if got := c.code(); got != int(CodeBadFrame) {
		t.Errorf("binary: code %d", got)
	}
	flood := r.dial("mei")
	for range saidBurst + 10 {
		if flood.conn.WriteMessage(websocket.TextMessage, []byte(`{"op":"pong"}`)) != nil {
			break
		}
	}
	if got := flood.code(); got != int(CodeBadFrame) {
		t.Errorf("a flood: code %d", got)
	}
	r.until("the sockets to go", func() bool { return r.hub.stats.Sockets.Load() == 0 })
}

func TestTooManySockets(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.MaxSockets = 2 })
	r.agent("mei", desk.RankAgent)
	first := r.dial("mei")
	r.dial("mei")
	r.until("both to stand", func() bool { return r.hub.stats.Sockets.Load() == 2 })
	if got := r.dial("mei").code(); got != int(CodeTooMany) {
		t.Errorf("code %d", got)
	}
	_ = first.conn.Close()
	r.until("a place", func() bool { return r.hub.stats.Sockets.Load() == 1 })
	r.dial("mei").hello(ViewMine, none())
}

func TestDrainTellsWhenToComeBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("mei", desk.RankAgent)
	c := r.dial("mei")
	c.hello(ViewMine, none())
	c.next("page")
	r.hub.Drain(2 * time.Second)
	if got := c.code(); got != int(CodeDraining) {
		t.Errorf("code %d", got)
	}
	var e *websocket.CloseError
	if asClose(c.err, &e); !strings.HasPrefix(e.Text, `{"retry_after_ms":`) {
		t.Errorf("reason %q", e.Text)
	}
	if _, err := r.tryDial("mei", r.srv.URL); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("a draining node took a socket: %v", err)
	}
}

func TestStoppingNodeSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.agent("mei", desk.RankAgent)
	c := r.dial("mei")
	c.hello(ViewMine, none())
	c.next("page")
	r.stop()
	if got := c.code(); got != int(CodeGoing) {
		t.Errorf("code %d", got)
	}
	seen, err := r.live.Seen(context.Background())
	if err != nil || len(seen) != 0 {
		t.Errorf("still seen: %v, %v", seen, err)
	}
}

func TestPingsAndSilence(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.PingEvery = 20 * time.Millisecond })
	r.agent("mei", desk.RankAgent)
	c := r.dial("mei")
	if f := c.next("ping"); num(f["now"]) == 0 {
		t.Errorf("ping = %v", f)
	}
}

// TestPresenceAndColleagues shows DUT-03.
func TestPresenceAndColleagues(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.agent("mei", desk.RankAgent)
	r.agent("bo", desk.RankAgent)
	bo := r.dial("bo")
	bo.hello(ViewMine, none())
	is := func(want bool) func(map[string]any) bool {
		return func(f map[string]any) bool {
			for _, a := range f["agents"].([]any) {
				if a := a.(map[string]any); a["id"] == string(mei) {
					return a["connected"] == want
				}
			}
			return false
		}
	}
	c, second := r.dial("mei"), r.dial("mei")
	bo.match("agents", is(true))
	_ = c.conn.Close()
	_ = second.conn.Close()
	bo.match("agents", is(false))
}

// clock is one that can be put ahead.
func clock() (ahead *atomic.Int64, set func(*Options)) {
	ahead = new(atomic.Int64)
	return ahead, func(o *Options) { o.Now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) } }
}

// TestTypingAndViewing: who looks and who writes is told on every node; a page that is hidden is not looked at.
func TestTypingAndViewing(t *testing.T) {
	t.Parallel()
	s := newStore(t, "")
	l := memstore.New(memstore.Options{})
	ahead, late := clock()
	r := rigOn(t, s, l, late)
	other := rigOn(t, s, l, late, func(o *Options) { o.Node = "n2" })
	mei := r.agent("mei", desk.RankLead)
	other.agents["bo"] = r.agent("bo", desk.RankLead)
	r.agent("ins", desk.RankInspector)
	conv := r.open("order", "one")
	a, b, silent := r.dial("mei"), other.dial("bo"), r.dial("ins")
	for _, c := range []*client{a, b, silent} {
		c.hello(ViewAll, at(conv))
	}
	sees := func(who ...string) func(map[string]any) bool {
		return func(f map[string]any) bool {
			var got []string
			for _, p := range f["agents"].([]any) {
				got = append(got, p.(map[string]any)["name"].(string))
			}
			return f["session"] == string(conv.st.ID) && cmp.Equal(got, who)
		}
	}
	a.match("viewing", sees("Name of bo"))
	b.match("viewing", sees("Name of mei"))
	r.until("the silent one to see both", func() bool { return len(r.hub.viewing.looking(conv.st.ID)) == 2 })
	a.say(map[string]any{"op": "typing", "session": conv.st.ID, "mode": "note"})
	f := b.next("typing")
	if f["mode"] != "note" || f["agent"].(map[string]any)["id"] != string(mei) {
		t.Errorf("typing = %v", f)
	}
	a.say(map[string]any{"op": "looking", "session": ""}) // the page is hidden, and follows what it followed
	b.match("viewing", sees())
	a.say(map[string]any{"op": "looking", "session": conv.st.ID})
	b.match("viewing", sees("Name of mei"))
	ahead.Add(int64(typingEvery))
	a.say(map[string]any{"op": "typing", "session": conv.st.ID, "mode": "reply"})
	b.match("typing", func(f map[string]any) bool { return f["mode"] == "reply" })
	_ = a.conn.Close()
	b.match("viewing", sees())
}

// TestStrangersAreNotTold: whoever may not see a session learns neither who looks at it nor who writes there, and is not shown
// to those who may.
func TestStrangersAreNotTold(t *testing.T) {
	t.Parallel()
	ahead, late := clock()
	r := rigOn(t, newStore(t, ""), memstore.New(memstore.Options{}), late)
	r.agent("mei", desk.RankAgent, "order")
	r.agent("bo", desk.RankAgent, "order")
	r.agent("eve", desk.RankAgent, "complaint")
	conv := r.open("order", "one")
	mei, bo, eve := r.dial("mei"), r.dial("bo"), r.dial("eve")
	for _, c := range []*client{mei, bo, eve} {
		c.hello(ViewQueue, at(conv))
		c.say(map[string]any{"op": "looking", "session": conv.st.ID})
		c.say(map[string]any{"op": "typing", "session": conv.st.ID, "mode": "reply"})
	}
	eve.next("resync")
	r.until("both colleagues to be seen", func() bool { return len(r.hub.viewing.looking(conv.st.ID)) == 2 })
	ahead.Add(int64(typingEvery))
	bo.say(map[string]any{"op": "typing", "session": conv.st.ID, "mode": "reply"})
	mei.next("typing")
	after := r.open("complaint", "the end")
	eve.match("row", func(f map[string]any) bool { return strings.Contains(fmt.Sprint(f), string(after.st.ID)) })
	r.stop()
	for _, c := range []*client{mei, bo, eve} {
		<-c.done
	}
	if got := eve.bytes.String(); strings.Contains(got, `"op":"typing"`) || strings.Contains(got, `"op":"viewing"`) {
		t.Errorf("a stranger was told: %s", got)
	}
	if strings.Contains(mei.bytes.String()+bo.bytes.String(), `"Name of eve"},"mode"`) {
		t.Error("a stranger was shown")
	}
}

// TestANodeDies: who looked there is not shown for longer than the node is believed to live.
func TestANodeDies(t *testing.T) {
	t.Parallel()
	ahead, late := clock()
	r := rigOn(t, newStore(t, ""), memstore.New(memstore.Options{}), late)
	bo := r.agent("bo", desk.RankLead)
	r.agent("mei", desk.RankLead)
	conv := r.open("order", "one")
	c := r.dial("mei")
	c.hello(ViewAll, at(conv))
	c.next("viewing")
	r.hub.viewing.publish(t.Context(), chatter{Node: "n9", Whole: true, Viewing: map[desk.SessionID][]desk.AgentID{conv.st.ID: {bo}}})
	c.match("viewing", func(f map[string]any) bool { return len(f["agents"].([]any)) == 1 })
	ahead.Add(int64(viewingTTL + time.Second))
	c.match("viewing", func(f map[string]any) bool { return len(f["agents"].([]any)) == 0 })
}

func TestPollsWhileTheLiveStoreIsAway(t *testing.T) {
	t.Parallel()
	l := &deaf{Store: memstore.New(memstore.Options{})}
	r := rigOn(t, newStore(t, ""), l)
	r.agent("sue", desk.RankSupervisor)
	conv := r.open("order", "one")
	c := r.dial("sue")
	c.hello(ViewAll, at(conv))
	c.next("page")
	r.followed("sue", conv)
	conv.say(desk.RoleCustomer, "nobody tells")
	if got := texts(c.next("diff")); !cmp.Equal(got, []string{"nobody tells"}) {
		t.Errorf("diff = %v", got)
	}
}

// deaf is a live store whose presence cannot be asked.
type deaf struct{ *memstore.Store }

func (d *deaf) Seen(context.Context) (map[desk.AgentID]bool, error) {
	return nil, fmt.Errorf("live store is away")
}
