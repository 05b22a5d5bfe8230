package webchat

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"firstline/channels"
	"firstline/internal/desk"
)

func TestVisitorWhoWritesTooFast(t *testing.T) {
	t.Parallel()
	var now atomic.Int64
	b := setup(t, func(c *Config) {
		c.Limits.Visitor = Rate{1, 2}
		c.Now = func() time.Time { return time.UnixMilli(now.Load()) }
	})
	at, token := b.visitor()
	c := b.hello(t, token, channels.Cursor{})
	for i := range 3 {
		c.say(fmt.Sprint("m-", i), fmt.Sprint(i))
	}
	f := c.until("refused")
	if f.ClientID != "m-2" || f.Code != "slow_down" || f.RetryAfter != 1000 {
		t.Errorf("got %+v", f)
	}
	c = b.hello(t, token, channels.Cursor{}) // a new socket is no new visitor
	c.say("m-2", "2")
	if f := c.until("refused"); f.Code != "slow_down" {
		t.Errorf("got %+v", f)
	}
	now.Add(f.RetryAfter)
	c.say("m-2", "2")
	c.until("kept")
	if got := b.host.texts(at); len(got) != 3 {
		t.Errorf("kept %v", got)
	}
}

func TestSourceThatWritesTooFast(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Limits.Source = Rate{0.001, 3} })
	refused := 0
	for range 3 {
		_, token := b.visitor()
		c := b.hello(t, token, channels.Cursor{})
		for i := range 2 {
			c.say(fmt.Sprint("m-", i), "好")
			for f := c.next(); ; f = c.next() {
				if f.Op == "refused" && f.Code == "slow_down" || f.Op == "refused" && f.Code == "behind" {
					refused++
				}
				if f.Op != "entries" {
					break
				}
			}
		}
	}
	if refused != 3 {
		t.Errorf("%d refused, want 3 of 6", refused)
	}
}

// stopped is a clock that stands, for limits that must not recover during a test.
func stopped() time.Time { return time.Unix(1_771_000_000, 0) }

func TestBucketsStayBounded(t *testing.T) {
	t.Parallel()
	b := newBuckets(Rate{1, 1})
	now := time.Unix(0, 0)
	for i := range keysAtMost {
		if wait := b.take(fmt.Sprint(i), now); wait != 0 {
			t.Fatalf("key %d waits %v", i, wait)
		}
	}
	if b.take("one more", now) != 0 || b.take("and one", now) == 0 {
		t.Error("the keys that find no room do not share one bucket")
	}
	if b.take("later", now.Add(time.Minute)) != 0 || len(b.byKey) != 1 {
		t.Errorf("%d keys after all were full again", len(b.byKey))
	}
}

func TestTooManySocketsOfOneVisitor(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Limits.SocketsPerVisitor = 2 })
	_, token := b.visitor()
	first := b.hello(t, token, channels.Cursor{})
	second := b.hello(t, token, channels.Cursor{})
	third := b.hello(t, token, channels.Cursor{})
	if end := first.closed(); end.Code != 4504 {
		t.Errorf("the oldest closed with %v", end)
	}
	for _, c := range []*client{second, third} {
		c.send(map[string]any{"op": "ping"})
		c.until("pong")
	}
}

func TestHandshakesAreBounded(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		limits Limits
		status int
	}{
		{"rate", Limits{Handshakes: Rate{0.5, 1}}, http.StatusTooManyRequests},
		{"number", Limits{Sockets: 1}, http.StatusServiceUnavailable},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t, func(c *Config) { c.Limits, c.Now = x.limits, stopped })
			_, token := b.visitor()
			b.hello(t, token, channels.Cursor{})
			_, resp, err := websocket.DefaultDialer.Dial(b.wsURL(), http.Header{"Origin": {b.srv.URL}})
			if err == nil || resp.StatusCode != x.status || resp.Header.Get("Retry-After") == "" {
				t.Errorf("got %v, %+v", err, resp)
			}
		})
	}
}

func TestNewVisitorsAreBounded(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Limits.Visitors, c.Now = Rate{0.5, 1}, stopped })
	for i, want := range []int{http.StatusOK, http.StatusTooManyRequests} {
		resp, err := http.Post(b.srv.URL+"/chat/web/visitor", "", nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != want || (resp.Header.Get("Retry-After") == "2") != (i == 1) {
			t.Errorf("request %d: %d %q", i, resp.StatusCode, resp.Header.Get("Retry-After"))
		}
	}
}

// A peer that sends and gets no answers in time is told why and comes back; what was kept is not kept twice.
func TestAnswersThatDoNotLeave(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.slowAfter, c.Limits.Visitor = 20*time.Millisecond, Rate{-1, 0} })
	at, token := b.visitor()
	c := b.hello(t, token, channels.Cursor{})
	c.caughtUp()
	gate := make(chan struct{})
	b.host.set(func(h *memHost) { h.gate = gate })
	b.host.write(at, agentSays("看")) // the writer now waits in the transcript
	const total = 3 * answersAtMost
	for i := range total {
		c.say(fmt.Sprint("m-", i), fmt.Sprint(i))
	}
	if end := c.closed(); end.Code != 4001 {
		t.Errorf("closed with %v", end)
	}
	b.host.set(func(h *memHost) { h.gate = nil })
	close(gate)
	c = b.hello(t, token, channels.Cursor{})
	for i := range total {
		c.say(fmt.Sprint("m-", i), fmt.Sprint(i))
		if f := c.until("kept"); f.ClientID != fmt.Sprint("m-", i) {
			t.Fatalf("kept %s", f.ClientID)
		}
	}
	if got := b.host.texts(at); len(got) != total {
		t.Errorf("%d messages kept, want %d", len(got), total)
	}
}

// A peer that does not read at all is let go after one write's time, and nothing has piled up for it.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.writeWithin = 2 * time.Second })
	at, token := b.visitor()
	long := strings.Repeat("很长的一段话", 6000)
	const total = 200
	for range total { // 20 MB: more than what the kernel takes
		b.host.write(at, agentSays(long))
	}
	d := websocket.Dialer{NetDial: func(network, addr string) (net.Conn, error) {
		conn, err := net.Dial(network, addr)
		if err == nil {
			err = conn.(*net.TCPConn).SetReadBuffer(4 << 10)
		}
		return conn, err
	}}
	conn, _, err := d.Dial(b.wsURL(), http.Header{"Origin": {b.srv.URL}})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.WriteJSON(map[string]any{"op": "hello", "token": token}); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); b.Open() > 0; <-time.After(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("still open")
		}
	}
	b.host.set(func(h *memHost) {
		if h.reads > total/2 {
			t.Errorf("%d pages of one fetched for a reader that does not read", h.reads)
		}
	})
	if n := b.readAll(t, token); n != total {
		t.Errorf("%d entries after coming back", n)
	}
}

// readAll resumes until it has everything, however often the socket ends meanwhile.
func (b *bundle) readAll(t *testing.T, token string) (n int) {
	t.Helper()
	for after := (channels.Cursor{}); ; {
		c := b.hello(t, token, after)
		for f, err := c.read(); err == nil; f, err = c.read() {
			n, after = n+len(f.Entries), f.Cursor
			if !f.More {
				return n
			}
		}
	}
}

// A peer that is silent, pings unanswered, is gone.
func TestSilentPeer(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.pingEvery, c.quietFor = 50*time.Millisecond, 1500*time.Millisecond })
	_, token := b.visitor()
	answering := b.hello(t, token, channels.Cursor{})
	silent := b.hello(t, token, channels.Cursor{})
	pings := 0
	answering.conn.SetPingHandler(func(data string) error {
		if pings++; pings == 40 {
			answering.send(map[string]any{"op": "ping"})
		}
		return answering.conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(time.Second))
	})
	answering.until("pong") // two seconds later: pongs have kept it alive
	silent.conn.SetPingHandler(func(string) error { return nil })
	for {
		if _, err := silent.read(); err != nil {
			break
		}
	}
}

func TestCloseAsksEveryoneToComeBack(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	var all []*client
	for range 3 {
		_, token := b.visitor()
		all = append(all, b.hello(t, token, channels.Cursor{}))
	}
	ended := make(chan error, 1)
	go func() {
		ctx, done := context.WithTimeout(context.Background(), 10*time.Second)
		defer done()
		ended <- b.Close(ctx)
	}()
	for _, c := range all {
		if end := c.closed(); end.Code != 4002 || !strings.HasPrefix(end.Text, "retry_after_ms=") {
			t.Errorf("closed with %v", end)
		}
	}
	if err := <-ended; err != nil || b.Open() != 0 {
		t.Errorf("close: %v, %d open", err, b.Open())
	}
	_, resp, err := websocket.DefaultDialer.Dial(b.wsURL(), http.Header{"Origin": {b.srv.URL}})
	if err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a new socket after close: %v", err)
	}
}

// One socket's panic is its own.
func TestPanicEndsOneSocket(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	_, token := b.visitor()
	one, two := b.hello(t, token, channels.Cursor{}), b.hello(t, token, channels.Cursor{})
	one.caughtUp()
	two.caughtUp()
	parse := b.host.parse
	b.host.set(func(h *memHost) { h.fail = func(r desk.Raw) (bool, bool) { h.mu.Unlock(); panic("boom") } })
	one.say("m-1", "好")
	if end := one.closed(); end.Code != websocket.CloseInternalServerErr {
		t.Errorf("closed with %v", end)
	}
	b.host.set(func(h *memHost) { h.fail, h.parse = nil, parse })
	two.say("m-1", "好")
	two.until("kept")
}
