package webchat

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"firstline/channels"
	"firstline/internal/desk"
)

func TestMain(m *testing.M) {
	if os.Getenv("FIRSTLINE_SERVE_FOR_MEMORY") != "" {
		serveForMemory()
		return
	}
	goleak.VerifyTestMain(m)
}

// bundle is one adapter on a real server with a host in memory.
type bundle struct {
	*Adapter
	host *memHost
	srv  *httptest.Server
}

func testKey() []byte { return []byte("0123456789abcdef0123456789abcdef") }

func testConfig() Config {
	return Config{
		ID: "web", Organisation: "客服中心", Key: testKey(), AllowedOrigins: []string{"https://shop.example"},
		timing: timing{
			helloWithin: 5 * time.Second, pingEvery: 30 * time.Second, quietFor: 70 * time.Second, writeWithin: 5 * time.Second,
			slowAfter: 5 * time.Second, hostWithin: 5 * time.Second, lingerFor: time.Second, drainWithin: time.Second,
		},
	}
}

func setup(t *testing.T, change func(*Config)) *bundle {
	t.Helper()
	cfg := testConfig()
	if change != nil {
		change(&cfg)
	}
	a, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	h := newMemHost()
	h.parse = a.Parse
	mux := http.NewServeMux()
	a.Mount(mux, h)
	srv := httptest.NewServer(mux)
	t.Cleanup(func() {
		ctx, done := context.WithTimeout(context.Background(), 20*time.Second)
		defer done()
		if err := a.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
		srv.Close()
	})
	return &bundle{a, h, srv}
}

// visitor makes one without the HTTP call.
func (b *bundle) visitor() (desk.Address, string) {
	id, token := b.tokens.mint()
	return desk.Address{Channel: b.cfg.ID, Key: id}, token
}

// frame is any frame of the server.
type frame struct {
	Op           string          `json:"op"`
	Visitor      string          `json:"visitor"`
	Organisation string          `json:"organisation"`
	MaxText      int             `json:"max_text"`
	MaxFile      int64           `json:"max_file"`
	MaxFiles     int             `json:"max_files"`
	Typing       bool            `json:"typing"`
	Seen         bool            `json:"seen"`
	ClientID     string          `json:"client_id"`
	Code         string          `json:"code"`
	RetryAfter   int64           `json:"retry_after_ms"`
	Entries      []shownEntry    `json:"entries"`
	Cursor       channels.Cursor `json:"cursor"`
	More         bool            `json:"more"`
	Reset        bool            `json:"reset"`
	Until        int64           `json:"until"`
	Standing     json.RawMessage `json:"standing"` // of the welcome, whether it is answered; else how things stand
}

// plain are the entries without their files.
func (f frame) plain() (out []channels.Entry) {
	for _, e := range f.Entries {
		out = append(out, e.Entry)
	}
	return out
}

type client struct {
	t    *testing.T
	conn *websocket.Conn
}

func (b *bundle) wsURL() string { return "ws" + strings.TrimPrefix(b.srv.URL, "http") + "/chat/web/ws" }

func (b *bundle) dial(t *testing.T) *client {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(b.wsURL(), http.Header{"Origin": {b.srv.URL}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return &client{t, conn}
}

// hello opens a socket, says who it is and reads the welcome.
func (b *bundle) hello(t *testing.T, token string, after channels.Cursor) *client {
	t.Helper()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token, "cursor": after, "lang": "zh-CN"})
	if f := c.next(); f.Op != "welcome" {
		t.Fatalf("got %+v, want welcome", f)
	}
	return c
}

func (c *client) send(v any) {
	c.t.Helper()
	if err := c.conn.WriteJSON(v); err != nil {
		c.t.Fatal(err)
	}
}

func (c *client) say(id, text string) {
	c.t.Helper()
	c.send(map[string]any{"op": "say", "client_id": id, "text": text, "at": 1})
}

func (c *client) read() (frame, error) {
	var f frame
	_ = c.conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	_, data, err := c.conn.ReadMessage()
	if err != nil {
		return f, err
	}
	return f, json.Unmarshal(data, &f)
}

func (c *client) next() frame {
	c.t.Helper()
	f, err := c.read()
	if err != nil {
		c.t.Fatal(err)
	}
	return f
}

// until reads on until a frame of this kind comes, and throws away what is before it.
func (c *client) until(op string) frame {
	c.t.Helper()
	for {
		if f := c.next(); f.Op == op {
			return f
		}
	}
}

// caughtUp reads until the server says that there is no more.
func (c *client) caughtUp() (all []channels.Entry, last frame) {
	c.t.Helper()
	for {
		f := c.until("entries")
		all = append(all, f.plain()...)
		if !f.More {
			return all, f
		}
	}
}

// closed reads on until the socket ends and returns its close frame.
func (c *client) closed() *websocket.CloseError {
	c.t.Helper()
	for {
		_, err := c.read()
		if err == nil {
			continue
		}
		var end *websocket.CloseError
		if !errors.As(err, &end) {
			c.t.Fatalf("ended without a close frame: %v", err)
		}
		return end
	}
}
