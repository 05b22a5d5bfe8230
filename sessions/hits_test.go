package sessions_test

import (
	"testing"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestHitsAreCounted: listed phrases count when their text leaves. One that was noted before there were levels counts for
// nothing, so that a session of that day is what it was. Shows QA-07, FBD-01.
func TestHitsAreCounted(t *testing.T) {
	t.Parallel()
	say := func(s sessions.State, at desk.Millis, id string, hits ...sessions.Hit) sessions.State {
		t.Helper()
		next, _, err := sessions.Apply(sessions.Rules{}, s, sessions.AgentReplied{At: at, Agent: "mei", ClientID: id, Hits: hits, Words: sessions.Words{Text: "x"}})
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	s := sessions.State{ID: "s", Phase: sessions.Serving, Accepts: true, Owner: "mei", Holder: &sessions.Holder{Agent: "mei"}, Version: 1, Seq: 1}
	s = say(s, 1, "a", sessions.Hit{Rule: "negative.but", List: "1", Action: "warn"})
	if s.Hits != 0 {
		t.Errorf("a hit of before counts: %d", s.Hits)
	}
	s = say(s, 2, "b", sessions.Hit{Rule: "negative.but", List: "2", Action: "warn", Level: "negative"}, sessions.Hit{Rule: "forbidden.know", List: "2", Action: "ask", Level: "forbidden"})
	if s = say(s, 3, "c"); s.Hits != 2 {
		t.Errorf("%d hits, want 2", s.Hits)
	}
}
