package sessions_test

import (
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestRatesUntil: an answer counts for as long as the rules say, and may be changed for a time after the first; rules from before keep
// to the time in which a message continues the session (SAT-01).
func TestRatesUntil(t *testing.T) {
	t.Parallel()
	const closed = desk.Millis(1_000_000)
	old := sessions.Rules{ReopenWindow: time.Hour}
	now := sessions.Rules{ReopenWindow: time.Hour, RatedFor: 48 * time.Hour, Rerate: 10 * time.Minute}
	for name, x := range map[string]struct {
		rules  sessions.Rules
		rating *sessions.Rating
		phase  sessions.Phase
		want   desk.Millis
	}{
		"not asked":                {now, nil, sessions.Closed, 0},
		"open again":               {now, &sessions.Rating{}, sessions.Queued, 0},
		"two days":                 {now, &sessions.Rating{}, sessions.Closed, closed.Add(48 * time.Hour)},
		"changed for ten minutes":  {now, &sessions.Rating{Score: 1, First: closed + 5}, sessions.Closed, (closed + 5).Add(10 * time.Minute)},
		"never longer than it is":  {now, &sessions.Rating{Score: 1, First: closed.Add(48*time.Hour - time.Minute)}, sessions.Closed, closed.Add(48 * time.Hour)},
		"rules from before":        {old, &sessions.Rating{Score: 1}, sessions.Closed, closed.Add(time.Hour)},
		"and never where it stops": {sessions.Rules{}, &sessions.Rating{}, sessions.Closed, 0},
	} {
		if got := sessions.RatesUntil(x.rules, sessions.State{Phase: x.phase, ClosedAt: closed, Rating: x.rating}); got != x.want {
			t.Errorf("%s: until %d, want %d", name, got, x.want)
		}
	}
}

// TestRated: the first answer's time stays, the last answer counts, and what is no answer is refused.
func TestRated(t *testing.T) {
	t.Parallel()
	rules := sessions.Rules{Version: "v", ReopenWindow: time.Hour, RatedFor: time.Hour, Rerate: time.Minute, FirstReply: time.Minute, NextReply: time.Minute}
	s := sessions.State{ID: "s", Phase: sessions.Closed, Rules: "v", Version: 5, ClosedAt: 10, Rating: &sessions.Rating{AskedAt: 10}}
	say := func(e sessions.Rated) error {
		next, _, err := sessions.Apply(rules, s, e)
		if err == nil {
			s = next
		}
		return err
	}
	before := *s.Rating
	first := s.Rating
	for _, e := range []sessions.Rated{{At: 20, Score: 1, Solved: sessions.SolvedNo, Reasons: []string{"slow"}}, {At: 30, Score: 4, Solved: sessions.SolvedYes}} {
		if err := say(e); err != nil {
			t.Fatal(err)
		}
	}
	if r := s.Rating; r.Score != 4 || r.First != 20 || r.At != 30 || r.Solved != sessions.SolvedYes || r.Reasons != nil || first.Score != before.Score {
		t.Errorf("rated %+v, and the state before %+v", r, first)
	}
	for _, e := range []sessions.Rated{{At: 40, Score: 6}, {At: 40, Score: 5, Solved: "maybe"}, {At: 40, Score: 5, Reasons: make([]string, 9)}, {At: 40, Score: 5, Reasons: []string{""}}} {
		if say(e) == nil {
			t.Errorf("%+v was taken", e)
		}
	}
}
