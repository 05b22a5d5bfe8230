package quality

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firstline/internal/desk"
	"firstline/internal/quality/scorecard"
	"firstline/internal/store/dbq"
)

// codeOf is what a refusal is called; empty for none.
func codeOf(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return string(e.Kind) + " " + e.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// TestReview shows QA-05, QA-06.
func TestReview(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.hire("mei", "sue")
		o.drawn(map[desk.AgentID]int{"mei": 5})
		at := Place{thursday, "mei", 2}
		f := Finding{ClientID: "c1", Seconds: 72, Note: "应给出路径",
			Marks: marks(scorecard.Mark{Criterion: "wording", Verdict: scorecard.Fail, Reason: "rude", Seq: 4, Note: "你自己看"}, scorecard.Mark{Criterion: "closing", Verdict: scorecard.NotApplicable})}
		r, again, err := o.Review(t.Context(), "sue", at, f)
		if err != nil || again {
			t.Fatal(again, err)
		}
		want := Review{N: 1, Reviewer: "sue", At: desk.At(o.clock()), Seconds: 72, Scorecard: scorecard.Default().Version, Verdict: scorecard.Fail, Marks: f.Marks, Note: "应给出路径"}
		if diff := cmp.Diff(want, r); diff != "" {
			t.Error(diff)
		}
		if same, again, err := o.Review(t.Context(), "sue", at, f); err != nil || !again || !cmp.Equal(same, r) {
			t.Errorf("the same command again: %+v, %v, %v", same, again, err)
		}
		// A second look follows the first and counts.
		second := Finding{ClientID: "c2", Follows: 1, Seconds: 10, Marks: marks()}
		if _, _, err := o.Review(t.Context(), "ivan", at, second); err != nil {
			t.Fatal(err)
		}
		item := o.items("sue", thursday, "mei")[1]
		if item.Review == nil || item.Review.N != 2 || item.Review.Verdict != scorecard.Pass || item.Review.Reviewer != "ivan" || item.Title != "李女士" || item.Channel != "web" || item.Own {
			t.Errorf("item = %+v, %+v", item, item.Review)
		}
		if _, _, err := o.Review(t.Context(), "sue", Place{thursday, "mei", 1}, Finding{ClientID: "c3", Seconds: 30, Marks: marks(scorecard.Mark{Criterion: "timely", Verdict: scorecard.Fail, Reason: "unanswered", Seq: 1})}); err != nil {
			t.Fatal(err)
		}
		v, err := o.Overview(t.Context(), "sue", thursday)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]Progress{{Agent: "mei", Name: "Name mei", Population: 5, Size: 3, Reviewed: 2, Failed: 1}}, v.Agents); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(Mine{Reviewed: 1, Median: 30}, v.Mine); diff != "" {
			t.Error(diff)
		}
	})
}

// TestReviewIsRefused shows ORG-12.
func TestReviewIsRefused(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-1))
		o.talk("web", thursday.at(9, 0)).take("mei").reply("mei").passTo("mei", "bo").passTo("bo", "lee").reply("lee").take("mei").close("sue", "solved")
		o.round(thursday.Plus(1).at(5, 0))
		at := Place{thursday, "mei", 1}
		ok := func(id string) Finding { return Finding{ClientID: id, Marks: marks()} }
		points := func(m scorecard.Mark) Finding {
			m.Criterion = "wording"
			return Finding{ClientID: "x", Marks: marks(m)}
		}
		for _, c := range []struct {
			name string
			who  desk.AgentID
			at   Place
			f    Finding
			want string
		}{
			{"of the agent", "mei", at, ok("1"), "forbidden own_session"},
			{"of who held it and said nothing", "bo", at, ok("1"), "forbidden own_session"},
			{"of who wrote to the customer without holding it", "sue", at, ok("1"), "forbidden own_session"},
			{"on another day", "ivan", Place{thursday.Plus(1), "mei", 1}, ok("1"), "not_found not_found"},
			{"of an agent who is not there", "ivan", Place{thursday, "bo", 1}, ok("1"), "not_found not_found"},
			{"of an item that is not there", "ivan", Place{thursday, "mei", 2}, ok("1"), "not_found not_found"},
			{"by criteria that never were", "ivan", at, Finding{Scorecard: "nope", Marks: marks()}, "invalid scorecard"},
			{"incomplete", "ivan", at, Finding{Marks: marks()[1:]}, "invalid marks"},
			{"pointing nowhere", "ivan", at, points(scorecard.Mark{Verdict: scorecard.Fail, Reason: "rude", Seq: 99}), "invalid no_such_message"},
			{"pointing nowhere, in passing", "ivan", at, points(scorecard.Mark{Verdict: scorecard.Pass, Seq: 99}), "invalid no_such_message"},
			{"pointing at a colleague's words", "ivan", at, points(scorecard.Mark{Verdict: scorecard.Fail, Reason: "rude", Seq: 9}), "invalid others_message"},
			{"following what is not there", "ivan", at, Finding{ClientID: "1", Follows: 1, Marks: marks()}, "conflict reviewed_meanwhile"},
			{"pointing at what a colleague's message lacked", "ivan", at, points(scorecard.Mark{Verdict: scorecard.Fail, Reason: "rude", Seq: 9, Missing: true}), ""},
			{"after somebody else", "ann", at, ok("1"), "conflict reviewed_meanwhile"},
			{"with an id that was used", "ivan", at, Finding{ClientID: "x", Marks: marks()}, "duplicate idempotency_key_reused"},
		} {
			if _, _, err := o.Review(t.Context(), c.who, c.at, c.f); codeOf(err) != c.want {
				t.Errorf("%s: %q, want %q", c.name, codeOf(err), c.want)
			}
		}
		for _, who := range []desk.AgentID{"mei", "bo", "sue"} {
			if !o.items(who, thursday, "mei")[0].Own {
				t.Errorf("%s is not told that the session is an own one", who)
			}
		}
		if _, err := o.Sample(t.Context(), "ivan", thursday, "nobody"); codeOf(err) != "not_found not_found" {
			t.Errorf("the sample of nobody: %v", err)
		}
	})
}

// TestReviewsKeepTheirCriteria: a review of an older version is made and read by that version.
func TestReviewsKeepTheirCriteria(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.drawn(map[desk.AgentID]int{"mei": 1})
		const older = "fails_from: 1\ncriteria:\n  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n"
		card, err := scorecard.Load("", []byte(older))
		if err != nil {
			t.Fatal(err)
		}
		err = o.st.Write(t.Context(), func(q *dbq.Queries) error {
			return q.PutScorecard(t.Context(), dbq.PutScorecardParams{Version: card.Version, Doc: older})
		})
		if err != nil {
			t.Fatal(err)
		}
		at := Place{thursday, "mei", 1}
		if _, _, err := o.Review(t.Context(), "sue", at, Finding{ClientID: "1", Scorecard: card.Version, Marks: marks()}); codeOf(err) != "invalid marks" {
			t.Errorf("seven marks on a card of one: %v", err)
		}
		r, _, err := o.Review(t.Context(), "sue", at, Finding{ClientID: "1", Scorecard: card.Version, Marks: []scorecard.Mark{{Criterion: "a", Verdict: scorecard.Pass}}})
		if err != nil || r.Scorecard != card.Version || r.Verdict != scorecard.Pass {
			t.Errorf("%+v (%v)", r, err)
		}
	})
}

func TestReplace(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.drawn(map[desk.AgentID]int{"mei": 5})
		at := func(n int) Place { return Place{thursday, "mei", n} }
		stand, again, err := o.Replace(t.Context(), "sue", at(2), "c1", "test_chat")
		if err != nil || again || stand.N != 4 || stand.Replaces != 2 || stand.Session == "" || stand.Reason != "test_chat" {
			t.Fatalf("%+v, %v, %v", stand, again, err)
		}
		if same, again, err := o.Replace(t.Context(), "sue", at(2), "c1", "test_chat"); err != nil || !again || !cmp.Equal(same, stand) {
			t.Errorf("the same command again: %+v, %v, %v", same, again, err)
		}
		for name, c := range map[string]struct {
			at   Place
			who  desk.AgentID
			why  string
			want string
		}{
			"for no reason of the list":   {at(1), "sue", "too_long", "invalid reason"},
			"what was replaced":           {at(2), "ivan", "test_chat", "conflict replaced"},
			"what is not there":           {at(9), "sue", "test_chat", "not_found not_found"},
			"one's own":                   {at(1), "mei", "test_chat", "forbidden own_session"},
			"with an id that was used":    {at(2), "sue", "other_language", "duplicate idempotency_key_reused"},
			"on a day that was not drawn": {Place{thursday.Plus(3), "mei", 1}, "sue", "test_chat", "not_found not_found"},
		} {
			if _, _, err := o.Replace(t.Context(), c.who, c.at, "c1", c.why); codeOf(err) != c.want {
				t.Errorf("%s: %q, want %q", name, codeOf(err), c.want)
			}
		}
		if _, _, err := o.Review(t.Context(), "sue", at(2), Finding{ClientID: "r1", Follows: 1, Marks: marks()}); codeOf(err) != "conflict replaced" {
			t.Errorf("judging what was replaced: %v", err)
		}
		// What was judged stays: nobody replaces what he does not like.
		if _, _, err := o.Review(t.Context(), "sue", at(4), Finding{ClientID: "r2", Marks: marks()}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.Replace(t.Context(), "ivan", at(4), "c2", "test_chat"); codeOf(err) != "conflict reviewed_meanwhile" {
			t.Errorf("replacing what was judged: %v", err)
		}
		// The last one that is left, and then nothing.
		if stand, _, err := o.Replace(t.Context(), "sue", at(1), "c3", "test_chat"); err != nil || stand.Session == "" {
			t.Errorf("%+v (%v)", stand, err)
		}
		stand, _, err = o.Replace(t.Context(), "sue", at(3), "c4", "test_chat")
		if err != nil || stand.Session != "" || stand.N != 6 {
			t.Errorf("nothing is left: %+v (%v)", stand, err)
		}
		v, err := o.Overview(t.Context(), "sue", thursday)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]Progress{{Agent: "mei", Population: 5, Size: 2, Reviewed: 1, Replaced: 3}}, v.Agents); diff != "" {
			t.Error(diff)
		}
		if v.Mine.Reviewed != 1 {
			t.Errorf("replacing counts as judging: %+v", v.Mine)
		}
		o.holds(t)
	})
}

// TestOneOfTwoWins: many at once on one sample: each item has one fate, and the sample still follows from the seed.
func TestOneOfTwoWins(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		const items = 8
		o.want = items
		o.Service = o.node("a", key)
		o.drawn(map[desk.AgentID]int{"mei": 40})
		var all sync.WaitGroup
		var mu sync.Mutex
		fates := map[int]int{}
		for n := 1; n <= items; n++ {
			for i := range 4 {
				who, id := desk.AgentID(fmt.Sprint("who", i)), fmt.Sprint("c", i)
				all.Go(func() {
					var err error
					if i%2 == 0 {
						_, _, err = o.Replace(t.Context(), who, Place{thursday, "mei", n}, id, "test_chat")
					} else {
						_, _, err = o.Review(t.Context(), who, Place{thursday, "mei", n}, Finding{ClientID: id, Marks: marks()})
					}
					switch {
					case err == nil:
						mu.Lock()
						fates[n]++
						mu.Unlock()
					case desk.KindOf(err) != desk.Conflict: // also when all attempts met a colleague's
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		for n := 1; n <= items; n++ {
			if fates[n] != 1 {
				t.Errorf("item %d was dealt with %d times", n, fates[n])
			}
		}
		v, err := o.Overview(t.Context(), "sue", thursday)
		if err != nil || v.Agents[0].Size != items || v.Agents[0].Reviewed+v.Agents[0].Replaced != items {
			t.Errorf("%+v (%v)", v.Agents, err)
		}
		o.holds(t)
	})
}

// TestPassedOver: what was drawn on a later day does not stand in on an earlier one.
func TestPassedOver(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.round(thursday.at(0, 0).Add(-1))
		talks := map[desk.SessionID]*talk{}
		for i := range 6 {
			k := o.talk("web", thursday.at(9, i)).take("mei").reply("mei").close("mei", "solved")
			talks[k.s.ID] = k
		}
		o.round(thursday.Plus(1).at(5, 0))
		for _, item := range o.items("sue", thursday, "mei") {
			delete(talks, item.Session)
		}
		for _, k := range talks { // the three that were not drawn go on, and are drawn on Friday
			k.at = thursday.Plus(1).at(8, 0)
			k.asks().take("mei").reply("mei").close("mei", "solved")
		}
		o.round(thursday.Plus(2).at(5, 0))
		if n := len(o.items("sue", thursday.Plus(1), "mei")); n != 3 {
			t.Fatalf("%d are drawn on Friday", n)
		}
		stand, _, err := o.Replace(t.Context(), "sue", Place{thursday, "mei", 1}, "c1", "test_chat")
		if err != nil || stand.Session != "" {
			t.Errorf("stands in: %+v (%v)", stand, err)
		}
		row, err := o.st.DrawItem(t.Context(), dbq.DrawItemParams{Day: string(thursday), Agent: "mei", N: 4})
		if err != nil || len(pickOf(row).Passed) != 3 {
			t.Errorf("passed over: %q (%v)", row.Passed, err)
		}
		o.holds(t)
	})
}

func TestItemsBeforeAnybodyLooked(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.drawn(map[desk.AgentID]int{"mei": 2})
		for i, item := range o.items("sue", thursday, "mei") {
			want := Item{N: i + 1, Channel: "web", Title: "李女士", Group: "service", Phase: "closed"}
			if diff := cmp.Diff(want, item, cmpopts.IgnoreFields(Item{}, "Session", "Stratum", "OpenedAt", "ClosedAt")); diff != "" || item.ClosedAt == 0 || item.OpenedAt == 0 {
				t.Error(diff)
			}
		}
	})
}

// TestTheMachinesFinding: what nobody answered within the limit is marked by the machine. A reviewer takes it over or says
// why it does not hold; the finding stays with the review either way. Shows FBD-03, QA-06.
func TestTheMachinesFinding(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.drawn(map[desk.AgentID]int{"mei": 3})
		intime := Finding{ClientID: "0", Marks: marks()}
		if _, _, err := o.Review(t.Context(), "sue", Place{thursday, "mei", 3}, intime); err != nil {
			t.Fatal(err)
		}
		o.late = scorecard.Findings{scorecard.Late: {1}}
		if _, again, err := o.Review(t.Context(), "sue", Place{thursday, "mei", 3}, intime); err != nil || !again {
			t.Errorf("the same command again, late by now: %v, %v", again, err)
		}
		at := Place{thursday, "mei", 1}
		if _, _, err := o.Review(t.Context(), "sue", at, Finding{ClientID: "1", Marks: marks()}); codeOf(err) != "invalid automatic" {
			t.Errorf("passed over: %v", err)
		}
		why := scorecard.Mark{Criterion: "timely", Verdict: scorecard.Pass, Overruled: "已当面答复"}
		f := Finding{ClientID: "1", Marks: marks(why)}
		r, _, err := o.Review(t.Context(), "sue", at, f)
		if err != nil || r.Verdict != scorecard.Pass {
			t.Fatal(r, err)
		}
		stored := o.items("sue", thursday, "mei")[0].Review.Marks[5]
		if !cmp.Equal(stored.Found, []int64{1}) || stored.Overruled != why.Overruled {
			t.Errorf("stored: %+v", stored)
		}
		o.late = scorecard.Findings{scorecard.Late: {1, 2}} // the session went on
		if _, again, err := o.Review(t.Context(), "sue", at, f); err != nil || !again {
			t.Errorf("the same command again: %v, %v", again, err)
		}
		at.N = 2
		took := scorecard.Mark{Criterion: "timely", Verdict: scorecard.Fail, Reason: "unanswered", Seq: 1}
		if r, _, err := o.Review(t.Context(), "sue", at, Finding{ClientID: "2", Marks: marks(took)}); err != nil || r.Verdict != scorecard.Fail {
			t.Errorf("taken over: %+v, %v", r, err)
		}
	})
}

// TestNewCriteriaAreKept: a card that the department has changed is stored before anybody judges by it, and what was judged
// by the one before keeps it. Shows QA-05.
func TestNewCriteriaAreKept(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.drawn(map[desk.AgentID]int{"mei": 2})
		old, _, err := o.Review(t.Context(), "sue", Place{thursday, "mei", 1}, Finding{ClientID: "1", Marks: marks()})
		if err != nil {
			t.Fatal(err)
		}
		card, err := scorecard.Load("", []byte("fails_from: 1\ncriteria:\n  - {id: a, zh-CN: 甲, zh-TW: 甲, en: A}\n"))
		if err != nil {
			t.Fatal(err)
		}
		o.o.Card = func() scorecard.Card { return card }
		v, err := o.Overview(t.Context(), "sue", thursday)
		if err != nil || v.Scorecard.Version != card.Version {
			t.Errorf("the card on the screen is %s (%v)", v.Scorecard.Version, err)
		}
		r, _, err := o.Review(t.Context(), "sue", Place{thursday, "mei", 2}, Finding{ClientID: "2", Marks: []scorecard.Mark{{Criterion: "a", Verdict: scorecard.Pass}}})
		if err != nil || r.Scorecard != card.Version || r.Scorecard == old.Scorecard {
			t.Errorf("by %s (%v)", r.Scorecard, err)
		}
		if text, err := o.st.GetScorecard(t.Context(), card.Version); err != nil || text != card.Source {
			t.Errorf("stored %q (%v)", text, err)
		}
	})
}
