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
// who had the customer last comes first (RTE-07), then who leans to what the matter needs (ORG-03), then the one with the
// smallest share of places taken, then the one who was given nothing for the longest time. An agent is never given more than the capacity (RTE-08), counting what
// this very call gives, and nothing in a group that asks for more experience (ORG-10). here says who has an open screen; it is
// asked once for each agent. level is what a group asks for; nil = no group asks for any.
func Pick(waiting []live.Waiting, agents []desk.Agent, here func(desk.AgentID) bool, level func(desk.GroupID) int) []Choice {
	d := seatAll(agents, here, level)
	queues := d.lineUp(waiting)
	out := make([]Choice, 0, min(d.room, len(waiting)))
	for p := mostUrgent(queues); p != nil; p = mostUrgent(queues) {
		w := p.waiting[0]
		p.waiting = p.waiting[1:]
		s, why := d.choose(w, p)
		if s == nil {
			p.waiting = nil // nobody of the group has room, and in this call nobody will
			continue
		}
		out = append(out, Choice{Waiting: *w, Agent: *s.agent, Why: p.passedOver(w, s, why)})
		s.take(len(out))
	}
	return out
}

// lineUp puts the sessions in front of their groups, the most urgent first. One whose group has no room is left out.
func (d *seats) lineUp(waiting []live.Waiting) []*pool {
	var out []*pool
	var p *pool
	for i := range waiting {
		w := &waiting[i]
		if i == 0 || w.Group != waiting[i-1].Group {
			p = d.pools[w.Group]
		}
		if p == nil || !p.room() {
			continue
		}
		if len(p.waiting) == 0 {
			out = append(out, p)
		}
		p.waiting = append(p.waiting, w)
	}
	for _, p := range out {
		if !slices.IsSortedFunc(p.waiting, urgency) { // a queue hands its head over in order
			slices.SortFunc(p.waiting, urgency)
		}
	}
	return out
}

func urgency(a, b *live.Waiting) int {
	if a.Rank != b.Rank {
		return cmp.Compare(a.Rank, b.Rank)
	}
	return cmp.Compare(a.Session, b.Session)
}

// mostUrgent is the group in front of which the most urgent session of all stands; nil when none waits any more.
func mostUrgent(queues []*pool) *pool {
	var best *pool
	for _, p := range queues {
		if len(p.waiting) > 0 && (best == nil || urgency(p.waiting[0], best.waiting[0]) < 0) {
			best = p
		}
	}
	return best
}
