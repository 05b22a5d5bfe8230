package ratings

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestCount: the last answer of a session counts, 4 and 5 are satisfied, whose closes they were, and what misses the target
// (SAT-01, SLA-02).
func TestCount(t *testing.T) {
	t.Parallel()
	by := func(session, agent string, at desk.Millis, score int) Said {
		return Said{Session: desk.SessionID(session), Agent: desk.AgentID(agent), Name: "Name " + agent, At: at, Score: score}
	}
	for name, x := range map[string]struct {
		said      []Said
		target    int
		rated     int
		satisfied int
		scores    [5]int
		missed    bool
		agents    string
		order     []desk.SessionID
	}{
		"nobody answered":        {nil, 90, 0, 0, [5]int{}, false, "[]", nil},
		"without a target":       {[]Said{by("s", "a", 1, 1)}, 0, 1, 0, [5]int{1}, false, "[a 0/1]", []desk.SessionID{"s"}},
		"three is not satisfied": {[]Said{by("s", "a", 1, 3), by("t", "a", 2, 4)}, 50, 2, 1, [5]int{0, 0, 1, 1}, false, "[a 1/2]", []desk.SessionID{"t", "s"}},
		"a little too few":       {[]Said{by("s", "a", 1, 3), by("t", "a", 2, 4)}, 51, 2, 1, [5]int{0, 0, 1, 1}, true, "[a 1/2]", []desk.SessionID{"t", "s"}},
		"thought better of":      {[]Said{by("s", "a", 1, 1), by("s", "a", 2, 5)}, 100, 1, 1, [5]int{4: 1}, false, "[a 1/1]", []desk.SessionID{"s"}},
		"thought worse of":       {[]Said{by("s", "a", 1, 5), by("s", "b", 2, 2)}, 1, 1, 0, [5]int{0, 1}, true, "[b 0/1]", []desk.SessionID{"s"}},
		"of two, by name":        {[]Said{by("s", "b", 1, 5), by("t", "a", 1, 2)}, 50, 2, 1, [5]int{0, 1, 0, 0, 1}, false, "[a 0/1 b 1/1]", []desk.SessionID{"s", "t"}},
	} {
		got := count(x.said, 9, x.target)
		agents := []string{}
		for _, a := range got.Agents {
			agents = append(agents, fmt.Sprintf("%s %d/%d", a.Agent, a.Satisfied, a.Rated))
		}
		var order []desk.SessionID
		for _, r := range got.Ratings {
			order = append(order, r.Session)
		}
		if got.Asked != 9 || got.Rated != x.rated || got.Satisfied != x.satisfied || got.Scores != x.scores || got.Missed != x.missed || fmt.Sprint(agents) != x.agents || !slices.Equal(order, x.order) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestCountLists: what is too much to list is counted all the same.
func TestCountLists(t *testing.T) {
	t.Parallel()
	said := make([]Said, MostRatings+1)
	for i := range said {
		said[i] = Said{Session: desk.SessionID(fmt.Sprint(i)), Agent: "a", At: desk.Millis(i), Score: 5}
	}
	got := count(said, int64(len(said)), 0)
	if got.Rated != len(said) || len(got.Ratings) != MostRatings || got.Ratings[0].At != MostRatings {
		t.Errorf("%d rated, %d listed, the first of %d", got.Rated, len(got.Ratings), got.Ratings[0].At)
	}
}

// TestTold: what is said beside the score is counted of whose close it was and of the group, by the answer that counts; who says nothing of
// the matter is in none of its shares (ui.md 1.15).
func TestTold(t *testing.T) {
	t.Parallel()
	by := func(session, agent, group string, score int, solved sessions.Solved, reasons ...string) Said {
		return Said{Session: desk.SessionID(session), Agent: desk.AgentID(agent), Name: agent, Group: desk.GroupID(group), Score: score, Solved: solved, Reasons: reasons}
	}
	got := count([]Said{
		by("s", "ann", "service", 1, sessions.SolvedNo, "slow"), // thought better of
		by("s", "ann", "service", 4, sessions.SolvedPartly, "unclear", "slow", "unclear"),
		by("t", "ann", "order", 5, sessions.SolvedYes),
		by("u", "ben", "order", 2, sessions.SolvedNo, "slow"),
		by("v", "ben", "order", 3, ""),
	}, 5, 0)
	ann := Part{2, 2, Beside{1, 1, 0, []ReasonCount{{"slow", 1}, {"unclear", 1}}}}
	want := Satisfaction{Part: Part{4, 2, Beside{1, 1, 1, []ReasonCount{{"slow", 2}, {"unclear", 1}}}},
		Agents: []AgentShare{{"ann", "ann", ann}, {"ben", "ben", Part{2, 0, Beside{0, 0, 1, []ReasonCount{{"slow", 1}}}}}},
		Groups: []GroupShare{{"order", Part{3, 1, Beside{1, 0, 1, []ReasonCount{{"slow", 1}}}}}, {"service", Part{1, 1, Beside{0, 1, 0, ann.Told.Reasons}}}}}
	if d := cmp.Diff([]any{want.Part, want.Agents, want.Groups}, []any{got.Part, got.Agents, got.Groups}); d != "" {
		t.Error(d)
	}
	if got := count(nil, 0, 0); !cmp.Equal(got.Told, Beside{Reasons: []ReasonCount{}}) || got.Agents == nil || got.Groups == nil {
		t.Errorf("of nothing: %+v", got)
	}
}
