package assign_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions/live"
)

func everybody(desk.AgentID) bool { return true }

// agent is somebody online in the service group with room for three.
func agent(id string, change ...func(*desk.Agent)) desk.Agent {
	a := desk.Agent{ID: desk.AgentID(id), Name: id, Rank: desk.RankAgent, Status: desk.StatusOnline, Capacity: 3, Groups: []desk.GroupID{"service"}}
	for _, f := range change {
		f(&a)
	}
	return a
}

func load(n, of int) func(*desk.Agent)           { return func(a *desk.Agent) { a.Load, a.Capacity = n, of } }
func given(at desk.Millis) func(*desk.Agent)     { return func(a *desk.Agent) { a.LastGiven = at } }
func status(s desk.Status) func(*desk.Agent)     { return func(a *desk.Agent) { a.Status = s } }
func rank(r desk.Rank) func(*desk.Agent)         { return func(a *desk.Agent) { a.Rank = r } }
func in(gs ...desk.GroupID) func(*desk.Agent)    { return func(a *desk.Agent) { a.Groups = gs } }
func prefer(id desk.AgentID) func(*live.Waiting) { return func(w *live.Waiting) { w.Prefer = id } }

// waits is a session that stands in the service queue since the given second.
func waits(id string, rank int64, change ...func(*live.Waiting)) live.Waiting {
	w := live.Waiting{Session: desk.SessionID(id), Group: "service", Rank: rank}
	for _, f := range change {
		f(&w)
	}
	return w
}

func to(g desk.GroupID) func(*live.Waiting) { return func(w *live.Waiting) { w.Group = g } }

// said writes choices as "session→agent".
func said(cs []assign.Choice) string {
	var out []string
	for _, c := range cs {
		out = append(out, fmt.Sprintf("%s→%s", c.Waiting.Session, c.Agent.ID))
	}
	return strings.Join(out, " ")
}

// TestPick shows RTE-07, RTE-08, RTE-12, ORG-02.
func TestPick(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		agents  []desk.Agent
		waiting []live.Waiting
		want    string
	}{
		{"nobody waits", []desk.Agent{agent("anna")}, nil, ""},
		{"nobody works", nil, []live.Waiting{waits("s1", 1)}, ""},
		{"the smallest share of places taken", []desk.Agent{agent("anna", load(2, 4)), agent("ben", load(1, 3))}, []live.Waiting{waits("s1", 1)}, "s1→ben"},
		{"a share, not a number", []desk.Agent{agent("anna", load(1, 2)), agent("ben", load(2, 5))}, []live.Waiting{waits("s1", 1)}, "s1→ben"},
		{"idle for the longest time", []desk.Agent{agent("anna", given(200)), agent("ben", given(100)), agent("chen", given(300))}, []live.Waiting{waits("s1", 1)}, "s1→ben"},
		{"never given anything", []desk.Agent{agent("anna", given(200)), agent("ben")}, []live.Waiting{waits("s1", 1)}, "s1→ben"},
		{"all equal: always the same one", []desk.Agent{agent("ben"), agent("anna")}, []live.Waiting{waits("s1", 1)}, "s1→anna"},
		{"who had the customer before, though busier", []desk.Agent{agent("anna", load(2, 3)), agent("ben")}, []live.Waiting{waits("s1", 1, prefer("anna"))}, "s1→anna"},
		{"who had the customer before is full", []desk.Agent{agent("anna", load(3, 3)), agent("ben")}, []live.Waiting{waits("s1", 1, prefer("anna"))}, "s1→ben"},
		{"who had the customer before is away", []desk.Agent{agent("anna", status(desk.StatusAway)), agent("ben")}, []live.Waiting{waits("s1", 1, prefer("anna"))}, "s1→ben"},
		{"who had the customer before is in another group now", []desk.Agent{agent("anna", in("order")), agent("ben", load(2, 3))}, []live.Waiting{waits("s1", 1, prefer("anna"))}, "s1→ben"},
		{"who had the customer before is gone", []desk.Agent{agent("ben")}, []live.Waiting{waits("s1", 1, prefer("anna"))}, "s1→ben"},
		{"busy takes nothing new", []desk.Agent{agent("anna", status(desk.StatusBusy)), agent("ben")}, []live.Waiting{waits("s1", 1, prefer("anna"))}, "s1→ben"},
		{"draining takes nothing new", []desk.Agent{agent("anna", status(desk.StatusDraining))}, []live.Waiting{waits("s1", 1)}, ""},
		{"offline", []desk.Agent{agent("anna", status(desk.StatusOffline))}, []live.Waiting{waits("s1", 1)}, ""},
		{"a department seat writes to no customer", []desk.Agent{agent("anna", rank(desk.RankDepartment))}, []live.Waiting{waits("s1", 1)}, ""},
		{"no capacity", []desk.Agent{agent("anna", load(0, 0))}, []live.Waiting{waits("s1", 1)}, ""},
		{"taken over beyond capacity", []desk.Agent{agent("anna", load(4, 3))}, []live.Waiting{waits("s1", 1)}, ""},
		{"other groups wait for their own", []desk.Agent{agent("anna")}, []live.Waiting{waits("s1", 1, to("order")), waits("s2", 2)}, "s2→anna"},
		{"the longest wait first, whatever the order given", []desk.Agent{agent("anna", load(2, 3))}, []live.Waiting{waits("s1", 3), waits("s2", 1), waits("s3", 2)}, "s2→anna"},
		{"equal waits by session", []desk.Agent{agent("anna", load(2, 3))}, []live.Waiting{waits("s2", 1), waits("s1", 1)}, "s1→anna"},
		{"round the table", []desk.Agent{agent("anna", given(2)), agent("ben", given(1))},
			[]live.Waiting{waits("s1", 1), waits("s2", 2), waits("s3", 3), waits("s4", 4)}, "s1→ben s2→anna s3→ben s4→anna"},
		{"as many as there are places", []desk.Agent{agent("anna", load(1, 3)), agent("ben", load(2, 3))},
			[]live.Waiting{waits("s1", 1), waits("s2", 2), waits("s3", 3), waits("s4", 4)}, "s1→anna s2→ben s3→anna"},
		{"one place, two groups: the longer wait", []desk.Agent{agent("anna", load(2, 3), in("service", "order"))},
			[]live.Waiting{waits("s1", 2), waits("s2", 1, to("order"))}, "s2→anna"},
		{"a place given through one group is gone in the other", []desk.Agent{agent("anna", in("service", "order")), agent("ben", load(1, 3), in("order"))},
			[]live.Waiting{waits("s1", 1), waits("s2", 2, to("order")), waits("s3", 3, to("order"))}, "s1→anna s2→ben s3→anna"},
		{"a group named twice counts once", []desk.Agent{agent("anna", load(2, 3), in("service", "service"))}, []live.Waiting{waits("s1", 1), waits("s2", 2)}, "s1→anna"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := said(assign.Pick(c.waiting, c.agents, everybody, nil)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestPickNeedsAScreen(t *testing.T) {
	t.Parallel()
	got := assign.Pick([]live.Waiting{waits("s1", 1)}, []desk.Agent{agent("anna"), agent("ben", load(2, 3))}, func(id desk.AgentID) bool { return id == "ben" }, nil)
	if said(got) != "s1→ben" {
		t.Errorf("got %q", said(got))
	}
}

// TestWhy: a decision can be explained afterwards: each candidate of the group with the reason, those of others never.
func TestWhy(t *testing.T) {
	t.Parallel()
	agents := []desk.Agent{agent("anna", load(3, 3)), agent("ben", status(desk.StatusAway)), agent("chen"), agent("ding", load(1, 3)),
		agent("emma", in("order")), agent("fang"), agent("guo", rank(desk.RankDepartment))}
	here := func(id desk.AgentID) bool { return id != "fang" }
	for _, c := range []struct {
		name    string
		waiting live.Waiting
		want    []string
	}{
		{"less busy", waits("s1", 1), []string{"anna: full", "ben: away", "ding: another was less busy", "fang: no open screen", "guo: may not write to customers"}},
		{"had the customer", waits("s1", 1, prefer("ding")), []string{"anna: full", "ben: away", "chen: another had the customer before", "fang: no open screen", "guo: may not write to customers"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := assign.Pick([]live.Waiting{c.waiting}, agents, here, nil)
			if len(got) != 1 {
				t.Fatalf("%d choices", len(got))
			}
			if diff := cmp.Diff(c.want, got[0].Why); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhyIsBounded(t *testing.T) {
	t.Parallel()
	waiting, agents := department(1)
	for _, c := range assign.Pick(waiting, agents, everybody, nil) {
		if len(c.Why) != 12 {
			t.Fatalf("%s: %d reasons", c.Waiting.Session, len(c.Why))
		}
		for _, line := range c.Why {
			if strings.HasPrefix(line, c.Agent.Name+":") {
				t.Fatalf("the chosen one is passed over: %s", line)
			}
		}
	}
}

func avoid(ids ...desk.AgentID) func(*live.Waiting) { return func(w *live.Waiting) { w.Avoid = ids } }
func leaning(s desk.Speciality) func(*desk.Agent)   { return func(a *desk.Agent) { a.Speciality = s } }
func needs(s desk.Speciality) func(*live.Waiting)   { return func(w *live.Waiting) { w.Need = s } }
func wantsLead(w *live.Waiting)                     { w.Lead = true }

// TestWishes: who was silent is asked last, a raised session goes to a lead; a wish that cannot be met keeps nobody waiting.
// Shows ORG-03, RTE-02, RTE-13.
func TestWishes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		agents  []desk.Agent
		waiting live.Waiting
		want    string
		why     []string
	}{
		{"who was silent comes last", []desk.Agent{agent("anna"), agent("ben", load(2, 3))}, waits("s1", 1, avoid("anna")), "s1→ben",
			[]string{"anna: has had this session already"}},
		{"even if the customer knows her", []desk.Agent{agent("anna"), agent("ben", load(2, 3))}, waits("s1", 1, avoid("anna"), prefer("anna")), "s1→ben",
			[]string{"anna: has had this session already"}},
		{"but rather than nobody", []desk.Agent{agent("anna"), agent("ben", load(3, 3))}, waits("s1", 1, avoid("anna")), "s1→anna", []string{"ben: full"}},
		{"a lead first", []desk.Agent{agent("anna"), agent("lily", rank(desk.RankLead), load(2, 3))}, waits("s1", 1, wantsLead), "s1→lily",
			[]string{"anna: a lead was asked"}},
		{"a supervisor leads too", []desk.Agent{agent("anna"), agent("su", rank(desk.RankSupervisor), load(2, 3))}, waits("s1", 1, wantsLead), "s1→su",
			[]string{"anna: a lead was asked"}},
		{"no lead has room: a colleague who was not silent", []desk.Agent{agent("anna"), agent("ben", load(1, 3)), agent("lily", rank(desk.RankLead), load(3, 3))},
			waits("s1", 1, wantsLead, avoid("anna")), "s1→ben", []string{"anna: has had this session already", "lily: full"}},
		{"a technical agent for a technical fault", []desk.Agent{agent("anna", leaning(desk.SpecialityTheory)), agent("tina", leaning(desk.SpecialityTechnical), load(2, 3)), agent("max", leaning(desk.SpecialityAllRound))},
			waits("s1", 1, needs(desk.SpecialityTechnical)), "s1→tina", []string{"anna: another suits the matter better", "max: another suits the matter better"}},
		{"an all-round one when they are full", []desk.Agent{agent("anna", leaning(desk.SpecialityTheory)), agent("tina", leaning(desk.SpecialityTechnical), load(3, 3)), agent("max", leaning(desk.SpecialityAllRound), load(2, 3))},
			waits("s1", 1, needs(desk.SpecialityTechnical)), "s1→max", []string{"anna: another suits the matter better", "tina: full"}},
		{"anybody rather than nobody", []desk.Agent{agent("anna", leaning(desk.SpecialityTheory)), agent("ben", load(1, 3))},
			waits("s1", 1, needs(desk.SpecialityTechnical)), "s1→anna", []string{"ben: another was less busy"}},
		{"who gave it back is asked after one of another leaning", []desk.Agent{agent("anna", leaning(desk.SpecialityTheory)), agent("tina", leaning(desk.SpecialityTechnical))},
			waits("s1", 1, needs(desk.SpecialityTechnical), avoid("tina")), "s1→anna", []string{"tina: has had this session already"}},
		{"a silent lead after everybody else", []desk.Agent{agent("anna"), agent("lily", rank(desk.RankLead))}, waits("s1", 1, wantsLead, avoid("lily")), "s1→anna",
			[]string{"lily: has had this session already"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := assign.Pick([]live.Waiting{c.waiting}, c.agents, everybody, nil)
			if said(got) != c.want {
				t.Fatalf("got %q, want %q", said(got), c.want)
			}
			if d := cmp.Diff(c.why, got[0].Why); d != "" {
				t.Errorf("why (-want +got):\n%s", d)
			}
		})
	}
}

func level(n int) func(*desk.Agent) { return func(a *desk.Agent) { a.Level = n } }

// TestLevel: who is less experienced than the group asks for is passed over whatever else speaks for them, and a session
// rather waits (ORG-10).
func TestLevel(t *testing.T) {
	t.Parallel()
	asks := func(g desk.GroupID) int { return map[desk.GroupID]int{"service": 2}[g] }
	for _, c := range []struct {
		name    string
		agents  []desk.Agent
		waiting live.Waiting
		want    string
		why     []string
	}{
		{"the experienced one, though busier", []desk.Agent{agent("anna"), agent("ben", level(2), load(2, 3))}, waits("s1", 1), "s1→ben", []string{"anna: below the level of the group"}},
		{"even if the customer knows her", []desk.Agent{agent("anna", level(1)), agent("ben", level(3))}, waits("s1", 1, prefer("anna")), "s1→ben", []string{"anna: below the level of the group"}},
		{"also where a lead is wanted", []desk.Agent{agent("anna", rank(desk.RankLead)), agent("ben", level(2))}, waits("s1", 1, wantsLead), "s1→ben", []string{"anna: below the level of the group"}},
		{"rather nobody", []desk.Agent{agent("anna", level(1)), agent("ben", level(2), load(3, 3))}, waits("s1", 1), "", nil},
		{"another group asks for nothing", []desk.Agent{agent("anna", in("order"))}, waits("s1", 1, to("order")), "s1→anna", []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := assign.Pick([]live.Waiting{c.waiting}, c.agents, everybody, asks)
			if said(got) != c.want {
				t.Fatalf("got %q, want %q", said(got), c.want)
			}
			if len(got) > 0 {
				if d := cmp.Diff(c.why, got[0].Why); d != "" {
					t.Errorf("why (-want +got):\n%s", d)
				}
			}
		})
	}
}
