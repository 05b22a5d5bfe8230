package days

import (
	"slices"
	"testing"
	"time"

	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// TestFigures: what counts for a person, by the definitions of design ui.md 3.3: the own clock from the own beginning, one's own
// answers only, silence as the cap, nothing that is not decided yet.
func TestFigures(t *testing.T) {
	t.Parallel()
	const sec, base = 1000, 1_000_000 // a time of 0 is none
	type ev = timing.Event
	asked := func(at desk.Millis, seq int64) ev { return ev{At: at, Kind: timing.Asked, Seq: seq} }
	to := func(at desk.Millis, who desk.AgentID) ev { return ev{At: at, Kind: timing.Assigned, Agent: who} }
	says := func(at desk.Millis, who desk.AgentID, seq, answers int64) []ev {
		return []ev{{At: at, Kind: timing.Commanded, Agent: who, Seq: seq, Answers: answers}, {At: at, Kind: timing.Accepted, Seq: seq}}
	}
	opened := []ev{asked(0, 1), {At: 0, Kind: timing.Queued}}
	for name, c := range map[string]struct {
		events []ev
		now    desk.Millis
		want   Figures
	}{
		"answered in time by the own clock, though the customer waited longer": {append(append(slices.Clone(opened), to(50*sec, "me")), says(90*sec, "me", 2, 1)...), 100 * sec,
			Figures{Sessions: 1, First: 1, InTime: 1, Turns: 1, TookMS: 90_000}},
		"late":             {append(append(slices.Clone(opened), to(0, "me")), says(61*sec, "me", 2, 1)...), 100 * sec, Figures{Sessions: 1, First: 1, Turns: 1, TookMS: 61_000}},
		"not decided yet":  {append(slices.Clone(opened), to(0, "me")), 59 * sec, Figures{Sessions: 1}},
		"late and running": {append(slices.Clone(opened), to(0, "me")), 61 * sec, Figures{Sessions: 1, First: 1}},
		"given away in silence": {append(slices.Clone(opened), to(0, "me"), ev{At: 30 * sec, Kind: timing.Left, Agent: "me", Reason: "transferred"}, to(30*sec, "you")), 40 * sec,
			Figures{Sessions: 1, First: 1, Turns: 1, TookMS: 600_000}},
		"answered by somebody else": {append(append(slices.Clone(opened), to(0, "you")), says(5*sec, "you", 2, 1)...), 10 * sec, Figures{}},
		"nothing to answer":         {append(append(append(slices.Clone(opened), to(0, "you")), says(5*sec, "you", 2, 1)...), to(10*sec, "me")), 20 * sec, Figures{Sessions: 1}},
		"no question at all": {append(slices.Clone(opened), to(0, "me"), ev{At: 9 * sec, Kind: timing.Closed, Reason: timing.Invalid}), 10 * sec,
			Figures{Sessions: 1, Turns: 1, TookMS: 600_000}},
		"opened again": {slices.Concat(opened, []ev{to(0, "you")}, says(5*sec, "you", 2, 1), []ev{{At: 6 * sec, Kind: timing.Closed, Reason: "solved"}, {At: 20 * sec, Kind: timing.Reopened, Agent: "me"}, asked(30*sec, 3)},
			says(40*sec, "me", 4, 3)), 50 * sec, Figures{Turns: 1, TookMS: 10_000}},
		"the day before":  {append(append(slices.Clone(opened), to(0, "me")), says(2000*sec, "me", 2, 1)...), 2100 * sec, Figures{Sessions: 1, First: 1}},
		"needs no answer": {append(slices.Clone(opened), to(0, "me"), ev{At: 5 * sec, Kind: timing.Waived, Agent: "me", Answers: 1}), 10 * sec, Figures{Sessions: 1}},
	} {
		var f Figures
		for i := range c.events {
			c.events[i].At += base
		}
		f.add(timing.Measure(c.events, calendar.Calendar{}, timing.Defaults(), c.now+base), "me", span{base, base + 1000*sec}, time.Minute)
		if f != c.want {
			t.Errorf("%s: %+v, want %+v", name, f, c.want)
		}
	}
}
