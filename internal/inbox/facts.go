package inbox

import (
	"encoding/json"
	"slices"
	"sync"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// facts is what a row needs of a session's state; the rest is skipped.
type facts struct {
	ByHand  bool              `json:"by_hand"`
	Last    desk.AgentID      `json:"last"`
	Waits   []sessions.Wait   `json:"waits"`
	Rules   string            `json:"rules"`
	Flying  []sessions.Flight `json:"in_flight"`
	Trouble []struct{}        `json:"trouble"`
	Ending  *sessions.Ending  `json:"ending"`
	Left    bool              `json:"left"`
	Raised  bool              `json:"raised"`
	Hits    int               `json:"hits"`
	Seen    *sessions.Seen    `json:"seen"`

	Holder   *sessions.Holder   `json:"holder"`
	Category string             `json:"category"`
	VIP      bool               `json:"vip"`
	Hint     string             `json:"hint"`
	Register string             `json:"register"`
	Flow     sessions.Flow      `json:"flow"`
	Asks     []sessions.Ask     `json:"asks"`
	Promises []sessions.Promise `json:"promises"`
	Aims     []sessions.Aim     `json:"aims"`
	Need     desk.Speciality    `json:"need"`
	Rating   *sessions.Rating   `json:"rating"`

	Allowance *sessions.Allowance `json:"allowance"`

	Mentioned []desk.AgentID `json:"mentioned"`
}

// open are the questions that wait for their answer, and those that something is owed because of; never nil.
func (f *facts) open() []sessions.Ask {
	out := []sessions.Ask{}
	for _, k := range f.Asks {
		if k.Waits() || k.OwedSince() != 0 {
			out = append(out, k)
		}
	}
	return out
}

// sending says whether an answer is on its way of which the network has not said that it took it: until then the clock runs
// (SLA-01).
func (f *facts) sending() bool {
	return slices.ContainsFunc(f.Flying, func(m sessions.Flight) bool { return m.Purpose == sessions.ForReply })
}

// readFacts never fails: a state that this version cannot read still has a row.
func readFacts(state []byte) facts {
	var f facts
	_ = json.Unmarshal(state, &f)
	return f
}

// standing is what decides who may see the session.
func (f *facts) standing(s *store.Session) access.Standing {
	return access.Standing{Phase: sessions.Phase(s.Phase), Group: s.Group, Holder: s.Holder, Owner: s.Owner, Last: f.Last, Asks: f.Asks, Promises: f.Promises, Mentioned: f.Mentioned}
}

// factsKept is how many sessions' facts are remembered, twice: a list is mostly what it was a moment ago, and reading
// 30 states is a fifth of the cost of a page. It is more than a house has open: what is looked through whole, in order, would else
// find nothing of what it left behind.
const factsKept = 12_288

// factsCache remembers facts by session and version; a version never changes. What was not asked for lately goes.
type factsCache struct {
	mu         sync.Mutex
	young, old map[desk.SessionID]known
}

type known struct {
	version int64
	facts   facts
}

// of gives the facts of a session. They are shared: do not change them.
func (c *factsCache) of(s *store.Session) facts {
	f, ok := c.remembered(s)
	if !ok {
		f = readFacts(s.State)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.keep(s.ID, known{s.Version, f})
	}
	return f
}

// remembered gives the facts of a session's version without its state; false where they are forgotten.
func (c *factsCache) remembered(s *store.Session) (facts, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.young[s.ID]
	if !ok {
		if k, ok = c.old[s.ID]; ok && k.version == s.Version {
			c.keep(s.ID, k)
		}
	}
	return k.facts, ok && k.version == s.Version
}

// keep is for who holds the lock.
func (c *factsCache) keep(id desk.SessionID, k known) {
	if c.young == nil || len(c.young) >= factsKept {
		c.young, c.old = make(map[desk.SessionID]known), c.young
	}
	c.young[id] = k
}
