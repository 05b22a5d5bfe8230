package slack

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// sockets are the open sockets and the tickets for those to come. The server's lock guards them.
type sockets struct {
	open    []*socket
	next    int             // whose turn it is
	tickets map[string]bool // addresses given and not used
	acks    map[string]chan json.RawMessage
	opened  int // how many were ever opened
	stand   int // how many have not ended, also of those that are to be closed
}

func newSockets() sockets {
	return sockets{tickets: map[string]bool{}, acks: map[string]chan json.RawMessage{}}
}

// socket is one of the app's connections. Everything that is written goes through out, so that one goroutine writes.
type socket struct {
	out     chan any
	gone    chan struct{}
	greeted bool // it was one of the open ones; the server's lock guards it
}

// connectionsOpen is M:apps.connections.open: an address that lets in once.
func connectionsOpen(s *Server, _ args, r *http.Request) (map[string]any, *refusal) {
	ticket := s.world.id("ticket-")
	s.sockets.tickets[ticket] = true
	return map[string]any{"url": "ws://" + r.Host + "/link/?ticket=" + ticket + "&app_id=" + AppID}, nil
}

// serveSocket is the far end of the address: hello, then envelopes, until one side ends it (S).
func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request) {
	ticket := r.URL.Query().Get("ticket")
	s.mu.Lock()
	good := s.sockets.tickets[ticket] && !s.closed
	delete(s.sockets.tickets, ticket)
	s.mu.Unlock()
	if !good {
		http.Error(w, "invalid ticket", http.StatusUnauthorized)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	k := &socket{out: make(chan any, 64), gone: make(chan struct{})}
	if !s.begin(func() { s.write(conn, k) }) {
		_ = conn.Close()
		return
	}
	s.greet(k)
	s.read(conn, k)
}

// greet says hello, or that there are too many sockets.
func (s *Server) greet(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sockets.open) >= s.opts.Sockets {
		k.out <- disconnect("too_many_websockets")
		k.out <- nil
		return
	}
	k.greeted = true
	s.sockets.open = append(s.sockets.open, k)
	s.sockets.opened++
	s.sockets.stand++
	k.out <- map[string]any{"type": "hello", "num_connections": len(s.sockets.open), "connection_info": map[string]any{"app_id": AppID},
		"debug_info": map[string]any{"host": "stand-in", "approximate_connection_time": 3600}}
	s.touch()
}

func disconnect(reason string) map[string]any {
	return map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]any{"host": "stand-in"}}
}

// write sends what is queued and a ping now and then; nil in the queue closes the socket.
func (s *Server) write(conn *websocket.Conn, k *socket) {
	defer func() { _ = conn.Close() }()
	ping := time.NewTicker(s.opts.Ping)
	defer ping.Stop()
	for {
		var err error
		select {
		case v := <-k.out:
			if v == nil {
				_ = conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Second))
				return
			}
			err = conn.WriteJSON(v)
		case <-ping.C:
			err = conn.WriteControl(websocket.PingMessage, []byte("Ping from stand-in"), time.Now().Add(time.Second))
		case <-k.gone:
			return
		case <-s.ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}

// read takes acknowledgements until the socket ends.
func (s *Server) read(conn *websocket.Conn, k *socket) {
	defer s.leave(k)
	for {
		var ack struct {
			Envelope string          `json:"envelope_id"`
			Payload  json.RawMessage `json:"payload"`
		}
		if err := conn.ReadJSON(&ack); err != nil {
			return
		}
		s.mu.Lock()
		heard := s.sockets.acks[ack.Envelope]
		delete(s.sockets.acks, ack.Envelope)
		s.mu.Unlock()
		if heard != nil {
			heard <- ack.Payload
		}
	}
}

func (s *Server) leave(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	close(k.gone)
	s.drop(k)
	if k.greeted {
		s.sockets.stand--
	}
	s.touch()
}

// drop takes a socket out of the turn. The caller holds the lock.
func (s *Server) drop(k *socket) {
	s.sockets.open = slices.DeleteFunc(s.sockets.open, func(o *socket) bool { return o == k })
}

// overSocket is one attempt over one of the open sockets, whichever's turn it is (S: "any of the connections may receive
// an event"). The reason of the next attempt is "timeout" when no acknowledgement came in time.
func (s *Server) overSocket(kind string, try int, last string, body json.RawMessage) (reason string, again bool) {
	s.mu.Lock()
	if len(s.sockets.open) == 0 {
		s.mu.Unlock()
		return "connection_failed", true
	}
	s.sockets.next++
	k := s.sockets.open[s.sockets.next%len(s.sockets.open)]
	id := s.world.id("envelope-")
	heard := make(chan json.RawMessage, 1)
	s.sockets.acks[id] = heard
	s.mu.Unlock()
	late := time.NewTimer(s.patience())
	defer late.Stop()
	defer s.forget(id)
	select {
	case k.out <- map[string]any{"envelope_id": id, "type": kind, "accepts_response_payload": false, "retry_attempt": try, "retry_reason": last, "payload": body}:
	case <-k.gone:
		return "connection_failed", true
	case <-late.C:
		return "timeout", true
	case <-s.ctx.Done():
		return "connection_failed", false
	}
	select {
	case <-heard:
		return "", false
	case <-late.C:
		return "timeout", true
	case <-s.ctx.Done():
		return "connection_failed", false
	}
}

func (s *Server) forget(envelope string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sockets.acks, envelope)
}

// Sockets says how many sockets are open now, and how many ever were.
func (s *Server) Sockets() (open, ever int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sockets.open), s.sockets.opened
}

// Standing says how many sockets have not ended, counting those whose end was announced.
func (s *Server) Standing() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sockets.stand
}

// Refresh rotates the oldest socket: the app is told, hears nothing more on it, and after the notice it is closed (S:
// "disconnect", reason warning "about 10s" before, or refresh_requested). It says whether there was a socket.
func (s *Server) Refresh(reason string, notice time.Duration) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed || len(s.sockets.open) == 0 {
		return false
	}
	k := s.sockets.open[0]
	s.drop(k)
	k.out <- disconnect(reason)
	s.wg.Go(func() {
		s.pause(notice)
		select {
		case k.out <- nil:
		case <-k.gone:
		}
	})
	return true
}
