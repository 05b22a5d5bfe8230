package assign

import (
	"container/heap"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// seats are the agents at their desks, while one call of Pick gives work out.
type seats struct {
	by    map[desk.AgentID]*seat
	pools map[desk.GroupID]*pool
	room  int // places free at the beginning
	level func(desk.GroupID) int
}

// seat is one agent with what this call has given.
type seat struct {
	agent  *desk.Agent
	load   int
	given  int64  // when a session was last assigned; later than any time for what this call gives
	barred string // why nothing can be given, whatever the load; empty if nothing stands in the way
	lines  [reasons]string
}

// pool is one group: everybody in it, those with room (the next to be given something on top), and who waits for them.
type pool struct {
	members []*seat
	free    [leanings]places
	waiting []*live.Waiting
	level   int // the least experience (ORG-10)
}

// seatAll finds out who can be given anything.
func seatAll(agents []desk.Agent, here func(desk.AgentID) bool, level func(desk.GroupID) int) *seats {
	d := &seats{by: make(map[desk.AgentID]*seat, len(agents)), pools: map[desk.GroupID]*pool{}, level: level}
	all := make([]seat, len(agents))
	for i := range agents {
		a := &agents[i]
		s := &all[i]
		*s = seat{agent: a, load: a.Load, given: int64(a.LastGiven), barred: barred(a, here)}
		d.by[a.ID] = s
		if !s.full() && s.barred == "" {
			d.room += a.Capacity - a.Load
		}
		for _, g := range a.Groups {
			d.join(g, s)
		}
	}
	for _, p := range d.pools {
		for i := range p.free {
			heap.Init(&p.free[i])
		}
	}
	return d
}

func (d *seats) join(g desk.GroupID, s *seat) {
	p := d.pools[g]
	if p == nil {
		p = &pool{}
		if d.level != nil {
			p.level = d.level(g)
		}
		d.pools[g] = p
	}
	if n := len(p.members); n > 0 && p.members[n-1] == s {
		return // named twice
	}
	p.members = append(p.members, s)
	if p.takes(s) {
		at := leaningOf(s.agent.Speciality)
		p.free[at] = append(p.free[at], place{s, s.load, s.given})
	}
}

// Serves says whether an agent takes new customers at all, whatever the load. here is that of Pick.
func Serves(a desk.Agent, here func(desk.AgentID) bool) bool { return barred(&a, here) == "" }

// Attends says whether an agent is there for customers, now or in a while: who is busy takes nobody, but comes back to them.
func Attends(a desk.Agent, here func(desk.AgentID) bool) bool {
	if a.Status == desk.StatusBusy {
		a.Status = desk.StatusOnline
	}
	return Serves(a, here)
}

// barred is why an agent cannot be given anything at all; empty if nothing stands in the way.
func barred(a *desk.Agent, here func(desk.AgentID) bool) string {
	switch {
	case a.Rank == desk.RankDepartment:
		return "may not write to customers"
	case a.Status != desk.StatusOnline:
		return string(a.Status)
	case !here(a.ID):
		return "no open screen"
	}
	return ""
}

// takes says whether something of the group can be given to the agent.
func (p *pool) takes(s *seat) bool { return s.barred == "" && !s.full() && s.agent.Level >= p.level }

func (s *seat) full() bool { return s.load >= s.agent.Capacity }

// take gives the n-th session of this call to the agent.
func (s *seat) take(n int) { s.load, s.given = s.load+1, 1<<62+int64(n) }

// reason is why an agent is passed over.
type reason int

const (
	busier   reason = iota // had room, but another was less busy
	stranger               // had room, but another had the customer before
	passed                 // left this customer without an answer before
	apt                    // another leans to what the matter is about
	below                  // a lead was wanted
	junior                 // the group asks for more experience
	full
	barredHere
	reasons
)

// choose gives the agent for a session of the group, and why the others with room are passed over; nil when nobody has
// room.
func (d *seats) choose(w *live.Waiting, p *pool) (*seat, reason) {
	if w.Lead || len(w.Avoid) > 0 {
		return p.best(w), busier
	}
	if s := d.by[w.Prefer]; s != nil && p.takes(s) && s.agent.In(w.Group) && unfit(w, s) < 2 {
		return s, stranger
	}
	return p.next(w.Need), busier
}

// next is who has the smallest share of places taken; among equals who was given nothing for the longest time. For a
// matter that needs somebody of a leaning it is one of those, then an all-round agent, then anybody (ORG-03): nobody is kept
// waiting for a wish.
func (p *pool) next(need desk.Speciality) *seat {
	if need != "" {
		for _, at := range []leaning{leaningOf(need), allRound} {
			if top := p.free[at].first(); top != nil {
				return top.seat
			}
		}
	}
	var best *place
	for i := range p.free {
		if top := p.free[i].first(); top != nil && (best == nil || top.before(best)) {
			best = top
		}
	}
	if best == nil {
		return nil
	}
	return best.seat
}

// room says whether anybody of the group has any.
func (p *pool) room() bool {
	for i := range p.free {
		if len(p.free[i]) > 0 {
			return true
		}
	}
	return false
}

// first is the top of the heap, nil when it is empty. What an agent got through another group makes the place stale; it
// only ever gets worse, so it is enough to look at the top.
func (h *places) first() *place {
	for len(*h) > 0 {
		top := &(*h)[0]
		switch {
		case top.full():
			heap.Pop(h)
		case top.known != top.load:
			top.known, top.since = top.load, top.given
			heap.Fix(h, 0)
		default:
			return top
		}
	}
	return nil
}

// mostReasons bounds what a decision keeps about those it passed over.
const mostReasons = 12

// passedOver names the colleagues of the chosen one; the first few are enough to explain a decision.
func (p *pool) passedOver(w *live.Waiting, chosen *seat, why reason) []string {
	out := make([]string, 0, min(mostReasons, len(p.members)-1))
	for _, s := range p.members {
		why := why
		if s == chosen {
			continue
		}
		why = against(s, chosen, w, why)
		if s.agent.Level < p.level {
			why = junior
		}
		if len(out) == mostReasons {
			break
		}
		out = append(out, s.line(why))
	}
	return out
}

// line says why the agent is not chosen; why holds for those who could have been. Lines repeat a lot, so they are kept.
func (s *seat) line(why reason) string {
	switch {
	case s.barred != "":
		why = barredHere
	case s.full() && why != junior:
		why = full
	}
	if s.lines[why] == "" {
		s.lines[why] = s.agent.Name + ": " + [reasons]string{"another was less busy", "another had the customer before", "has had this session already", "another suits the matter better", "a lead was asked", "below the level of the group", "full", s.barred}[why]
	}
	return s.lines[why]
}

// place is an agent with room as a group knew one when it last looked.
type place struct {
	*seat
	known int
	since int64
}

// places is a heap of those with room.
type places []place

func (h places) Len() int      { return len(h) }
func (h places) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h places) Less(i, j int) bool {
	return h[i].before(&h[j])
}

// before says who of two is given something first.
func (a *place) before(b *place) bool {
	// Shares are compared without division; ids only where all else is equal, for they are long.
	if la, lb := a.known*b.agent.Capacity, b.known*a.agent.Capacity; la != lb {
		return la < lb
	}
	if a.since != b.since {
		return a.since < b.since
	}
	return a.agent.ID < b.agent.ID
}

// Push is never called: all places are there from the beginning.
func (h *places) Push(x any) { *h = append(*h, x.(place)) }

// Pop implements heap.Interface.
func (h *places) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
