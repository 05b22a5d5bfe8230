package router

import (
	"slices"
	"sync"
	"time"

	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions"
)

// attendance is when each person was last seen at a screen, for saying that nobody of a group is there (CHN-02). Like
// absence it judges nobody by what the live store forgot, nor by what it was not asked: after a flush, while it is away, after a
// start and after a standstill of this process, a grace time passes first.
type attendance struct {
	mu    sync.Mutex
	since time.Time                  // from when on the live store told us everything; zero = it never did
	last  time.Time                  // when it was asked last
	seen  map[desk.AgentID]time.Time // when each was seen last
}

// lookLate is how old the newest look at who is there may be: looks come every second, and one that did not come (the
// process stood still, the record was waited for) says nothing about anybody.
const lookLate = 5 * time.Second

func newAttendance() *attendance { return &attendance{seen: map[desk.AgentID]time.Time{}} }

// note keeps what the live store said; afresh when it does not say what it said before.
func (a *attendance) note(now time.Time, seen map[desk.AgentID]bool, afresh bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if afresh || a.since.IsZero() || now.Sub(a.last) > lookLate {
		a.since = now
	}
	a.last = now
	for id := range seen {
		a.seen[id] = now
	}
}

// blind says that nobody can be judged now. a.mu is held.
func (a *attendance) blind(now time.Time, grace time.Duration) bool {
	return a.since.IsZero() || now.Sub(a.since) < grace || now.Sub(a.last) > lookLate
}

// absent are the groups of which nobody who takes customers, and has the experience that level says they ask for, was at a
// screen within the grace time, sorted; none as long as nobody can be judged.
func (a *attendance) absent(now time.Time, grace time.Duration, groups []desk.GroupID, level func(desk.GroupID) int, people []desk.Agent) []desk.GroupID {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.blind(now, grace) {
		return nil
	}
	here := func(id desk.AgentID) bool {
		last, seen := a.seen[id]
		return seen && now.Sub(last) < grace
	}
	var out []desk.GroupID
	for _, g := range groups {
		least := level(g)
		serves := func(x desk.Agent) bool {
			return x.Level >= least && slices.Contains(x.Groups, g) && assign.Attends(x, here)
		}
		if !slices.ContainsFunc(people, serves) {
			out = append(out, g)
		}
	}
	slices.Sort(out)
	return out
}

// away says whether somebody was at no screen within the grace time; not as long as nobody can be judged.
func (a *attendance) away(now time.Time, grace time.Duration, id desk.AgentID) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.blind(now, grace) {
		return false
	}
	last, seen := a.seen[id]
	return !seen || now.Sub(last) >= grace
}

// absentFor is what the draft's next message of the customer says of it: nothing where the session's rules do not ask, or
// where it cannot follow that the customer is told.
func (r *Router) absentFor(d *draft) []desk.GroupID {
	if !d.rules.Nobody || d.s.Left || d.s.Phase == sessions.Serving || d.s.Phase == sessions.Closing {
		return nil
	}
	return r.present.absent(r.o.Now(), r.o.OfflineGrace(), r.o.Groups(), r.Level, r.people.list())
}
