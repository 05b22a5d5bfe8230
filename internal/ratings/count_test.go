package ratings

import (
	"fmt"
	"slices"
	"testing"

	"firstline/internal/desk"
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
