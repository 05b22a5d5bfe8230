package inbox

import (
	"context"
	"time"

	"firstline/internal/desk"
)

// typingEvery is how often one screen's typing is passed on; what comes faster is dropped.
const typingEvery = time.Second

// typing passes on that somebody writes in a session that his screen shows. It carries no offset and is never repeated.
func (s *socket) typing(id desk.SessionID, mode string) bool {
	if mode != "reply" && mode != "note" {
		return false
	}
	now := s.hub.o.Now()
	s.mu.Lock()
	st := s.streams[id]
	shown := st != nil && st.seen
	s.mu.Unlock()
	if !shown || now.Sub(s.typedAt) < typingEvery {
		return true
	}
	s.typedAt = now
	s.hub.viewing.publish(context.Background(), chatter{Node: s.hub.o.Node, Session: id, Agent: s.agent, Mode: mode})
	return true
}

// typed tells the screens that show the session.
func (v *viewing) typed(c chatter) {
	f := frame(typingFrame{"typing", c.Session, v.h.roster.person(c.Agent), c.Mode})
	for _, s := range v.h.all() {
		s.mu.Lock()
		if st := s.streams[c.Session]; st != nil && st.seen && s.agent != c.Agent {
			s.push(f)
		}
		s.mu.Unlock()
	}
}
