package sessions_test

import (
	"errors"
	"slices"
	"testing"

	"firstline/internal/desk"
	"firstline/sessions"
)

// served is a session at anna's desk whose only question has an accepted answer.
func served(t *testing.T) *witness {
	t.Helper()
	w := asked(t)
	w.must(sessions.AgentReplied{At: morning() + 20_000, Agent: "anna", ClientID: "r"})
	w.must(sessions.DeliveryReported{At: morning() + 21_000, Seq: w.s.Seq, Delivery: desk.DeliverySent})
	return w
}

// asked is a session at anna's desk with a question that nobody has answered.
func asked(t *testing.T) *witness {
	t.Helper()
	w := newWitness(t, houseRules())
	w.must(sessions.CustomerWrote{At: morning(), Kind: desk.KindText, Opening: &sessions.Opening{Session: "s1",
		Address: desk.Address{Channel: "tg", Key: "7"}, Ordinal: 1, Rules: "house"}})
	w.must(sessions.Assigned{At: morning() + 1000, Agent: "anna", By: "system", Reason: "assigned"})
	return w
}

// must applies an event that may not be refused.
func (w *witness) must(e sessions.Event) []sessions.Effect {
	w.t.Helper()
	effects, err := w.apply(e)
	if err != nil {
		w.t.Fatalf("%s: %v", sessions.Kind(e), err)
	}
	return effects
}

func TestCloseTellsHowItEnded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		outcome, skip string
		answered      bool
		refusal       string
	}{
		{"answered, with the script", "solved", "", true, ""},
		{"no outcome", "", "", true, "no_outcome"},
		{"an outcome that nobody knows", "done", "", true, "unknown_outcome"},
		{"unanswered, with the script", "solved", "", false, "unanswered"},
		{"unanswered, with a reason", "invalid", "invalid", false, ""},
		{"a reason that is none", "solved", "no time", true, "unknown_reason"},
		{"unanswered, a reason that is none", "solved", "no time", false, "unknown_reason"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := map[bool]func(*testing.T) *witness{true: served, false: asked}[c.answered](t)
			_, err := w.apply(sessions.CloseRequested{At: morning() + 30_000, By: "anna", ClientID: "x", Outcome: c.outcome, Skip: c.skip})
			if got := codeOf(err); got != c.refusal {
				t.Errorf("got %q (%v), want %q", got, err, c.refusal)
			}
		})
	}
}

// codeOf is the code of a refusal; empty when there was none.
func codeOf(err error) string {
	var fail *desk.Error
	if errors.As(err, &fail) {
		return fail.Code
	}
	return ""
}

// TestEveryReasonCloses: whatever of the listed reasons is given, a session can always be closed, even unanswered.
// Shows SCR-02.
func TestEveryReasonCloses(t *testing.T) {
	t.Parallel()
	for _, skip := range sessions.Skips() {
		for _, outcome := range sessions.Outcomes() {
			w := asked(t)
			w.must(sessions.CloseRequested{At: morning() + 30_000, By: "anna", ClientID: "x", Outcome: outcome, Skip: skip})
			if w.s.Phase != sessions.Closed || w.s.Ending.Closing.Skipped != skip {
				t.Errorf("%s, %s: %+v", outcome, skip, w.s.Ending)
			}
		}
	}
}

func TestReasonsAreDistinct(t *testing.T) {
	t.Parallel()
	for _, list := range [][]string{sessions.Skips(), sessions.Outcomes()} {
		sorted := slices.Sorted(slices.Values(list))
		if len(slices.Compact(sorted)) != len(list) || slices.Contains(list, "") {
			t.Errorf("twice or empty: %q", list)
		}
	}
}
