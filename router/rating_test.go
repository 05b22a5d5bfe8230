package router

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestSurveyRates: the answers of a page's questions are a rating for as long as one is asked for, and a message after that (SAT-01).
func TestSurveyRates(t *testing.T) {
	t.Parallel()
	d := &draft{rules: sessions.Rules{RatedFor: time.Hour}}
	d.s = sessions.State{Phase: sessions.Closed, ClosedAt: 1000, Rating: &sessions.Rating{}}
	in := desk.Inbound{Kind: desk.KindText, ExternalID: "e", SentAt: 5, Survey: &desk.Survey{Score: 2, Solved: "no", Reasons: []string{"slow"}}}
	got, is := rating(d, in, 1001, "2/5 · 没有解决")
	want := sessions.Rated{At: 1001, SentAt: 5, ExternalID: "e", Score: 2, Solved: sessions.SolvedNo, Reasons: []string{"slow"}, Words: sessions.Words{Text: "2/5 · 没有解决"}}
	if diff := cmp.Diff(want, got); diff != "" || !is {
		t.Errorf("a rating: %t\n%s", is, diff)
	}
	if _, is := rating(d, in, desk.Millis(1000).Add(time.Hour), "2/5"); is {
		t.Error("a rating after the time in which one is asked for")
	}
}
