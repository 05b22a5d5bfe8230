package scorecard

import (
	"slices"

	"firstline/internal/desk"
)

// Verdict is what was found, of one criterion or of a transcript.
type Verdict string

// The verdicts. NotApplicable is for one criterion, such as the closing of who passed the session on; Replaced stands
// where an item was taken out of the sample.
const (
	Pass          Verdict = "pass"
	Fail          Verdict = "fail"
	NotApplicable Verdict = "na"
	Replaced      Verdict = "replaced"
)

// Mark is the verdict on one criterion. A failed one points at a message and says why; what is missing was due there.
type Mark struct {
	Criterion string  `json:"criterion" maxLength:"50"`
	Verdict   Verdict `json:"verdict" enum:"pass,fail,na"`
	Reason    string  `json:"reason,omitempty" maxLength:"50" doc:"Of the scorecard's list (FBD-03); needed for fail where it has any"`
	Seq       int64   `json:"seq,omitempty" minimum:"0" doc:"The message that shows it; needed for fail"`
	Missing   bool    `json:"missing,omitempty" doc:"Something that was due at this message is not there"`
	Note      string  `json:"note,omitempty" maxLength:"2000"`
	Overruled string  `json:"overruled,omitempty" maxLength:"2000" doc:"Why what the machine found does not hold; needed where it found the criterion failed and you do not"`
	Found     []int64 `json:"found,omitempty" readOnly:"true" doc:"Set by the desk: where the machine found the criterion failed"`
}

// Judge gives the verdict on the transcript that follows from the marks, and the marks with what the machine has found:
// each criterion once, each failure with its pointer and its reason, each finding of the machine taken over or overruled.
// It refuses what is incomplete, and says what is missing.
func (c Card) Judge(marks []Mark, found Findings) ([]Mark, Verdict, error) {
	by := map[string]int{}
	for i, m := range marks {
		if _, twice := by[m.Criterion]; twice {
			return nil, "", desk.Fail(desk.Invalid, "marks", "criterion "+m.Criterion+" is judged twice")
		}
		by[m.Criterion] = i
	}
	marks = slices.Clone(marks)
	failed, judged := 0, 0
	for _, k := range c.Criteria {
		i, ok := by[k.ID]
		if !ok {
			return nil, "", desk.Fail(desk.Invalid, "marks", "criterion "+k.ID+" is not judged")
		}
		marks[i].Found = c.found(k.ID, found)
		if err := c.whole(marks[i]); err != nil {
			return nil, "", err
		}
		if marks[i].Verdict == Fail {
			failed++
		}
		if marks[i].Verdict != NotApplicable {
			judged++
		}
	}
	switch {
	case len(by) > len(c.Criteria):
		return nil, "", desk.Fail(desk.Invalid, "marks", "a criterion is judged that this scorecard does not have")
	case judged == 0:
		return nil, "", desk.Fail(desk.Invalid, "marks", "nothing is judged: replace the item if nothing applies")
	case failed >= c.FailsFrom:
		return marks, Fail, nil
	}
	return marks, Pass, nil
}

// whole refuses a mark that lacks something.
func (c Card) whole(m Mark) error {
	switch {
	case m.Verdict != Pass && m.Verdict != Fail && m.Verdict != NotApplicable:
		return desk.Fail(desk.Invalid, "marks", "criterion "+m.Criterion+" is judged pass, fail or na")
	case m.Verdict == Fail && m.Seq < 1:
		return desk.Fail(desk.Invalid, "no_pointer", "criterion "+m.Criterion+" fails: point at the message that shows it")
	case m.Verdict == Fail:
		return c.reasoned(m)
	case m.Reason != "":
		return desk.Fail(desk.Invalid, "reason", "criterion "+m.Criterion+" does not fail: it has no reason to")
	case len(m.Found) > 0 && m.Overruled == "":
		return desk.Fail(desk.Invalid, "automatic", "the machine found criterion "+m.Criterion+" failed (FBD-03): take it over, or say why it does not hold")
	}
	return nil
}

// reasoned refuses a failure without a reason of the list, where the list has any for the criterion.
func (c Card) reasoned(m Mark) error {
	all := c.reasons(m.Criterion)
	i := slices.IndexFunc(all, func(r Reason) bool { return r.ID == m.Reason })
	switch {
	case len(all) == 0 && m.Reason == "":
		return nil
	case i < 0:
		return desk.Fail(desk.Invalid, "reason", "criterion "+m.Criterion+" fails: choose a reason of the list (FBD-03)")
	case all[i].Note && m.Note == "":
		return desk.Fail(desk.Invalid, "reason_note", "criterion "+m.Criterion+" fails for "+m.Reason+": say in a note what it is")
	}
	return nil
}
