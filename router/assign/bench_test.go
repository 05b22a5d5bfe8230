package assign_test

import (
	"fmt"
	"testing"

	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions/live"
)

// department is 500 agents in three groups and 5,000 waiting sessions; free is how many places each agent has left.
func department(free int) ([]live.Waiting, []desk.Agent) {
	groups := []desk.GroupID{"service", "order", "complaint"}
	agents := make([]desk.Agent, 500)
	for i := range agents {
		agents[i] = desk.Agent{ID: desk.AgentID(fmt.Sprintf("01890a5d-ac96-774b-bcce-%012d", i)), Name: fmt.Sprintf("客服%03d", i), Rank: desk.RankAgent,
			Status: desk.StatusOnline, Capacity: 5, Load: 5 - free, LastGiven: desk.Millis(1_000_000 + i*7919%500), Groups: groups[i%3 : i%3+1]}
		if i%10 == 0 {
			agents[i].Groups = groups
		}
	}
	waiting := make([]live.Waiting, 5000)
	for i := range waiting {
		g := i * 3 / len(waiting) // group by group, as the queues give them
		waiting[i] = live.Waiting{Session: desk.SessionID(fmt.Sprintf("01890a5d-ac96-774b-bccf-%012d", i)), Group: groups[g],
			Rank: int64(i%(len(waiting)/3))*1000 + int64(g), Prefer: agents[i*31%500].ID}
	}
	return waiting, agents
}

// BenchmarkPick is one decision over 500 agents and 5,000 waiting sessions. 0 places is the usual case on a busy day.
func BenchmarkPick(b *testing.B) {
	everybody := func(desk.AgentID) bool { return true }
	for _, free := range []int{0, 1, 5} {
		b.Run(fmt.Sprintf("places=%d", free*500), func(b *testing.B) {
			waiting, agents := department(free)
			b.ReportAllocs()
			for b.Loop() {
				if got := assign.Pick(waiting, agents, everybody, nil); len(got) != free*500 {
					b.Fatalf("%d choices", len(got))
				}
			}
		})
	}
}
