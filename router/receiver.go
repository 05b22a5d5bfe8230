package router

import (
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// mostDeputies is how far one looks: the deputy of a deputy, and so on; a circle ends there too.
const mostDeputies = 5

// received completes a transfer to an agent: it goes to the deputy of who is away (FCR-02), and to nobody below the level
// of the session's group (ORG-10) unless a superior says so.
func (r *Router) received(e sessions.Transferred, s sessions.State, although bool) (sessions.Transferred, error) {
	meant := r.people.agent(e.ToAgent)
	not := []desk.AgentID{desk.AgentID(e.Who())}
	if s.Holder != nil {
		not = append(not, s.Holder.Agent)
	}
	to := r.inPlaceOf(meant, not)
	if to.ID != meant.ID {
		e.Instead, e.ToAgent, e.Name = meant.ID, to.ID, to.Name
	}
	if to.Level < r.Level(s.Group) {
		if e.Below = although; !although {
			return e, belowLevel()
		}
	}
	e.Speciality = to.Speciality
	return e, nil
}

// inPlaceOf is who takes what is meant for an agent: that agent, or while he is away the nearest deputy who is there.
// With nobody there it stays with who was meant. Deputies in not are passed by: who passes it on, and who has it already.
func (r *Router) inPlaceOf(meant desk.Agent, not []desk.AgentID) desk.Agent {
	for a, n := meant, 0; n <= mostDeputies && a.ID != ""; a, n = r.people.agent(a.Deputy), n+1 {
		if a.Status != desk.StatusOffline && a.Status != desk.StatusAway && (n == 0 || !slices.Contains(not, a.ID)) {
			return a
		}
		if a.Deputy == "" {
			break
		}
	}
	return meant
}

// Level is the least experience that a group asks for (ORG-10); 0 = anybody's. One that nobody of the group has asks for
// nothing: its customers would wait for ever, and nobody is sent to a dead end (FCR-08).
func (r *Router) Level(g desk.GroupID) int {
	if r.o.Level == nil {
		return 0
	}
	want := r.o.Level(g)
	has := func(a desk.Agent) bool { return a.Level >= want && slices.Contains(a.Groups, g) }
	if want == 0 || !slices.ContainsFunc(r.people.list(), has) {
		return 0
	}
	return want
}

func belowLevel() error {
	return desk.Fail(desk.Conflict, "below_level", "the group asks for more experience: choose another colleague, or the group")
}
