package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
)

const (
	openTime  = 10 * time.Second // for the address, the handshake and hello, each
	writeTime = 5 * time.Second
	goodbye   = 15 * time.Second // see Config.Goodbye; Slack closes about 10 s after it has announced it
	mostBytes = 4 << 20          // of one envelope; Slack's are far below
)

// frame is what comes over a socket (docs.slack.dev, "Using Socket Mode").
type frame struct {
	Type     string          `json:"type"` // hello, disconnect, events_api, interactive, slash_commands
	Reason   string          `json:"reason"`
	Envelope string          `json:"envelope_id"`
	Payload  json.RawMessage `json:"payload"`
}

// conn is one open socket.
type conn struct {
	*websocket.Conn
	s      *Socket
	host   channels.Host
	leave  func()      // says that this socket will not be there for long
	ending atomic.Bool // Slack said that it closes this one
}

// dial asks for an address, which is good for one socket, and waits for hello.
func (s *Socket) dial(ctx context.Context, host channels.Host) (*conn, error) {
	ctx, cancel := context.WithTimeout(ctx, openTime)
	defer cancel()
	_, url, err := s.client.StartSocketModeContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("slack: no address for a socket: %w", err)
	}
	d := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: openTime}
	ws, res, err := d.DialContext(ctx, url, nil)
	if err != nil {
		if res != nil {
			err = fmt.Errorf("%w: %s", err, res.Status)
		}
		return nil, fmt.Errorf("slack: the socket cannot be opened: %w", err)
	}
	ws.SetReadLimit(mostBytes)
	c := &conn{Conn: ws, s: s, host: host}
	if err := c.hello(); err != nil {
		_ = ws.Close()
		return nil, err
	}
	return c, nil
}

func (c *conn) hello() error {
	if err := c.SetReadDeadline(time.Now().Add(openTime)); err != nil {
		return err
	}
	var f frame
	if err := c.ReadJSON(&f); err != nil {
		return fmt.Errorf("slack: the socket did not say hello: %w", err)
	}
	if f.Type != "hello" {
		return fmt.Errorf("slack: the socket said %s %s instead of hello", f.Type, f.Reason)
	}
	return c.SetReadDeadline(time.Time{}) // from here on alive decides
}

// told says whether Slack announced the end of this socket.
func (c *conn) told() bool { return c.ending.Load() }

// serve reads until the socket ends, on whichever side.
func (c *conn) serve(ctx context.Context) {
	defer c.leave()
	done := make(chan struct{})
	var beating sync.WaitGroup
	beating.Go(func() { c.beat(ctx, done) })
	defer beating.Wait()
	defer close(done)
	c.listen()
	for {
		c.alive()
		var f frame
		if err := c.ReadJSON(&f); err != nil {
			if ctx.Err() == nil && !c.told() {
				c.s.log.Info("a socket ended; it is opened again", zap.Error(err))
			}
			return
		}
		c.take(ctx, f)
	}
}

// take does what a frame asks for. What cannot be kept is not acknowledged: Slack brings it again.
func (c *conn) take(ctx context.Context, f frame) {
	switch {
	case f.Type == "disconnect":
		_ = c.SetReadDeadline(time.Now().Add(c.s.cfg.Goodbye))
		c.ending.Store(true)
		c.leave()
	case f.Envelope == "":
	default:
		if err := c.keep(ctx, f.Payload); err != nil {
			c.s.missed.Store(true)
			c.s.log.Warn("an event could not be kept; Slack brings it again", zap.Error(err))
			return
		}
		_ = c.SetWriteDeadline(time.Now().Add(writeTime))
		if err := c.WriteJSON(map[string]string{"envelope_id": f.Envelope}); err != nil {
			c.s.log.Info("an acknowledgement did not leave; Slack brings the event again", zap.Error(err))
		}
	}
}

// keep stores a payload under the name that the hook would give to the same body.
func (c *conn) keep(ctx context.Context, payload []byte) error {
	id := channels.Named(payload, identify)
	if id.Ignore {
		return nil
	}
	return c.host.Accept(ctx, desk.Raw{Channel: c.s.cfg.ID, EventID: id.EventID, Key: id.Key, Order: id.Order, Body: payload})
}

// listen answers pings and takes them, and the pongs to ours, for signs of life: a socket may die without a word.
func (c *conn) listen() {
	c.SetPongHandler(func(string) error { c.alive(); return nil })
	c.SetPingHandler(func(text string) error {
		c.alive()
		err := c.WriteControl(websocket.PongMessage, []byte(text), time.Now().Add(writeTime))
		if errors.Is(err, websocket.ErrCloseSent) {
			return nil
		}
		return err
	})
}

// alive moves the end of patience, unless Slack has named an end itself.
func (c *conn) alive() {
	if !c.told() {
		_ = c.SetReadDeadline(time.Now().Add(c.s.cfg.Silent))
	}
}

// beat pings three times within the patience, and closes the socket when ctx ends.
func (c *conn) beat(ctx context.Context, done <-chan struct{}) {
	defer func() { _ = c.Close() }()
	tick := time.NewTicker(c.s.cfg.Silent / 3)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_ = c.WriteControl(websocket.PingMessage, nil, time.Now().Add(writeTime)) // the reader notices what is wrong
		case <-ctx.Done():
			_ = c.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, ""), time.Now().Add(time.Second))
			return
		case <-done:
			return
		}
	}
}
