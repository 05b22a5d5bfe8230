package schedule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions"
	"firstline/sessions/live"
)

// world is one schedule under way.
type world struct {
	rng    *rand.Rand
	rules  sessions.Rules
	now    desk.Millis
	agents []desk.Agent // as the record has them
	all    []*session
	nodes  [2]view
	books  books
	trace  []string
	wrong  string // the first thing that was
}

// session is a row of the record: a state whose version only ever grows.
type session struct{ s sessions.State }

// view is what a node believes, and what it has decided by it and not landed yet.
type view struct {
	agents  []desk.Agent
	waiting []live.Waiting
	states  map[desk.SessionID]sessions.State
	choices []assign.Choice
}

func newWorld(rng *rand.Rand, rules sessions.Rules) *world {
	w := &world{rng: rng, rules: rules, now: 1_000_000, books: newBooks()}
	for i := range 2 + rng.IntN(4) {
		w.agents = append(w.agents, w.person(i))
	}
	for i := range w.nodes {
		w.look(i)
	}
	return w
}

func (w *world) person(i int) desk.Agent {
	a := desk.Agent{ID: desk.AgentID(fmt.Sprintf("a%d", i)), Rank: desk.RankAgent, Status: desk.StatusOnline, Capacity: w.rng.IntN(3), Epoch: 1}
	a.Name = string(a.ID)
	a.Speciality = []desk.Speciality{desk.SpecialityTechnical, desk.SpecialityTheory, desk.SpecialityAllRound}[w.rng.IntN(3)]
	for _, g := range groups() {
		if w.rng.IntN(2) == 0 {
			a.Groups = append(a.Groups, g)
		}
	}
	switch w.rng.IntN(8) {
	case 0:
		a.Rank = desk.RankLead
	case 1:
		a.Rank = desk.RankDepartment
	}
	return a
}

func groups() []desk.GroupID { return []desk.GroupID{"service", "order", "complaint"} }

// rules are drawn: with offers and without, with silence and without.
func drawRules(rng *rand.Rand) sessions.Rules {
	r := sessions.Rules{Version: "r", FirstReply: time.Minute, NextReply: time.Minute, ReopenWindow: time.Hour, DefaultGroup: "service", Zone: time.UTC,
		Hops: rng.IntN(3), Complaint: "complaint", Repeat: 2 * time.Minute, Reopen: sessions.ReopenHandlers}
	if rng.IntN(2) == 0 {
		r.Offer = 20 * time.Second
	}
	if rng.IntN(2) == 0 {
		r.Silence = time.Minute
	}
	r.Categories = []sessions.Category{{ID: "order", Group: "order"}, {ID: "dispute", Group: "complaint", Flow: sessions.FlowDispute, Bonus: bonus},
		{ID: "fault", Need: desk.SpecialityTechnical, Flow: sessions.FlowFault}}
	return r
}

const bonus = 5 * time.Minute

func (w *world) note(format string, args ...any) {
	w.trace = append(w.trace, fmt.Sprintf(format, args...))
}

func (w *world) fail(format string, args ...any) {
	if w.wrong == "" {
		w.wrong = fmt.Sprintf(format, args...)
	}
}

func (w *world) agent(id desk.AgentID) *desk.Agent {
	i := slices.IndexFunc(w.agents, func(a desk.Agent) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return &w.agents[i]
}

// commit is the record's one statement: the session moves if nobody was faster, and a place is taken if there is one under
// the epoch that the decision knew.
func (w *world) commit(x *session, from int64, events ...sessions.Event) bool {
	if x.s.Version != from {
		return false
	}
	next := x.s
	var effects []sessions.Effect
	for _, e := range events {
		after, fs, err := sessions.Apply(w.rules, next, e)
		if err != nil {
			return false
		}
		next, effects = after, append(effects, fs...)
	}
	place, free := moves(effects)
	if place != nil && !w.occupy(*place) {
		return false
	}
	if a := w.agent(free); a != nil && a.Load > 0 {
		a.Load--
	}
	x.s = next
	for _, e := range events {
		w.books.note(w, x.s.ID, e)
	}
	return true
}

// moves are the place that effects take and the one that they free; taking comes last.
func moves(effects []sessions.Effect) (place *sessions.Occupy, free desk.AgentID) {
	for _, f := range effects {
		switch f := f.(type) {
		case sessions.Occupy:
			place = &f
		case sessions.Release:
			free = f.Agent
		}
	}
	return place, free
}

func (w *world) occupy(o sessions.Occupy) bool {
	a := w.agent(o.Agent)
	if a == nil || o.Epoch != 0 && o.Epoch != a.Epoch || a.Load >= a.Capacity && !o.Force {
		return false
	}
	a.Load++
	a.LastGiven = w.now
	return true
}
