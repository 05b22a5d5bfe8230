package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// AskKind is who is asked.
type AskKind string

// The kinds. The customer stays where it is in all of them.
const (
	AskConsult    AskKind = "consult"    // a colleague (RTE-04)
	AskEscalation AskKind = "escalation" // a superior, level by level (ESC-02)
	AskDepartment AskKind = "department" // another department, which has a seat but writes to no customer (RTE-14, ORG-13)
)

// Ask is a question inside the house, with its own clock: At to AnsweredAt.
type Ask struct {
	N          int          `json:"n"`
	Kind       AskKind      `json:"kind"`
	By         desk.AgentID `json:"by"`
	At         desk.Millis  `json:"at"`
	To         desk.AgentID `json:"to,omitempty"`
	Department string       `json:"department,omitempty"`
	Level      desk.Rank    `json:"level,omitempty"`
	Gravity    string       `json:"gravity,omitempty"`
	Skipped    []desk.Rank  `json:"skipped,omitempty"` // levels that were skipped for urgency and are to be told afterwards
	AnsweredAt desk.Millis  `json:"answered_at,omitempty"`
	AnsweredBy desk.AgentID `json:"answered_by,omitempty"`

	Duties     bool         `json:"duties,omitempty"`      // what follows is owed (Rules.Duties); false once the session is closed
	Reported   []LevelTold  `json:"reported,omitempty"`    // skipped levels that were told afterwards (ESC-02), in that order
	DissentAt  desk.Millis  `json:"dissent_at,omitempty"`  // the instruction was objected to, and not changed since (ESC-03); 0 = no
	ChangedAt  desk.Millis  `json:"changed_at,omitempty"`  // another instruction was given instead; 0 = no
	InsistedAt desk.Millis  `json:"insisted_at,omitempty"` // the superior stays with it all the same; 0 = no
	ExecutedAt desk.Millis  `json:"executed_at,omitempty"` // the instruction was carried out (ESC-03); 0 = not yet
	ExecutedBy desk.AgentID `json:"executed_by,omitempty"`
	PassedAt   desk.Millis  `json:"passed_at,omitempty"` // the customer was written to after the department's answer (FLW-11); 0 = not yet
}

// Open says whether nobody has answered yet.
func (k Ask) Open() bool { return k.AnsweredAt == 0 }

// departmentSilent says whether the department that was asked last has not answered yet.
func (a *applied) departmentSilent() bool {
	for _, k := range slices.Backward(a.s.Asks) {
		if k.Kind == AskDepartment {
			return k.Open()
		}
	}
	return false
}

// onAsked puts a question to somebody in the house. The holder keeps the session, and the customer's clock runs on.
func (a *applied) onAsked(e Asked) error {
	if err := a.mayWork(e.By, e.Any); err != nil {
		return err
	}
	k, err := a.question(e)
	if err != nil {
		return err
	}
	a.s.Asks = append(a.s.Asks, k)
	a.note(e.At, ForAsk, e.By, e.ClientID, e.Text)
	if e.Proposal != "" {
		a.note(e.At, ForProposal, e.By, "", e.Proposal)
	}
	if e.Kind == AskDepartment {
		a.declare(e)
	}
	return nil
}

// question is what the state keeps of one, if it can be put.
func (a *applied) question(e Asked) (Ask, error) {
	k := Ask{N: len(a.s.Asks) + 1, Kind: e.Kind, By: e.By, At: e.At, Duties: a.rules.Duties}
	var err error
	switch {
	case e.Kind == AskConsult && e.To == "":
		err = desk.Fail(desk.Invalid, "no_colleague", "say which colleague you ask")
	case e.Kind == AskConsult && e.To == e.By:
		err = desk.Fail(desk.Invalid, "own_question", "ask somebody else")
	case e.Kind == AskConsult:
		k.To = e.To
	case e.Kind == AskDepartment && e.Department == "":
		err = desk.Fail(desk.Invalid, "no_department", "say which department you ask")
	case e.Kind == AskDepartment:
		k.Department = e.Department
	case e.Kind == AskEscalation:
		k.Level, k.Gravity = e.Level, e.Gravity
		k.Skipped, err = a.climb(e)
	default:
		err = desk.Fail(desk.Invalid, "unknown_kind", `"kind" must be "consult", "escalation" or "department"`)
	}
	return k, err
}

// declare stamps the declaration to the technical department, and takes it back to that when it is declared anew.
func (a *applied) declare(e Asked) {
	if a.s.Flow != FlowDepartment {
		return
	}
	a.retake(StepDeclared)
	a.done(StepDeclared, e.At, string(e.By))
}

// climb gives the levels that an escalation skips. Without urgency the next level above the highest one asked so far is
// as far as it goes, or the level at which a matter of that gravity may begin (ESC-02, ESC-04).
func (a *applied) climb(e Asked) ([]desk.Rank, error) {
	level := slices.IndexFunc(a.rules.Ladder, func(r Rung) bool { return r.Rank == e.Level })
	if level < 0 {
		return nil, desk.Fail(desk.Invalid, "unknown_level", "the ladder has no such level")
	}
	next := 0
	for i, r := range a.rules.Ladder {
		if slices.ContainsFunc(a.s.Asks, func(k Ask) bool { return k.Kind == AskEscalation && k.Level == r.Rank }) {
			next = i + 1
		}
		if e.Gravity != "" && slices.Contains(r.Direct, e.Gravity) {
			next = max(next, i)
		}
	}
	if level <= next {
		return nil, nil
	}
	if !e.Urgent {
		return nil, refuse("level_by_level", "level by level: the "+string(a.rules.Ladder[next].Rank)+" comes first, unless it is urgent")
	}
	var skipped []desk.Rank
	for _, r := range a.rules.Ladder[next:level] {
		skipped = append(skipped, r.Rank)
	}
	return skipped, nil
}

// onTold records an answer, or what comes after one. An answer may come after the close; who may give it is for the caller
// to know.
func (a *applied) onTold(e Told) error {
	i := slices.IndexFunc(a.s.Asks, func(k Ask) bool { return k.N == e.N })
	switch {
	case i < 0:
		return desk.Fail(desk.Invalid, "no_question", "there is no such question in this session")
	case e.As != TellAnswer:
		return a.follow(&a.s.Asks[i], e)
	case !a.s.Asks[i].Open():
		return refuse("answered", "this question is answered already")
	}
	a.s.Asks[i].AnsweredAt, a.s.Asks[i].AnsweredBy = e.At, e.By
	a.note(e.At, ForAnswer, e.By, e.ClientID, e.Text)
	return nil
}
