package cases

import "firstline/internal/desk"

// Contact says that the department, or its head, has contacted the customer, which is due at once when it gets the
// complaint: apologise first, then investigate (CMP-06).
type Contact struct {
	Dispatch int    `json:"dispatch" minimum:"1" doc:"Which department's"`
	How      string `json:"how" maxLength:"2000" doc:"How, and what was said"`
}

// Kind implements Change.
func (Contact) Kind() Kind     { return KindContacted }
func (Contact) circle() circle { return handlers }
func (Contact) ready(c *Case) error {
	return c.asked("no department owes the customer a contact", func(d Dispatch) bool { return d.Contact && d.ContactedAt == 0 })
}

func (k Contact) apply(c *Case, by Stamp) error {
	d := c.dispatch(k.Dispatch)
	if d == nil || !d.Contact || d.ContactedAt > 0 {
		return desk.Fail(desk.Invalid, "no_such_dispatch", "no department owes the customer a contact under this number")
	}
	d.ContactedAt, d.ContactedBy, d.How = by.At, by.Who, k.How
	return need(k.How, "how the customer was contacted")
}

// Investigate writes down what a department has found out, before its solution (SLA-08).
type Investigate struct {
	Dispatch int    `json:"dispatch" minimum:"1" doc:"Which department's"`
	Result   string `json:"result" maxLength:"5000"`
}

// Kind implements Change.
func (Investigate) Kind() Kind     { return KindInvestigated }
func (Investigate) circle() circle { return handlers }
func (Investigate) ready(c *Case) error {
	return c.asked("no department waits to say what it has found out", investigating)
}

func (i Investigate) apply(c *Case, by Stamp) error {
	d := c.dispatch(i.Dispatch)
	if d == nil || !investigating(*d) {
		return desk.Fail(desk.Invalid, "no_such_dispatch", "no department waits to say what it has found out under this number")
	}
	c.missed(d.InvestigateBy, by.At)
	d.Found, d.FoundAt, d.FoundBy = i.Result, by.At, by.Who
	return need(i.Result, "the result of the investigation")
}

// investigating says whether a department still has to say what it has found out. Its answer says that as well.
func investigating(d Dispatch) bool { return d.Department != "" && d.FoundAt == 0 && d.AnsweredAt == 0 }

// asked refuses what no dispatch of an open entry waits for.
func (c *Case) asked(why string, waits func(Dispatch) bool) error {
	if err := c.open(); err != nil {
		return err
	}
	for _, d := range c.Dispatches {
		if waits(d) {
			return nil
		}
	}
	return desk.Fail(desk.Conflict, "no_such_dispatch", why)
}

// dispatch is the one of that number; nil when there is none.
func (c *Case) dispatch(n int) *Dispatch {
	if n < 1 || n > len(c.Dispatches) {
		return nil
	}
	return &c.Dispatches[n-1]
}

// SubmittedTo are the departments that the problem was submitted to, in order, each once (FLW-05).
func (c Case) SubmittedTo() []string {
	out := []string{}
	seen := map[string]bool{"": true}
	for _, d := range c.Dispatches {
		if !seen[d.Department] {
			out = append(out, d.Department)
		}
		seen[d.Department] = true
	}
	return out
}

// CallBy gives the call-back to somebody else. The first-contact owner does it unless somebody is named (FCR-03); nobody
// named gives it back.
type CallBy struct {
	To desk.AgentID `json:"to" maxLength:"64" doc:"Empty: the first-contact owner"`
}

// Kind implements Change.
func (CallBy) Kind() Kind                     { return KindCaller }
func (CallBy) circle() circle                 { return handlers }
func (CallBy) ready(c *Case) error            { return c.open() }
func (b CallBy) apply(c *Case, _ Stamp) error { c.Caller = b.To; return nil }

// CalledBy is who calls the customer back (FCR-03).
func (c Case) CalledBy() desk.AgentID {
	if c.Caller != "" {
		return c.Caller
	}
	return c.Owner
}
