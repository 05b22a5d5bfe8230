package sessions

import "firstline/internal/desk"

// match sorts a session by the keyword rule that its customer's text met (ORG-02, RTE-01…03). As long as nobody has had it
// and nobody has said what it is about, it goes where the rule says; after that the rule only proposes.
func (a *applied) match(e CustomerWrote) {
	if e.Match == nil || a.rules.category(e.Match.Category) == nil || e.Match.Category == a.s.Category {
		return
	}
	if a.s.Phase != Queued || a.s.SortedBy != "" || a.s.Owner != "" {
		a.s.Hint = e.Match.Category
		return
	}
	a.classify(e.Match.Category, "system")
	if g := a.rules.category(e.Match.Category).Group; g != "" && g != a.s.Group {
		a.moveTo(g, e.Opening != nil)
	}
}

// moveTo changes the group of a session that waits. An opening has just asked for an agent, of whatever group.
func (a *applied) moveTo(g desk.GroupID, opening bool) {
	a.s.Group = g
	if !opening {
		a.emit(Withdraw{})
		a.emit(RequestAgent{})
	}
}

// onClassified notes what the customer wants (ORG-06). The session stays where it is: handing it on is a decision of its
// own, with a note for whoever gets it.
func (a *applied) onClassified(e Classified) error {
	if err := a.mayWork(e.By, e.Any); err != nil {
		return err
	}
	if e.Category == "" {
		return desk.Fail(desk.Invalid, "no_category", "say what the customer wants")
	}
	if e.Category == a.s.Category && a.s.Hint == "" {
		return a.ignore()
	}
	a.classify(e.Category, string(e.By))
	return nil
}

// onRegarded notes that the customer is a VIP, or none any more (CUS-03). Who waits has another place at once.
func (a *applied) onRegarded(e Regarded) error {
	if a.s.VIP == e.VIP || !a.s.Phase.Open() {
		return a.ignore()
	}
	before := a.s.Bonus
	a.s.VIP = e.VIP
	a.rank()
	if a.s.Phase == Queued && a.s.Bonus != before {
		a.emit(Withdraw{})
		a.emit(RequestAgent{})
	}
	return nil
}

// classify draws the consequences of a category. One that came after this session's rules has none.
func (a *applied) classify(category, by string) {
	a.s.Category, a.s.SortedBy, a.s.Hint = category, by, ""
	if c := a.rules.category(category); c != nil {
		a.s.Need = c.Need
		a.goWay(c.Flow, by)
	}
	a.rank()
}

// sortOut draws the consequences of where a transfer goes: into the group, to the speciality, and to the complaint
// specialists as a dispute with its number in the register (RTE-01, ORG-07).
func (a *applied) sortOut(e Transferred) {
	if e.Category != "" {
		a.classify(e.Category, string(e.By))
	}
	if e.Speciality != "" && e.ToAgent == "" {
		a.s.Need = e.Speciality
	}
	if e.Register != "" {
		a.s.Register = e.Register
	}
	if e.ToGroup == "" {
		return
	}
	a.s.Group = e.ToGroup
	if e.ToGroup == a.rules.Complaint && a.rules.Complaint != "" {
		a.goWay(FlowDispute, string(e.By))
	}
}

// rank adds up what the session is preferred for: nobody starves, since a bonus is only time that others can wait too.
func (a *applied) rank() {
	a.s.Bonus = 0
	if c := a.rules.category(a.s.Category); c != nil {
		a.s.Bonus = c.Bonus.Milliseconds()
	}
	if a.s.Reopened > 0 {
		a.s.Bonus += a.rules.Repeat.Milliseconds()
	}
	if a.s.VIP {
		a.s.Bonus += a.rules.VIP.Milliseconds()
	}
}
