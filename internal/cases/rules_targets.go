package cases

import (
	"firstline/internal/desk"
)

// Target names what an open entry owes next.
type Target string

// The targets.
const (
	ToClose       Target = "close"       // closed, or answered where the customer set a time (CMP-08, CMP-10)
	ToVerify      Target = "verify"      // investigated, verified and decided on the day of registration (SLA-07)
	ToInvestigate Target = "investigate" // a department's result of the investigation (SLA-08)
	ToSolve       Target = "solve"       // a department's solution (SLA-08)
)

// Next is what is due first of an open entry, and when. A closed one has its last deadline.
func (c Case) Next() (Target, desk.Millis) {
	what, at := ToClose, c.DueAt
	if !c.Open() {
		return what, at
	}
	sooner := func(t Target, due desk.Millis, owed bool) {
		if owed && due > 0 && due < at {
			what, at = t, due
		}
	}
	sooner(ToVerify, c.VerifyBy, c.Validity == "")
	for _, d := range c.Dispatches {
		sooner(ToInvestigate, d.InvestigateBy, d.AnsweredAt == 0 && d.FoundAt == 0)
		sooner(ToSolve, d.SolveBy, d.AnsweredAt == 0)
	}
	return what, at
}

// missed remembers that a target had passed when what it wants was done; a target of 0 is none.
func (c *Case) missed(target, at desk.Millis) { c.Late = c.Late || target > 0 && at > target }

// verifyBy is the end of the day of registration on which the complaint group works: that day, or the next working day
// when it does not (SLA-07). 0 where the settings ask for none.
func (s Settings) verifyBy(at desk.Millis) desk.Millis {
	if !s.Verify {
		return 0
	}
	if s.Hours.LocalDay(at).Works {
		return s.End(at, 0)
	}
	return s.workday(at, 1)
}

// workday is the end of the n-th working day after the one of at (SLA-08); 0 when there are not so many within reach.
func (s Settings) workday(at desk.Millis, n int) desk.Millis {
	midnight, ok := s.Hours.AddDays(at, n)
	if !ok {
		return 0
	}
	return s.End(s.Hours.LocalDay(midnight-1).From, 0)
}

// targets completes what a department is asked by what the settings say (SLA-08, CMP-06).
func (s Settings) targets(o SendOut, at desk.Millis) SendOut {
	o.InvestigateBy, o.SolveBy, o.Contact = 0, 0, s.Contact
	if s.Investigation > 0 {
		o.InvestigateBy = s.workday(at, s.Investigation)
	}
	if s.Solution > 0 {
		o.SolveBy = s.workday(at, s.Solution)
	}
	return o
}
