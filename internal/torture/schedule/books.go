package schedule

import (
	"slices"

	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions"
	"firstline/sessions/live"
)

// books say who has what, from what was done alone: who was given a session has it until it is passed on, put back, taken
// over or closed.
type books struct {
	holder map[desk.SessionID]desk.AgentID
	turns  int // decisions that were looked at
}

func newBooks() books { return books{holder: map[desk.SessionID]desk.AgentID{}} }

// note books one thing that was done, and refuses what must never be.
func (b *books) note(w *world, id desk.SessionID, e sessions.Event) {
	switch e := e.(type) {
	case sessions.Assigned:
		b.given(w, id, e)
	case sessions.Transferred:
		delete(b.holder, id)
		if e.ToAgent != "" {
			b.sits(w, id, e.ToAgent, false)
		}
	case sessions.Reopened:
		b.sits(w, id, e.By, false)
	case sessions.Returned, sessions.CloseRequested:
		delete(b.holder, id)
	}
}

func (b *books) given(w *world, id desk.SessionID, e sessions.Assigned) {
	had := b.holder[id]
	if had == e.Agent { // who was offered it accepts
		return
	}
	if had != "" && !e.Over {
		w.fail("%s was given to %s while %s had it", id, e.Agent, had)
	}
	if e.By == "system" {
		b.allowed(w, id, e)
	}
	delete(b.holder, id)
	b.sits(w, id, e.Agent, e.Over)
}

// allowed: a machine gives only to who is online, serves customers and is of the group, at this very moment.
func (b *books) allowed(w *world, id desk.SessionID, e sessions.Assigned) {
	a, x := w.agent(e.Agent), w.session(id)
	if a.Status != desk.StatusOnline || a.Rank == desk.RankDepartment || !slices.Contains(a.Groups, x.s.Group) {
		w.fail("%s of %s was given to %s, who is %s %s of %v", id, x.s.Group, a.ID, a.Status, a.Rank, a.Groups)
	}
}

// sits puts the session on a desk; only a person who takes it over may do so beyond the desk's capacity.
func (b *books) sits(w *world, id desk.SessionID, who desk.AgentID, over bool) {
	b.holder[id] = who
	if over {
		return
	}
	n := 0
	for _, h := range b.holder {
		if h == who {
			n++
		}
	}
	if a := w.agent(who); n > a.Capacity && !b.beyond(w, who, n) {
		w.fail("%s has %d sessions and room for %d", who, n, a.Capacity)
	}
}

// beyond says whether the agent was over the capacity already, by having taken over.
func (b *books) beyond(w *world, who desk.AgentID, n int) bool { return n-1 > w.agent(who).Capacity }

// settled: what the states say is what the books say, and the places taken are the sessions held.
func (b *books) settled(w *world) {
	held := map[desk.AgentID]int{}
	for _, x := range w.all {
		got := desk.AgentID("")
		if x.s.Holder != nil {
			got = x.s.Holder.Agent
			held[got]++
		}
		if got != b.holder[x.s.ID] {
			w.fail("%s is with %q, by the books with %q", x.s.ID, got, b.holder[x.s.ID])
		}
	}
	for _, a := range w.agents {
		if a.Load != held[a.ID] {
			w.fail("%s has %d places taken and %d sessions", a.ID, a.Load, held[a.ID])
		}
	}
}

// inTurn: among sessions of a group that want the same, none is passed over for one that has waited less. (Who wants
// somebody else may be luckier.)
func (b *books) inTurn(w *world, waiting []live.Waiting, got []assign.Choice) {
	served := map[desk.SessionID]bool{}
	for _, c := range got {
		if served[c.Waiting.Session] {
			w.fail("%s was given twice in one decision", c.Waiting.Session)
		}
		served[c.Waiting.Session] = true
	}
	for _, c := range got {
		b.turns++
		for _, o := range waiting {
			if o.Group == c.Waiting.Group && !served[o.Session] && o.Rank < c.Waiting.Rank {
				w.fail("%s was served before %s, who counts as having waited longer in %s", c.Waiting.Session, o.Session, o.Group)
			}
		}
	}
}
