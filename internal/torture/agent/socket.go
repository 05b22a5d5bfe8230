package agent

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// frame is any frame of the server; which fields count depends on Op.
type frame struct {
	Op       string                  `json:"op"`
	Epoch    string                  `json:"epoch"`
	Session  string                  `json:"session"`
	From     int64                   `json:"from"`
	To       int64                   `json:"to"`
	Row      row                     `json:"row"`
	Rows     []row                   `json:"rows"`
	Messages []line                  `json:"messages"`
	Me       struct{ Status string } `json:"me"`
}

// row is a session in a list, as far as an agent looks at it.
type row struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	Phase   string `json:"phase"`
	Hidden  bool   `json:"hidden"`
	Holder  *struct {
		ID string `json:"id"`
	} `json:"holder"`
}

// hello is what the client says it shows.
type hello struct {
	Op       string           `json:"op"`
	Epoch    string           `json:"epoch"`
	List     list             `json:"list"`
	Sessions map[string]int64 `json:"sessions"`
}

type list struct {
	View  string `json:"view"`
	Limit int    `json:"limit"`
}

// watch keeps a socket open. Whatever ends it, the next one goes on from the versions on the screen.
func (a *Agent) watch(ctx context.Context) error {
	for ctx.Err() == nil {
		conn, code := a.dial(ctx)
		if conn != nil {
			a.count(func(s *Stats) { s.Connects++ })
			a.converse(ctx, conn)
		}
		if code == http.StatusUnauthorized {
			_ = a.signIn(ctx) // tried again with the next round
		}
		a.mu.Lock()
		wait := 20*time.Millisecond + time.Duration(a.rng.IntN(130))*time.Millisecond // not all at once
		a.mu.Unlock()
		a.pause(ctx, wait)
	}
	return nil
}

func (a *Agent) dial(ctx context.Context) (*websocket.Conn, int) {
	header := http.Header{"Origin": {a.o.Base}}
	a.jar.give(header)
	d := websocket.Dialer{NetDialContext: a.o.Dial, HandshakeTimeout: 3 * time.Second}
	conn, resp, err := d.DialContext(ctx, "ws"+strings.TrimPrefix(a.o.Base, "http")+"/api/v1/stream", header)
	if resp != nil {
		_ = resp.Body.Close()
		if err != nil {
			return nil, resp.StatusCode
		}
	}
	return conn, 0
}

// patience is how long a socket may be silent: the server pings every 20 s. A frozen node is left sooner, because a
// person would reload the page.
const patience = 8 * time.Second

// converse says hello, then reads frames while another goroutine says hello again whenever the screen has changed.
func (a *Agent) converse(ctx context.Context, conn *websocket.Conn) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	pong := make(chan struct{}, 1)
	go func() {
		defer close(done)
		a.talk(ctx, conn, pong)
	}()
	for {
		_ = conn.SetReadDeadline(time.Now().Add(3 * patience))
		_, raw, err := conn.ReadMessage()
		if err != nil {
			break
		}
		var f frame
		if json.Unmarshal(raw, &f) != nil {
			break
		}
		if f.Op == "ping" {
			pong <- struct{}{}
		}
		a.heard(&f)
	}
	cancel()
	_ = conn.Close()
	<-done
}

// talk is the only one who writes to the socket. Changes of the screen within a tick become one hello: more than 20
// frames a second would be refused.
func (a *Agent) talk(ctx context.Context, conn *websocket.Conn, pong <-chan struct{}) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	say := func(v any) bool {
		_ = conn.SetWriteDeadline(time.Now().Add(2 * time.Second))
		return conn.WriteJSON(v) == nil
	}
	ok := say(a.hello())
	for ok {
		select {
		case <-ctx.Done():
			_ = conn.Close() // wakes the reader
			return
		case <-pong:
			ok = say(map[string]string{"op": "pong"})
			continue
		case <-tick.C:
		}
		select {
		case <-a.dirty:
			ok = say(a.hello())
		default:
		}
	}
	_ = conn.Close()
}

func (a *Agent) hello() hello {
	a.mu.Lock()
	defer a.mu.Unlock()
	h := hello{Op: "hello", Epoch: a.epoch, List: list{"mine", 100}, Sessions: make(map[string]int64, len(a.shows))}
	for id, s := range a.shows {
		h.Sessions[id] = s.version
	}
	return h
}

// again asks for another hello.
func (a *Agent) again() {
	select {
	case a.dirty <- struct{}{}:
	default:
	}
}
