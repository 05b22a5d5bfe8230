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
	if mode == "reply" {
		s.hub.o.Types(id, s.agent)
	}
	s.hub.viewing.publish(context.Background(), chatter{Node: s.hub.o.Node, Session: id, Agent: s.agent, Mode: mode})
	return true
}

// CustomerTypes tells the screens of this node that show the session that its customer is writing.
func (h *Hub) CustomerTypes(id desk.SessionID) {
	h.viewing.typed(chatter{Session: id, Mode: "customer"})
}

// typed tells the screens that show the session.
func (v *viewing) typed(c chatter) {
	var who *Person // nil = the customer
	if c.Agent != "" {
		who = v.h.roster.person(c.Agent)
	}
	f := frame(typingFrame{"typing", c.Session, who, c.Mode})
	for _, s := range v.h.all() {
		s.mu.Lock()
		if st := s.streams[c.Session]; st != nil && st.seen && s.agent != c.Agent {
			s.push(f)
		}
		s.mu.Unlock()
	}
}
