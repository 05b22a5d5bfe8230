package inbox

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/desk"
)

// topicViewing carries who looks at what and who is typing, between the hubs of all nodes. It has no offsets: what is
// lost is replaced within viewingEvery.
const topicViewing = "viewing"

const (
	viewingEvery = 10 * time.Second
	viewingTTL   = 3 * viewingEvery
)

// chatter is one message on topicViewing.
type chatter struct {
	Node    string                            `json:"node"`
	Viewing map[desk.SessionID][]desk.AgentID `json:"viewing,omitempty"` // what is shown on that node; nobody = empty
	Whole   bool                              `json:"whole,omitempty"`   // replaces all that the node said before
	Ask     bool                              `json:"ask,omitempty"`     // a node that has just come wants to know
	Session desk.SessionID                    `json:"session,omitempty"` // where somebody types
	Agent   desk.AgentID                      `json:"agent,omitempty"`
	Mode    string                            `json:"mode,omitempty"`
}

// viewing knows who looks at which session. Silent ranks are never told (ui.md 1.1).
type viewing struct {
	h     *Hub
	dirty atomic.Bool // some screen of this node shows something else now
	whole atomic.Bool // another node has asked
	ask   atomic.Bool // this node has to ask

	// Only tick uses these.
	said   map[desk.SessionID][]desk.AgentID
	saidAt time.Time

	mu    sync.Mutex
	nodes map[string]*nodeView
}

type nodeView struct {
	at      time.Time
	viewing map[desk.SessionID][]desk.AgentID
}

func newViewing(h *Hub) *viewing {
	v := &viewing{h: h, nodes: map[string]*nodeView{}}
	v.ask.Store(true)
	return v
}

// touch says that some screen on this node shows something else now.
func (v *viewing) touch() { v.dirty.Store(true) }

// tick tells the other hubs what has changed, and everything from time to time.
func (v *viewing) tick(ctx context.Context, sockets []*socket) {
	now := v.h.o.Now()
	c := chatter{Node: v.h.o.Node, Ask: v.ask.Swap(false)}
	c.Whole = v.whole.Swap(false) || c.Ask || now.Sub(v.saidAt) >= viewingEvery && (len(sockets) > 0 || len(v.said) > 0)
	if !v.dirty.Swap(false) && !c.Whole {
		return
	}
	current := shownBy(sockets)
	if c.Viewing = current; !c.Whole {
		c.Viewing = changes(v.said, current)
	} else {
		v.saidAt = now
		for id := range v.expire(now) {
			v.show(id)
		}
	}
	v.said = current
	if c.Whole || len(c.Viewing) > 0 {
		v.publish(ctx, c)
	}
}

// looking takes what is before the person's eyes: a session that the screen follows, or none while the page is hidden.
func (s *socket) looking(id desk.SessionID) bool {
	if id != "" && !isID(string(id)) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks = &id
	s.hub.viewing.touch()
	return true
}

// expire forgets nodes that have not said anything for long, and gives what was shown there.
func (v *viewing) expire(now time.Time) map[desk.SessionID]bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	gone := map[desk.SessionID]bool{}
	for node, n := range v.nodes {
		if now.Sub(n.at) <= viewingTTL {
			continue
		}
		for id := range n.viewing {
			gone[id] = true
		}
		delete(v.nodes, node)
	}
	return gone
}

// shownBy is which sessions the sockets show, each with who looks.
func shownBy(sockets []*socket) map[desk.SessionID][]desk.AgentID {
	out := map[desk.SessionID][]desk.AgentID{}
	for _, s := range sockets {
		s.mu.Lock()
		if !s.viewer.Can(access.Silent) && !s.ended {
			for id, st := range s.streams {
				if st.seen && (s.looks == nil || *s.looks == id) && !slices.Contains(out[id], s.agent) {
					out[id] = append(out[id], s.agent)
				}
			}
		}
		s.mu.Unlock()
	}
	for _, agents := range out {
		slices.Sort(agents)
	}
	return out
}

func changes(before, after map[desk.SessionID][]desk.AgentID) map[desk.SessionID][]desk.AgentID {
	out := map[desk.SessionID][]desk.AgentID{}
	for id, agents := range after {
		if !slices.Equal(before[id], agents) {
			out[id] = agents
		}
	}
	for id := range before {
		if _, still := after[id]; !still {
			out[id] = []desk.AgentID{}
		}
	}
	return out
}

func (v *viewing) publish(ctx context.Context, c chatter) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	b, err := json.Marshal(c)
	if err != nil {
		v.h.log.Error("chatter cannot be encoded", zap.Error(err))
		return
	}
	_ = v.h.o.Live.Publish(ctx, topicViewing, b) // nothing depends on it
}

// heard takes what any node says, this one included.
func (v *viewing) heard(payload []byte) {
	if payload == nil {
		v.ask.Store(true)
		return
	}
	var c chatter
	if err := json.Unmarshal(payload, &c); err != nil {
		v.h.log.Warn("chatter cannot be read", zap.Error(err))
		return
	}
	if c.Session != "" {
		v.typed(c)
		return
	}
	if c.Ask && c.Node != v.h.o.Node {
		v.whole.Store(true)
	}
	for id := range v.take(c) {
		v.show(id)
	}
}

// take remembers what a node shows and gives the sessions for which that has changed.
func (v *viewing) take(c chatter) map[desk.SessionID][]desk.AgentID {
	v.mu.Lock()
	defer v.mu.Unlock()
	n := v.nodes[c.Node]
	if n == nil {
		n = &nodeView{viewing: map[desk.SessionID][]desk.AgentID{}}
		v.nodes[c.Node] = n
	}
	n.at = v.h.o.Now()
	changed := c.Viewing
	if c.Whole {
		changed = changes(n.viewing, c.Viewing)
		clear(n.viewing)
	}
	for id, agents := range c.Viewing {
		if n.viewing[id] = agents; len(agents) == 0 {
			delete(n.viewing, id)
		}
	}
	return changed
}

// show tells the screens that show a session who else does.
func (v *viewing) show(id desk.SessionID) {
	looking := v.looking(id)
	for _, s := range v.h.all() {
		s.mu.Lock()
		if st := s.streams[id]; st != nil && st.seen {
			s.push(v.frame(id, looking, s.agent))
		}
		s.mu.Unlock()
	}
}

// looking are the people who have the session open, on all nodes.
func (v *viewing) looking(id desk.SessionID) []desk.AgentID {
	v.mu.Lock()
	defer v.mu.Unlock()
	all := map[desk.AgentID]bool{}
	for _, n := range v.nodes {
		for _, a := range n.viewing[id] {
			all[a] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// frame names everybody who looks but the one who is told.
func (v *viewing) frame(id desk.SessionID, looking []desk.AgentID, self desk.AgentID) []byte {
	others := make([]*Person, 0, len(looking))
	for _, a := range looking {
		if a != self {
			others = append(others, v.h.roster.person(a))
		}
	}
	return frame(viewingFrame{"viewing", id, others})
}
