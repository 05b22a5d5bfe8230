package sessions

import "firstline/internal/desk"

// Waiver is the decision of a person that the customer's last message needs no reply (无需回复, ui.md 1.6). The zero value
// says what a session from before there was one says: nobody decided so.
type Waiver struct {
	By    desk.AgentID `json:"by"`
	At    desk.Millis  `json:"at"`
	Thank bool         `json:"thank,omitempty"` // nothing but acknowledgements was waived
	Was   Wait         `json:"was"`             // the obligation that it ended, as it stood: it comes back as that

	Brushed bool `json:"brushed,omitempty"` // what State.Brushed was before
}

// acknowledged is the text of the line about a waiver of nothing but acknowledgements.
const acknowledged = "thank"

// onWaived ends the obligation of the customer's last message without an answer, or takes that back. It answers nothing: who
// never had an answer is still owed the first one (SLA-01), so that one cannot be waived unless the rules allow it. A promise,
// a question in the house and a step of the way stay as they are.
func (a *applied) onWaived(e Waived) error {
	if err := a.mayWork(e.By, false); err != nil {
		return err
	}
	if e.Undone {
		return a.unwaive(e)
	}
	if err := a.waivable(); err != nil {
		return err
	}
	if a.offered() {
		a.accept(e.At, "") // who decides about it has accepted
	}
	a.s.Waived = &Waiver{By: e.By, At: e.At, Thank: e.Thank, Was: a.s.Waits[0], Brushed: a.s.Brushed}
	a.s.Waits, a.s.Brushed = nil, a.s.Brushed || !e.Thank
	a.line(e.At, LineWaived, e.By, map[bool]string{true: acknowledged}[e.Thank])
	return nil
}

// Waivable says whether the holder may decide that what the customer waits for needs no reply.
func Waivable(rules Rules, s State) bool {
	a := &applied{rules: rules, s: s}
	return s.Phase == Serving && a.waivable() == nil
}

func (a *applied) waivable() error {
	switch n := len(a.s.Waits); {
	case n == 0:
		return refuse("nothing_owed", "no message of the customer waits for a reply")
	case n > 1 || a.tried(a.s.Waits[0].Seq):
		return refuse("reply_pending", "a reply is on its way or did not arrive: see first what becomes of it")
	case a.s.Waits[0].First && !a.rules.WaiveFirst:
		return refuse("first_owed", "the customer has had no answer yet: the first one cannot be left out")
	}
	return nil
}

// unwaive gives the customer back what was owed, with its times: a target that passed meanwhile is heard of at once.
func (a *applied) unwaive(e Waived) error {
	if a.s.Waived == nil {
		return refuse("not_waived", "the customer wrote or was answered since: nothing is left to take back")
	}
	a.s.Waits = append(a.s.Waits, a.s.Waived.Was)
	a.s.Waived, a.s.Brushed = nil, a.s.Waived.Brushed
	a.line(e.At, LineUnwaived, e.By, "")
	return nil
}

// onlyThanked says whether the customer came back to say thanks and nothing else: all since then was waived as that. The way was
// gone before, and none of it is to be done again. Of the other flows too little is kept to tell, and theirs is gone anew.
func (a *applied) onlyThanked() bool {
	return a.rules.Steps && a.s.Reopened > 0 && a.s.Waived != nil && !a.s.Brushed && a.s.Flow == FlowGeneral && a.s.NextStep() == StepSolved
}
