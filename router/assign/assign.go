// Package assign decides who gets a waiting session: a pure function over the waiting sessions and the agents. It
// refuses to look at a clock, a store or a network; whether a place is still free when the decision is committed is
// for the commit to check.
package assign

import (
	"cmp"
	"slices"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// Choice gives one session to one agent.
type Choice struct {
	Waiting live.Waiting
	Agent   desk.Agent
	Why     []string // candidates that were passed over, each with the reason: "name: reason"; the first few
}

// Pick matches waiting sessions, the most urgent first, with agents of their group who have room. Among those the one
// who had the customer last comes first (RTE-07), then the one with the smallest share of places taken, then the one
// who was given nothing for the longest time. An agent is never given more than the capacity (RTE-08), counting what
// this very call gives. here says who has an open screen; it is asked once for each agent.
func Pick(waiting []live.Waiting, agents []desk.Agent, here func(desk.AgentID) bool) []Choice {
	d := seatAll(agents, here)
	lines := d.lines(waiting)
	out := make([]Choice, 0, min(d.room, len(waiting)))
	for l := first(lines); l != nil; l = first(lines) {
		w := l.waiting[0]
		l.waiting = l.waiting[1:]
		s, why := d.choose(w, l.pool)
		if s == nil {
			l.waiting = nil // nobody of the group has room, and in this call nobody will
			continue
		}
		out = append(out, Choice{Waiting: *w, Agent: *s.agent, Why: l.pool.passedOver(s, why)})
		s.take(len(out))
	}
	return out
}

// line is what waits in front of one group, the most urgent first.
type line struct {
	pool    *pool
	waiting []*live.Waiting
}

// lines puts the sessions in front of their groups; one whose group has nobody waits on.
func (d *seats) lines(waiting []live.Waiting) []*line {
	by := map[desk.GroupID]*line{}
	var out []*line
	for i := range waiting {
		w := &waiting[i]
		l := by[w.Group]
		if l == nil {
			p := d.pools[w.Group]
			if p == nil {
				continue
			}
			l = &line{pool: p}
			by[w.Group], out = l, append(out, l)
		}
		l.waiting = append(l.waiting, w)
	}
	for _, l := range out {
		if !slices.IsSortedFunc(l.waiting, urgent) { // a queue hands its head over in order
			slices.SortFunc(l.waiting, urgent)
		}
	}
	return out
}

func urgent(a, b *live.Waiting) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Session, b.Session))
}

// first is the line with the most urgent session of all; nil when nothing waits any more.
func first(lines []*line) *line {
	var best *line
	for _, l := range lines {
		if len(l.waiting) > 0 && (best == nil || urgent(l.waiting[0], best.waiting[0]) < 0) {
			best = l
		}
	}
	return best
}
