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
	Why     []string // candidates that were passed over, each with the reason: "name: reason"
}

// Pick matches waiting sessions, the most urgent first, with agents of their group who have room. Among those the one
// who had the customer last comes first (RTE-07), then the one with the smallest share of places taken, then the one
// who was given nothing for the longest time. An agent is never given more than the capacity (RTE-08), counting what
// this very call gives. here says who has an open screen.
func Pick(waiting []live.Waiting, agents []desk.Agent, here func(desk.AgentID) bool) []Choice {
	order := slices.Clone(waiting)
	slices.SortStableFunc(order, func(a, b live.Waiting) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Session, b.Session))
	})
	load := make(map[desk.AgentID]int, len(agents))
	given := make(map[desk.AgentID]int64, len(agents))
	for _, a := range agents {
		load[a.ID], given[a.ID] = a.Load, int64(a.LastGiven)
	}
	var out []Choice
	for n, w := range order {
		best, why := choose(w, agents, load, given, here)
		if best == nil {
			continue
		}
		load[best.ID]++
		given[best.ID] = 1<<62 + int64(n) // just now, in the order of this call
		out = append(out, Choice{Waiting: w, Agent: *best, Why: why})
	}
	return out
}

// mostReasons bounds what a decision keeps about those it passed over.
const mostReasons = 12

func choose(w live.Waiting, agents []desk.Agent, load map[desk.AgentID]int, given map[desk.AgentID]int64, here func(desk.AgentID) bool) (*desk.Agent, []string) {
	var best *desk.Agent
	var why []string
	pass := func(a *desk.Agent, reason string) {
		if a != nil && len(why) < mostReasons {
			why = append(why, a.Name+": "+reason)
		}
	}
	for i := range agents {
		a := &agents[i]
		if !a.In(w.Group) {
			continue // not a candidate at all
		}
		if reason := obstacle(a, load[a.ID], here); reason != "" {
			pass(a, reason)
			continue
		}
		if best == nil || better(a, best, w.Prefer, load, given) {
			pass(best, "another was less busy")
			best = a
			continue
		}
		pass(a, "another was less busy")
	}
	return best, why
}

// obstacle is why an agent of the group cannot be given anything; empty if nothing stands in the way.
func obstacle(a *desk.Agent, load int, here func(desk.AgentID) bool) string {
	switch {
	case a.Rank == desk.RankDepartment:
		return "may not write to customers"
	case a.Status != desk.StatusOnline:
		return string(a.Status)
	case !here(a.ID):
		return "no open screen"
	case load >= a.Capacity:
		return "full"
	}
	return ""
}

func better(a, b *desk.Agent, prefer desk.AgentID, load map[desk.AgentID]int, given map[desk.AgentID]int64) bool {
	if (a.ID == prefer) != (b.ID == prefer) {
		return a.ID == prefer
	}
	// load/capacity compared without division
	la, lb := load[a.ID]*b.Capacity, load[b.ID]*a.Capacity
	return cmp.Or(cmp.Compare(la, lb), cmp.Compare(given[a.ID], given[b.ID]), cmp.Compare(a.ID, b.ID)) < 0
}
