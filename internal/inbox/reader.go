package inbox

import (
	"encoding/json"
	"time"

	"github.com/gorilla/websocket"

	"firstline/internal/desk"
)

// The bounds on what a client may say (S-LM1).
const (
	frameMost   = 64 << 10
	streamsMost = 32
	saidBurst   = 60               // frames at once
	saidEvery   = time.Second / 20 // and one more each
)

// read takes frames until the connection ends, then closes it.
func (s *socket) read() {
	defer func() {
		s.shut(0, "")
		_ = s.conn.Close()
	}()
	s.conn.SetReadLimit(frameMost)
	for {
		if !s.stillWanted() {
			return
		}
		kind, body, err := s.conn.ReadMessage()
		if err != nil {
			return
		}
		if kind != websocket.TextMessage || !s.heard.allow(s.hub.o.Now()) || !s.hear(body) {
			s.shut(CodeBadFrame, CodeBadFrame.reason())
			s.drain()
			return
		}
	}
}

// stillWanted sets how long the client may be silent; a socket that says goodbye has its own deadline.
func (s *socket) stillWanted() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		_ = s.conn.SetReadDeadline(time.Now().Add(2*s.hub.o.PingEvery + 5*time.Second))
	}
	return !s.ended || s.code != 0
}

// drain waits for the answer to the close frame, so that closing with unread data does not cut the frame off.
func (s *socket) drain() {
	_ = s.conn.SetReadDeadline(time.Now().Add(farewell))
	for {
		if _, _, err := s.conn.NextReader(); err != nil {
			return
		}
	}
}

// hear takes one frame; false means that the client does not speak our protocol.
func (s *socket) hear(body []byte) bool {
	var f said
	if err := json.Unmarshal(body, &f); err != nil {
		return false
	}
	switch f.Op {
	case "hello":
		return s.hello(f.hello)
	case "looking":
		return s.looking(f.Session)
	case "typing":
		return s.typing(f.Session, f.Mode)
	case "pong":
		return true
	}
	return false
}

// hello replaces what the screen shows. Nothing is read here: the writer does it, in order.
func (s *socket) hello(h hello) bool {
	if !h.List.View.Valid() || !h.List.Sieve.Valid() || h.List.Limit < 1 || h.List.Limit > MaxRows || len(h.Sessions) > streamsMost {
		return false
	}
	for id, version := range h.Sessions {
		if !isID(string(id)) || version < 0 {
			return false
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	first := s.list == nil
	if first {
		s.push(frame(welcomeFrame{"welcome", s.hub.epoch, desk.At(s.hub.o.Now()), s.me}))
		if agents := s.hub.agents.Load(); agents != nil {
			s.push(*agents)
		}
		if targets := s.hub.targets.Load(); targets != nil {
			s.push(*targets)
		}
	}
	if first || s.list.view != h.List.View || s.list.sieve != h.List.Sieve || s.list.limit != h.List.Limit {
		s.list = newListing(h.List.View, h.List.Sieve, h.List.Limit)
		s.refreshList()
	}
	if first {
		s.tellTroubles(s.hub.troubles.Load())
	}
	s.restream(h)
	s.hub.viewing.touch()
	return true
}

// restream starts the streams afresh. Versions of another database mean nothing here.
func (s *socket) restream(h hello) {
	foreign := h.Epoch != "" && h.Epoch != s.hub.epoch
	s.streams = make(map[desk.SessionID]*stream, len(h.Sessions))
	for id, version := range h.Sessions {
		if foreign {
			s.push(frame(resyncFrame{"resync", id}))
			continue
		}
		st := &stream{version: version}
		s.streams[id] = st
		s.refreshStream(id, st)
	}
}

// meter allows a burst of frames and then a steady trickle.
type meter struct {
	at    time.Time
	spent float64
}

func (m *meter) allow(now time.Time) bool {
	m.spent = max(0, m.spent-float64(now.Sub(m.at))/float64(saidEvery)) + 1
	m.at = now
	return m.spent <= saidBurst
}
