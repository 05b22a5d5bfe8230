package scorecard

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// marks judge every criterion of the default card as pass, but for the given ones.
func marks(except ...Mark) []Mark {
	var out []Mark
	for _, c := range Default().Criteria {
		m := Mark{Criterion: c.ID, Verdict: Pass}
		for _, e := range except {
			if e.Criterion == c.ID {
				m = e
			}
		}
		out = append(out, m)
	}
	return out
}

func judged(c Card, marks []Mark) (Verdict, error) {
	_, v, err := c.Judge(marks, nil)
	return v, err
}

// TestJudge shows QA-05, QA-06: each criterion once, each failure with its pointer and its reason of the list (FBD-03).
func TestJudge(t *testing.T) {
	t.Parallel()
	card := Default()
	var ids []string
	for _, c := range card.Criteria {
		ids = append(ids, c.ID)
	}
	if diff := cmp.Diff([]string{"greeting", "closing", "attitude", "wording", "knowledge", "timely", "clear"}, ids); diff != "" {
		t.Errorf("the criteria of QA-05 and QA-06:\n%s", diff)
	}
	na := func() []Mark {
		all := marks()
		for i := range all {
			all[i].Verdict = NotApplicable
		}
		return all
	}
	for _, c := range []struct {
		name  string
		marks []Mark
		want  Verdict
		code  string
	}{
		{"all pass", marks(), Pass, ""},
		{"one fails", marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6, Reason: "rude"}), Fail, ""},
		{"one does not apply", marks(Mark{Criterion: "closing", Verdict: NotApplicable}), Pass, ""},
		{"fails without a pointer", marks(Mark{Criterion: "wording", Verdict: Fail}), "", "no_pointer"},
		{"fails without a reason", marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6}), "", "reason"},
		{"fails for another criterion's reason", marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6, Reason: "cold"}), "", "reason"},
		{"fails for what says nothing", marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6, Reason: "other"}), "", "reason_note"},
		{"fails for what a note says", marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6, Reason: "other", Note: "方言"}), Fail, ""},
		{"passes for a reason", marks(Mark{Criterion: "wording", Verdict: Pass, Reason: "rude"}), "", "reason"},
		{"what is missing needs a place as well", marks(Mark{Criterion: "greeting", Verdict: Fail, Missing: true}), "", "no_pointer"},
		{"nothing applies", na(), "", "marks"},
		{"one is not judged", marks()[1:], "", "marks"},
		{"one is judged twice", append(marks(), marks()[0]), "", "marks"},
		{"one that is not on the card", append(marks(), Mark{Criterion: "beauty", Verdict: Pass}), "", "marks"},
		{"an empty verdict", marks(Mark{Criterion: "clear"}), "", "marks"},
		{"nothing", nil, "", "marks"},
	} {
		got, err := judged(card, c.marks)
		var e *desk.Error
		if errors.As(err, &e); got != c.want || (c.code != "") != (err != nil) || e != nil && (e.Code != c.code || e.Kind != desk.Invalid) {
			t.Errorf("%s: %q, %v; want %q, %s", c.name, got, err, c.want, c.code)
		}
	}
	two := card
	two.FailsFrom = 2
	if v, err := judged(two, marks(Mark{Criterion: "wording", Verdict: Fail, Seq: 6, Reason: "rude"})); v != Pass || err != nil {
		t.Errorf("one of two that are needed: %s (%v)", v, err)
	}
}

func TestScorecardIsChecked(t *testing.T) {
	t.Parallel()
	const good = "fails_from: 1\ncriteria:\n  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n"
	one, err := Load("", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	if other, err := Load("", []byte(good+"  - {id: b, rule: QA-05, zh-CN: 乙, zh-TW: 乙, en: B}\n")); err != nil || other.Version == one.Version || len(one.Version) != 16 {
		t.Errorf("versions %q and %q (%v)", one.Version, other.Version, err)
	}
	for name, bad := range map[string]string{
		"no YAML":       "fails_from: [",
		"no criteria":   "fails_from: 1\n",
		"no figure":     "criteria:\n  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"out of reach":  "fails_from: 2\ncriteria:\n  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"unknown key":   good + "colour: red\n",
		"no criterion":  good + "reasons:\n  - {id: x, criteria: [b], zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"one more way":  good + "reasons:\n  - {id: x, automatic: soon, zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"twice":         good + "  - {id: a, rule: QA-05, zh-CN: 甲, zh-TW: 甲, en: A}\n",
		"without names": good + "  - {id: b, rule: QA-05, zh-CN: 乙, en: B}\n",
	} {
		if _, err := Load("", []byte(bad)); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
}

// TestFindingsOfTheMachine: unanswered within the limit is a finding by itself, which a person takes over or overrules with
// a reason; both are kept. Shows FBD-03.
func TestFindingsOfTheMachine(t *testing.T) {
	t.Parallel()
	card := Default()
	late := Findings{Late: {7, 3, 7}}
	for _, c := range []struct {
		name string
		mark Mark
		want Verdict
		code string
	}{
		{"passed over in silence", Mark{Verdict: Pass}, "", "automatic"},
		{"not applicable in silence", Mark{Verdict: NotApplicable}, "", "automatic"},
		{"taken over", Mark{Verdict: Fail, Seq: 3, Reason: "unanswered"}, Fail, ""},
		{"failed for something else", Mark{Verdict: Fail, Seq: 5, Reason: "late_report"}, Fail, ""},
		{"overruled", Mark{Verdict: Pass, Overruled: "客户已在电话里得到答复"}, Pass, ""},
	} {
		c.mark.Criterion = "timely"
		done, v, err := card.Judge(marks(c.mark), late)
		var e *desk.Error
		if errors.As(err, &e); v != c.want || (c.code != "") != (err != nil) || e != nil && e.Code != c.code {
			t.Errorf("%s: %q, %v; want %q, %s", c.name, v, err, c.want, c.code)
		}
		for _, m := range done {
			want := []int64{3, 7}
			if m.Criterion != "timely" {
				want = nil
			}
			if diff := cmp.Diff(want, m.Found); diff != "" {
				t.Errorf("%s, %s: %s", c.name, m.Criterion, diff)
			}
		}
	}
	// A card from before there were reasons asks for none, and the machine finds nothing under it.
	card.Reasons = nil
	if v, err := judged(card, marks(Mark{Criterion: "timely", Verdict: Fail, Seq: 1})); v != Fail || err != nil || card.Automatic() {
		t.Errorf("without reasons: %s, %v", v, err)
	}
	if done, v, err := card.Judge(marks(), late); v != Pass || err != nil || done[5].Found != nil {
		t.Errorf("a finding under a card without reasons: %v, %s, %v", done, v, err)
	}
}

// TestTheListNamesTheRegulations: the reasons of FBD-03 and FCR-05 are there, and what is asked for stands below each
// criterion (SCR-25, SCR-26, SCR-19).
func TestTheListNamesTheRegulations(t *testing.T) {
	t.Parallel()
	card := Default()
	for _, id := range []string{"ignored", "shifted", "rude", "cold", "provoked", "favours", "unanswered", "late_report", "idle_chat"} {
		if !slices.ContainsFunc(card.Reasons, func(r Reason) bool { return r.ID == id && r.CN != "" && r.TW != "" && r.EN != "" }) {
			t.Errorf("no reason %s", id)
		}
	}
	for _, c := range card.Criteria {
		if c.Rubric == nil {
			t.Errorf("%s says nothing about what is asked for", c.ID)
		}
		if len(card.reasons(c.ID)) < 2 {
			t.Errorf("%s can hardly fail for a reason", c.ID)
		}
	}
}
