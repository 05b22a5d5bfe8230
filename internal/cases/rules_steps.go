package cases

import "firstline/internal/desk"

// SendOut sends the complaint to a department, with the form (CMP-05, CMP-18). Several departments are asked one by one.
type SendOut struct {
	Department string      `json:"department" maxLength:"200"`
	Text       string      `json:"text" maxLength:"5000" doc:"What the department is asked to do"`
	Due        desk.Millis `json:"due,omitempty" minimum:"0" doc:"By when it answers; 0 = as the settings say"`

	InvestigateBy desk.Millis `json:"investigate_by,omitempty" readOnly:"true" doc:"Set by the desk (SLA-08)"`
	SolveBy       desk.Millis `json:"solve_by,omitempty" readOnly:"true" doc:"Set by the desk (SLA-08)"`
	Contact       bool        `json:"contact,omitempty" readOnly:"true" doc:"Set by the desk: the department contacts the customer at once (CMP-06)"`
}

// Kind implements Change.
func (SendOut) Kind() Kind     { return KindDispatched }
func (SendOut) circle() circle { return handlers }
func (SendOut) ready(c *Case) error {
	if err := c.at(Registered, Dispatched, Handled, Returned); err != nil {
		return err
	}
	if c.Validity != Valid {
		return desk.Fail(desk.Conflict, "not_valid", "a department gets valid complaints: decide first (CMP-04)")
	}
	return nil
}

func (s SendOut) apply(c *Case, by Stamp) error {
	if err := need(s.Department, "the department"); err != nil {
		return err
	}
	c.Step = Dispatched
	c.Dispatches = append(c.Dispatches, Dispatch{N: len(c.Dispatches) + 1, Department: s.Department, Text: s.Text, Due: s.Due, Stamp: by,
		Contact: s.Contact, InvestigateBy: s.InvestigateBy, SolveBy: s.SolveBy})
	return need(s.Text, "what the department is asked to do")
}

// Handle writes down how it was handled: the answer of a department, or without one what the group did itself (CMP-07)
// or explained to the customer (CMP-09). Then there is no form to come back.
type Handle struct {
	Dispatch int    `json:"dispatch,omitempty" minimum:"0" doc:"Which dispatch is answered; 0 = solved or explained without a department"`
	Answer   string `json:"answer" maxLength:"5000"`
}

// Kind implements Change.
func (Handle) Kind() Kind     { return KindHandled }
func (Handle) circle() circle { return handlers }
func (Handle) ready(c *Case) error {
	if c.Step == Registered && c.Validity == "" {
		return desk.Fail(desk.Conflict, "not_decided", "decide first whether the complaint is valid (CMP-04)")
	}
	return c.at(Registered, Dispatched)
}

func (h Handle) apply(c *Case, by Stamp) error {
	if h.Dispatch == 0 && c.Step == Registered {
		c.Dispatches = append(c.Dispatches, Dispatch{N: len(c.Dispatches) + 1, Due: by.At, Stamp: by, Answer: h.Answer, AnsweredAt: by.At, AnsweredBy: by.Who})
		c.Step = Returned
		return need(h.Answer, "what was done")
	}
	if h.Dispatch < 1 || h.Dispatch > len(c.Dispatches) || c.Dispatches[h.Dispatch-1].AnsweredAt > 0 {
		return desk.Fail(desk.Invalid, "no_such_dispatch", "no department waits to answer under this number")
	}
	d := &c.Dispatches[h.Dispatch-1]
	c.missed(d.SolveBy, by.At)
	if d.FoundAt == 0 {
		c.missed(d.InvestigateBy, by.At)
	}
	d.Answer, d.AnsweredAt, d.AnsweredBy = h.Answer, by.At, by.Who
	c.Step = Handled
	for _, d := range c.Dispatches {
		if d.AnsweredAt == 0 {
			c.Step = Dispatched // others have not answered yet
		}
	}
	return need(h.Answer, "the answer")
}

// Return says that the form is back with the complaint group (CMP-16).
type Return struct {
	Note string `json:"note,omitempty" maxLength:"2000"`
}

// Kind implements Change.
func (Return) Kind() Kind                   { return KindReturned }
func (Return) circle() circle               { return handlers }
func (Return) ready(c *Case) error          { return c.at(Handled) }
func (Return) apply(c *Case, _ Stamp) error { c.Step = Returned; return nil }

// Answer says that the customer was told the result, in the session or otherwise.
type Answer struct {
	Text string `json:"text" maxLength:"5000" doc:"What the customer was told"`
	Seq  int64  `json:"seq,omitempty" minimum:"0" doc:"The message of the session that said it; 0 = by telephone or otherwise"`
}

// Kind implements Change.
func (Answer) Kind() Kind          { return KindReplied }
func (Answer) circle() circle      { return handlers }
func (Answer) ready(c *Case) error { return c.open() }
func (a Answer) apply(c *Case, by Stamp) error {
	c.late(by.At)
	c.Reply = &Reply{Text: a.Text, Seq: a.Seq, Stamp: by}
	return need(a.Text, "what the customer was told")
}

// Extend fixes a new date, once, and says how the customer was told (CMP-08, CMP-11).
type Extend struct {
	Until  desk.Millis `json:"until" minimum:"1"`
	Reason string      `json:"reason" maxLength:"2000"`
	Told   string      `json:"told" maxLength:"500" doc:"How the customer was told"`
}

// Kind implements Change.
func (Extend) Kind() Kind     { return KindExtended }
func (Extend) circle() circle { return handlers }
func (Extend) ready(c *Case) error {
	if c.Extension != nil {
		return desk.Fail(desk.Conflict, "extended", "the deadline was extended once: it is not extended again (CMP-08)")
	}
	return c.open()
}

func (e Extend) apply(c *Case, by Stamp) error {
	if err := need(e.Reason, "the reason"); err != nil {
		return err
	}
	c.late(by.At)
	c.Extension = &Extension{Until: e.Until, Reason: e.Reason, Told: e.Told, Was: c.due(), Stamp: by}
	return need(e.Told, "how the customer was told")
}

// AddAction sets what is done by a date (CMP-18).
type AddAction struct {
	Remedial bool        `json:"remedial" doc:"补救措施, for this customer; otherwise 纠正措施, so that it does not happen again"`
	Prevents bool        `json:"preventive,omitempty" doc:"预防措施 (CMP-27), where it is not remedial"`
	Text     string      `json:"text" maxLength:"2000"`
	Due      desk.Millis `json:"due" minimum:"1"`
}

// Kind implements Change.
func (AddAction) Kind() Kind          { return KindAction }
func (AddAction) circle() circle      { return handlers }
func (AddAction) ready(c *Case) error { return c.open() }
func (a AddAction) apply(c *Case, _ Stamp) error {
	if a.Due < 1 {
		return desk.Fail(desk.Invalid, "due", "an action has a date")
	}
	c.Actions = append(c.Actions, Action{N: len(c.Actions) + 1, Remedial: a.Remedial, Prevents: a.Prevents && !a.Remedial, Text: a.Text, Due: a.Due})
	return need(a.Text, "the action")
}

// Done ends an action. A corrective one may outlive the complaint.
type Done struct {
	N    int    `json:"n" minimum:"1"`
	Note string `json:"note,omitempty" maxLength:"2000"`
}

// Kind implements Change.
func (Done) Kind() Kind        { return KindDone }
func (Done) circle() circle    { return handlers }
func (Done) ready(*Case) error { return nil }
func (d Done) apply(c *Case, by Stamp) error {
	if d.N < 1 || d.N > len(c.Actions) || c.Actions[d.N-1].DoneAt > 0 {
		return desk.Fail(desk.Invalid, "no_such_action", "no action is open under this number")
	}
	a := &c.Actions[d.N-1]
	a.DoneAt, a.DoneBy, a.DoneNote = by.At, by.Who, d.Note
	return nil
}

// Follow is the call-back: satisfied, or back to the department (CMP-19, FCR-03).
type Follow struct {
	Satisfied bool   `json:"satisfied"`
	Note      string `json:"note,omitempty" maxLength:"2000" doc:"What the customer said"`
}

// Kind implements Change.
func (Follow) Kind() Kind     { return KindFollowedUp }
func (Follow) circle() circle { return followers }
func (Follow) ready(c *Case) error {
	if err := c.at(Returned); err != nil {
		return err
	}
	if c.Reply == nil {
		return desk.Fail(desk.Conflict, "not_answered", "tell the customer the result first")
	}
	return nil
}

func (f Follow) apply(c *Case, by Stamp) error {
	c.FollowUp = &FollowUp{Satisfied: f.Satisfied, Note: f.Note, Stamp: by}
	if f.Satisfied {
		c.Step = FollowedUp
		return nil
	}
	department := ""
	if n := len(c.Dispatches); n > 0 {
		department = c.Dispatches[n-1].Department
	}
	c.Step, c.Reply = Dispatched, nil
	c.Dispatches = append(c.Dispatches, Dispatch{N: len(c.Dispatches) + 1, Department: department, Text: f.Note, Due: c.due(), Stamp: by})
	return need(f.Note, "what the customer is not satisfied with")
}

// Close ends the complaint: answered, decided, and the customer satisfied (ORG-07, CMP-12, CMP-19).
type Close struct {
	Result  string `json:"result" maxLength:"2000" doc:"What came of it, for the archive"`
	Manager bool   `json:"manager,omitempty" readOnly:"true" doc:"Set by the desk: a manager sees the closure (FLW-10)"`
}

// Kind implements Change.
func (Close) Kind() Kind     { return KindClosed }
func (Close) circle() circle { return handlers }
func (Close) ready(c *Case) error {
	if err := c.open(); err != nil {
		return err
	}
	if missing := c.Missing(); len(missing) > 0 {
		return desk.Fail(desk.Conflict, "not_finished", "before closing the complaint needs: "+missing[0])
	}
	return c.at(FollowedUp)
}

func (l Close) apply(c *Case, by Stamp) error {
	c.late(by.At)
	c.Step, c.ClosedAt, c.Result, c.Unseen = Closed, by.At, l.Result, l.Manager
	return need(l.Result, "the result")
}

// Reopen takes a closed complaint up again because the problem persists (CMP-20): decided anew, with a deadline anew.
type Reopen struct {
	Reason string      `json:"reason" maxLength:"2000"`
	Due    desk.Millis `json:"due,omitempty" readOnly:"true" doc:"Set by the desk"`

	VerifyBy desk.Millis `json:"verify_by,omitempty" readOnly:"true" doc:"Set by the desk (SLA-07)"`
}

// Kind implements Change.
func (Reopen) Kind() Kind     { return KindReopened }
func (Reopen) circle() circle { return followers }
func (Reopen) ready(c *Case) error {
	if c.Open() {
		return desk.Fail(desk.Conflict, "case_open", "the complaint is not closed")
	}
	return nil
}

func (r Reopen) apply(c *Case, by Stamp) error {
	c.Step, c.ClosedAt, c.Since, c.SeverityDue, c.CustomerDue = Registered, 0, by.At, r.Due, 0
	c.Extension, c.Reply, c.FollowUp, c.Validity, c.Grounds, c.Result = nil, nil, nil, "", "", ""
	c.VerifyBy, c.Unseen, c.Seen = r.VerifyBy, false, nil
	c.Reopened++
	return need(r.Reason, "the reason")
}
