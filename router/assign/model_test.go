package assign_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions/live"
)

func TestMain(m *testing.M) {
	flag.Parse()
	asked := map[string]bool{}
	flag.Visit(func(f *flag.Flag) { asked[f.Name] = true })
	for name, value := range map[string]string{"rapid.checks": "2000", "rapid.nofailfile": "true"} {
		if !asked[name] {
			_ = flag.Set(name, value) // both flags are there: rapid is linked in
		}
	}
	os.Exit(m.Run())
}

// TestPickLikeTheModel holds Pick against the plain way of saying it: for each session, the most urgent first, look at
// everybody and take the best. What must hold of any decision is checked besides.
func TestPickLikeTheModel(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		agents, waiting := anyAgents(t), anyQueue(t)
		present := rapid.MapOf(rapid.SampledFrom(ids()), rapid.Just(true)).Draw(t, "present")
		here := func(id desk.AgentID) bool { return present[id] }
		keptAgents, keptQueue := fmt.Sprint(agents), fmt.Sprint(waiting)
		got := assign.Pick(waiting, agents, here, asked)
		if want := model(waiting, agents, here); said(got) != said(want) {
			t.Fatalf("got  %s\nwant %s", said(got), said(want))
		}
		if fmt.Sprint(agents) != keptAgents || fmt.Sprint(waiting) != keptQueue {
			t.Fatalf("what was given has been changed")
		}
		allowed(t, got, agents, here)
		inTurn(t, got, waiting)
	})
}

func ids() []desk.AgentID { return []desk.AgentID{"a", "b", "c", "d", "e", "f"} }

func anyAgents(t *rapid.T) []desk.Agent {
	var out []desk.Agent
	group := rapid.SampledFrom([]desk.GroupID{"service", "order", "complaint"})
	for _, id := range ids()[:rapid.IntRange(0, len(ids())).Draw(t, "agents")] {
		out = append(out, desk.Agent{ID: id, Name: string(id),
			Speciality: rapid.SampledFrom([]desk.Speciality{"", desk.SpecialityTechnical, desk.SpecialityTheory, desk.SpecialityAllRound}).Draw(t, "speciality"),
			Rank:       rapid.SampledFrom([]desk.Rank{desk.RankAgent, desk.RankAgent, desk.RankAgent, desk.RankLead, desk.RankDepartment}).Draw(t, "rank"),
			Status:     rapid.SampledFrom([]desk.Status{desk.StatusOnline, desk.StatusOnline, desk.StatusOnline, desk.StatusAway, desk.StatusDraining, desk.StatusOffline, desk.StatusBusy}).Draw(t, "status"),
			Level:      rapid.IntRange(0, 2).Draw(t, "level"),
			Groups:     rapid.SliceOfN(group, 0, 3).Draw(t, "groups"),
			Capacity:   rapid.IntRange(0, 4).Draw(t, "capacity"), Load: rapid.IntRange(0, 4).Draw(t, "load"),
			LastGiven: desk.Millis(rapid.Int64Range(0, 3).Draw(t, "given"))})
	}
	return out
}

func anyQueue(t *rapid.T) []live.Waiting {
	var out []live.Waiting
	for i := range rapid.IntRange(0, 12).Draw(t, "waiting") {
		out = append(out, live.Waiting{Session: desk.SessionID(fmt.Sprintf("s%02d", i)), Rank: rapid.Int64Range(0, 5).Draw(t, "rank"),
			Group:  rapid.SampledFrom([]desk.GroupID{"service", "order", "complaint", "nobody's"}).Draw(t, "group"),
			Need:   rapid.SampledFrom([]desk.Speciality{"", "", desk.SpecialityTechnical, desk.SpecialityTheory}).Draw(t, "need"),
			Prefer: rapid.SampledFrom(append(ids(), "")).Draw(t, "prefer")})
	}
	return out
}

// model is the rule without any thought of speed.
func model(waiting []live.Waiting, agents []desk.Agent, here func(desk.AgentID) bool) []assign.Choice {
	agents, waiting = slices.Clone(agents), slices.Clone(waiting)
	slices.SortFunc(waiting, func(a, b live.Waiting) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Session, b.Session))
	})
	var out []assign.Choice
	for _, w := range waiting {
		var best *desk.Agent
		for i := range agents {
			if a := &agents[i]; may(*a, w.Group, here) && (best == nil || before(*a, *best, w)) {
				best = a
			}
		}
		if best == nil {
			continue
		}
		out = append(out, assign.Choice{Waiting: w, Agent: *best})
		best.Load++
		best.LastGiven = desk.Millis(1_000 + len(out))
	}
	return out
}

// asked is the level of each group of the model (ORG-10).
func asked(g desk.GroupID) int { return map[desk.GroupID]int{"order": 1, "complaint": 2}[g] }

func may(a desk.Agent, g desk.GroupID, here func(desk.AgentID) bool) bool {
	return a.In(g) && a.Level >= asked(g) && a.Rank != desk.RankDepartment && a.Status == desk.StatusOnline && here(a.ID) && a.Load < a.Capacity
}

func before(a, b desk.Agent, w live.Waiting) bool {
	fits := func(x desk.Agent) int { // 0 the customer knows them and they can do it, then by leaning
		switch {
		case x.ID == w.Prefer && (w.Need == "" || x.Speciality == w.Need || x.Speciality == desk.SpecialityAllRound):
			return 0
		case w.Need == "" || x.Speciality == w.Need:
			return 1
		case x.Speciality == desk.SpecialityAllRound:
			return 2
		}
		return 3
	}
	share := func(x desk.Agent) float64 { return float64(x.Load) / float64(x.Capacity) }
	return cmp.Or(cmp.Compare(fits(a), fits(b)), cmp.Compare(share(a), share(b)), cmp.Compare(a.LastGiven, b.LastGiven), cmp.Compare(a.ID, b.ID)) < 0
}

// allowed: nobody beyond capacity, nobody outside the group, nobody who is busy, away, draining or without a screen.
func allowed(t *rapid.T, got []assign.Choice, agents []desk.Agent, here func(desk.AgentID) bool) {
	load := map[desk.AgentID]int{}
	for _, a := range agents {
		load[a.ID] = a.Load
	}
	once := map[desk.SessionID]bool{}
	for _, c := range got {
		a := c.Agent
		a.Load = load[a.ID]
		if !may(a, c.Waiting.Group, here) || once[c.Waiting.Session] {
			t.Fatalf("%s may not get %s", a.ID, c.Waiting.Session)
		}
		load[a.ID]++
		once[c.Waiting.Session] = true
	}
}

// inTurn: within a group nobody is served before somebody who has waited longer.
func inTurn(t *rapid.T, got []assign.Choice, waiting []live.Waiting) {
	served := map[desk.SessionID]bool{}
	last := map[desk.GroupID]int64{}
	for _, c := range got {
		served[c.Waiting.Session] = true
		last[c.Waiting.Group] = max(last[c.Waiting.Group], c.Waiting.Rank)
	}
	for _, w := range waiting {
		if at, some := last[w.Group]; some && !served[w.Session] && w.Rank < at {
			t.Fatalf("%s has waited longer than one that was served", w.Session)
		}
	}
}
