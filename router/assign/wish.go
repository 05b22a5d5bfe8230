package assign

import (
	"cmp"
	"slices"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// leaning is an agent's speciality as a number (ORG-03).
type leaning int

const (
	technical leaning = iota
	theory
	allRound
	none
	leanings
)

func leaningOf(s desk.Speciality) leaning {
	switch s {
	case desk.SpecialityTechnical:
		return technical
	case desk.SpecialityTheory:
		return theory
	case desk.SpecialityAllRound:
		return allRound
	}
	return none
}

// best is who suits a session with a wish: that a lead takes it, or that those who left its customer waiting do not
// (RTE-08, RTE-13). A wish only puts the others behind: while anybody has room the customer is not kept waiting for it.
func (p *pool) best(w *live.Waiting) *seat {
	var found *seat
	for _, s := range p.members {
		if p.takes(s) && (found == nil || betterFor(w, s, found)) {
			found = s
		}
	}
	return found
}

func betterFor(w *live.Waiting, a, b *seat) bool {
	if x, y := misses(w, a), misses(w, b); x != y {
		return x < y
	}
	if x, y := a.load*b.agent.Capacity, b.load*a.agent.Capacity; x != y {
		return x < y
	}
	if a.given != b.given {
		return a.given < b.given
	}
	return cmp.Less(a.agent.ID, b.agent.ID)
}

// misses weighs which wishes the agent does not meet: having had it before most, then the rank, then the leaning.
func misses(w *live.Waiting, s *seat) int {
	n := 0
	if slices.Contains(w.Avoid, s.agent.ID) {
		n += 8
	}
	if w.Lead && !leads(s.agent.Rank) {
		n += 4
	}
	return n + unfit(w, s)
}

// unfit is how far the agent's leaning is from what the matter needs: 0 it is that, 1 all-round, 2 another.
func unfit(w *live.Waiting, s *seat) int {
	switch {
	case w.Need == "" || s.agent.Speciality == w.Need:
		return 0
	case s.agent.Speciality == desk.SpecialityAllRound:
		return 1
	}
	return 2
}

// leads says whether somebody of this rank answers for others.
func leads(r desk.Rank) bool {
	return r == desk.RankLead || r == desk.RankSupervisor || r == desk.RankManager
}

// against is why an agent with room was not chosen for a session with a wish.
func against(s, chosen *seat, w *live.Waiting, why reason) reason {
	switch {
	case slices.Contains(w.Avoid, s.agent.ID):
		return passed
	case w.Lead && !leads(s.agent.Rank):
		return below
	case unfit(w, s) > unfit(w, chosen):
		return apt
	}
	return why
}
