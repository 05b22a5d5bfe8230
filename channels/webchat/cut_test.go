package webchat

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"firstline/channels"
	"firstline/internal/desk"
)

// cutter stands between page and server and cuts each connection after some bytes, in the middle of a frame or not.
type cutter struct {
	net.Listener
	to string
	wg sync.WaitGroup

	mu   sync.Mutex
	rnd  *rand.Rand
	cuts int
}

func newCutter(t *testing.T, to string, rnd *rand.Rand) *cutter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{Listener: l, to: to, rnd: rnd}
	c.wg.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			c.wg.Go(func() { c.carry(in) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); c.wg.Wait() })
	return c
}

func (c *cutter) carry(in net.Conn) {
	defer in.Close()
	out, err := net.Dial("tcp", c.to)
	if err != nil {
		return
	}
	defer out.Close()
	c.mu.Lock()
	c.cuts++
	up, down, reset := int64(200+c.rnd.IntN(4000)), int64(100+c.rnd.IntN(6000)), c.rnd.IntN(2) == 0
	c.mu.Unlock()
	if reset {
		_ = in.(*net.TCPConn).SetLinger(0)
		_ = out.(*net.TCPConn).SetLinger(0)
	}
	var both sync.WaitGroup
	pipe := func(to, from net.Conn, n int64) func() {
		return func() {
			_, _ = io.CopyN(to, from, n)
			_ = to.Close()
			_ = from.Close()
		}
	}
	both.Go(pipe(out, in, up))
	both.Go(pipe(in, out, down))
	both.Wait()
}

// browser does what chat.js does with a queue, ids and a cursor.
type browser struct {
	t       *testing.T
	url     string
	origin  string
	token   string
	written int
	waiting []string // client ids, oldest first; the text is the id
	kept    int
	cursor  channels.Cursor
	got     []channels.Entry
	rnd     *rand.Rand
}

// visit opens one connection and works until it breaks, or until everything is done.
func (p *browser) visit(total int, done func() bool) (finished bool) {
	conn, _, err := websocket.DefaultDialer.Dial(p.url, http.Header{"Origin": {p.origin}})
	if err != nil {
		return false
	}
	defer conn.Close()
	if conn.WriteJSON(map[string]any{"op": "hello", "token": p.token, "cursor": p.cursor}) != nil {
		return false
	}
	said := 0 // of waiting, on this connection
	for !done() {
		for p.written < total && len(p.waiting) < 1+p.rnd.IntN(6) {
			p.waiting = append(p.waiting, fmt.Sprint("m-", p.written))
			p.written++
		}
		for ; said < len(p.waiting); said++ {
			if conn.WriteJSON(map[string]any{"op": "say", "client_id": p.waiting[said], "text": p.waiting[said]}) != nil {
				return false
			}
		}
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		_, data, err := conn.ReadMessage()
		if err != nil {
			return false
		}
		if said = p.take(data, said); said < 0 {
			return false
		}
	}
	return true
}

// take reads one frame and returns how many of the waiting messages stand said on this connection.
func (p *browser) take(data []byte, said int) int {
	var f frame
	if err := json.Unmarshal(data, &f); err != nil {
		p.t.Fatal(err)
	}
	switch f.Op {
	case "kept":
		if len(p.waiting) == 0 || p.waiting[0] != f.ClientID {
			p.t.Fatalf("kept %s out of order, waiting %v", f.ClientID, p.waiting)
		}
		p.waiting, p.kept = p.waiting[1:], p.kept+1
		return said - 1
	case "refused":
		if f.Code == "unavailable" {
			return 0 // say everything again from here
		}
	case "entries":
		p.got = append(p.got, f.plain()...)
		p.cursor = f.Cursor
	}
	return said
}

// Nothing is lost, doubled or reordered in either direction, wherever the line is cut and whenever storage is away.
func TestCutAnywhere(t *testing.T) {
	t.Parallel()
	for seed := range uint64(6) {
		t.Run(fmt.Sprint("seed", seed), func(t *testing.T) {
			t.Parallel()
			rnd := func(n uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, n)) }
			b := setup(t, func(c *Config) { c.Limits = Limits{Visitor: Rate{-1, 0}, SocketsPerVisitor: -1} })
			at, token := b.visitor()
			luck := rnd(1)
			b.host.set(func(h *memHost) {
				h.fail = func(desk.Raw) (bool, bool) { return luck.IntN(10) == 0, luck.IntN(10) == 0 }
			})
			cut := newCutter(t, b.srv.Listener.Addr().String(), rnd(2))
			p := &browser{t: t, url: "ws://" + cut.Addr().String() + "/chat/web/ws", origin: b.srv.URL, token: token, rnd: rnd(3)}
			talkOverCuts(t, b, at, p, cut)
		})
	}
}

func talkOverCuts(t *testing.T, b *bundle, at desk.Address, p *browser, cut *cutter) {
	t.Helper()
	const total, answers = 300, 100
	p.origin = "http://" + cut.Addr().String()
	agent := make(chan struct{})
	go func() {
		defer close(agent)
		for i := range answers {
			for len(b.host.texts(at)) < 3*i && len(b.host.texts(at)) < total-10 {
				<-time.After(time.Millisecond)
			}
			b.host.write(at, agentSays(fmt.Sprint("a-", i)))
		}
	}()
	defer func() { <-agent }()
	visits := 1
	for ; !p.visit(total, func() bool { return p.kept >= total && len(p.got) >= total+answers }); visits++ {
		if visits > 20000 {
			t.Fatalf("no end: kept %d, got %d", p.kept, len(p.got))
		}
	}
	var want []string
	for i := range total {
		want = append(want, fmt.Sprint("m-", i))
	}
	if diff := cmp.Diff(want, b.host.texts(at)); diff != "" {
		t.Errorf("kept: %s", diff)
	}
	b.host.set(func(h *memHost) {
		all := h.talk(at).entries
		for i := range all {
			all[i].Phase = "queued"
		}
		if diff := cmp.Diff(all, p.got); diff != "" {
			t.Errorf("shown: %s", diff)
		}
	})
	t.Logf("%d messages and %d answers over %d connections, %s", total, answers, visits, strings.TrimPrefix(t.Name(), "TestCutAnywhere/"))
}
