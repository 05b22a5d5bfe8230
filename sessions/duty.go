package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// Tell says what somebody has to say about a question that was put: its answer, or what came of that.
type Tell string

// What is told. The zero value is the answer; of an escalation that is the superior's instruction.
const (
	TellAnswer   Tell = ""
	TellReported Tell = "reported" // to the levels that were skipped for urgency (ESC-02)
	TellExecuted Tell = "executed" // the instruction was carried out: what was done (ESC-03)
	TellDissent  Tell = "dissent"  // who was instructed disagrees (ESC-03)
	TellInsisted Tell = "insisted" // the superior stays with the instruction: now it is carried out first
	TellChanged  Tell = "changed"  // the superior gives another instruction instead
)

// BySuperior says whether it is for those who were asked to tell; the rest is for who asked.
func (t Tell) BySuperior() bool { return t == TellAnswer || t == TellInsisted || t == TellChanged }

// LevelTold is a skipped level that was told afterwards.
type LevelTold struct {
	Level desk.Rank    `json:"level"`
	At    desk.Millis  `json:"at"`
	By    desk.AgentID `json:"by"`
}

// ToReport are the levels that its maker still owes a report, lowest first (ESC-02).
func (k Ask) ToReport() []desk.Rank {
	var out []desk.Rank
	for _, level := range k.Skipped {
		if k.Duties && !slices.ContainsFunc(k.Reported, func(r LevelTold) bool { return r.Level == level }) {
			out = append(out, level)
		}
	}
	return out
}

// ToExecute says whether a superior's instruction waits to be carried out (ESC-03).
func (k Ask) ToExecute() bool {
	return k.Duties && k.Kind == AskEscalation && !k.Open() && k.ExecutedAt == 0
}

// ToPass says whether a department has answered and the customer has not heard from us since (FLW-11).
func (k Ask) ToPass() bool {
	return k.Duties && k.Kind == AskDepartment && !k.Open() && k.PassedAt == 0
}

// Contested says whether the superior owes an answer to a dissent.
func (k Ask) Contested() bool { return k.ToExecute() && k.DissentAt != 0 && k.InsistedAt == 0 }

// Waits says whether those who were asked owe an answer.
func (k Ask) Waits() bool { return k.Open() || k.Contested() }

// OwedSince is from when on its maker owes something because of it: a report, an execution, an answer passed on; 0 when
// nothing is owed.
func (k Ask) OwedSince() desk.Millis {
	switch {
	case len(k.ToReport()) > 0:
		return k.At
	case k.ToExecute(), k.ToPass():
		return k.AnsweredAt
	}
	return 0
}

// Owing is how much somebody in the house owes somebody else because of this session: answers, reports, executions and
// promises (FLW-11). What the customer waits for anyway (Waits) is not in it.
func (s State) Owing() int {
	n := len(s.Promises)
	for _, k := range s.Asks {
		if k.Waits() || k.OwedSince() != 0 {
			n++
		}
	}
	return n
}

// follow records what came of an answer.
func (a *applied) follow(k *Ask, e Told) error {
	var err error
	switch e.As {
	case TellReported:
		err = k.report(e)
	case TellExecuted:
		err = k.execute(e)
	case TellDissent:
		err = k.object(e.At)
	case TellInsisted, TellChanged:
		err = k.decide(e)
	default:
		err = desk.Fail(desk.Invalid, "unknown_as", `"as" must be "reported", "executed", "dissent", "insisted" or "changed"`)
	}
	if err == nil {
		a.note(e.At, Purpose("ask:"+e.As), e.By, e.ClientID, e.Text)
	}
	return err
}

// report tells one skipped level, or all that have not been told.
func (k *Ask) report(e Told) error {
	owed := k.ToReport()
	if e.Level != "" && slices.Contains(owed, e.Level) {
		owed = []desk.Rank{e.Level}
	} else if e.Level != "" || len(owed) == 0 {
		return refuse("no_report", "no report is owed to that level")
	}
	k.Reported = slices.Clone(k.Reported)
	for _, level := range owed {
		k.Reported = append(k.Reported, LevelTold{level, e.At, e.By})
	}
	return nil
}

func (k *Ask) execute(e Told) error {
	if !k.ToExecute() {
		return refuse("no_instruction", "no instruction waits to be carried out")
	}
	k.ExecutedAt, k.ExecutedBy = e.At, e.By
	return nil
}

// object states a dissent. An instruction that was insisted on is carried out first; after that one may disagree still.
func (k *Ask) object(at desk.Millis) error {
	switch {
	case !k.Duties || k.Kind != AskEscalation || k.Open():
		return refuse("no_instruction", "there is no instruction to disagree with")
	case k.ToExecute() && k.InsistedAt != 0:
		return refuse("execute_first", "the superior insists: carry it out first, then state the dissent again")
	}
	k.DissentAt = at
	return nil
}

// decide is the superior's answer to a dissent.
func (k *Ask) decide(e Told) error {
	switch {
	case !k.Contested():
		return refuse("no_dissent", "nobody has objected to this instruction")
	case e.As == TellInsisted:
		k.InsistedAt = e.At
	default:
		k.DissentAt, k.ChangedAt = 0, e.At
	}
	return nil
}

// discharged refuses a close with script while a report, an instruction or a department's answer is forgotten.
func (a *applied) discharged() error {
	for _, k := range a.s.Asks {
		switch {
		case len(k.ToReport()) > 0:
			return refuse("report_owed", "a level was skipped for urgency: report to it before you close")
		case k.ToExecute():
			return refuse("instruction_open", "the superior's instruction is not carried out yet: say what was done")
		case k.ToPass():
			return refuse("answer_kept", "the department has answered: tell the customer before you close")
		}
	}
	return nil
}

// passOn notes that the customer is written to after what departments answered.
func (a *applied) passOn(at desk.Millis) {
	for i := range a.s.Asks {
		if k := &a.s.Asks[i]; k.ToPass() {
			k.PassedAt = at
		}
	}
}

// release ends what is owed because of questions: the session is closed, for a reason if anything was left.
func (a *applied) release() {
	for i := range a.s.Asks {
		a.s.Asks[i].Duties = false
	}
}
