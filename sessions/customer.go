package sessions

import (
	"slices"

	"firstline/internal/desk"
	"firstline/scripts"
)

// onCustomerWrote opens, continues or reopens a session with a message of the customer.
func (a *applied) onCustomerWrote(e CustomerWrote) error {
	begins := !a.s.Phase.Open() || a.s.Resumed != 0
	switch {
	case a.s.Phase == None:
		if e.Opening == nil {
			return desk.Fail(desk.Invalid, "no_opening", "the first event of a session must carry its opening")
		}
		a.open(e)
	case e.Opening != nil:
		return refuse("already_open", "the session exists already")
	case a.s.Phase == Closed:
		a.reopen(e)
	case a.s.Resumed != 0:
		a.comesBack(e)
	}
	a.s.Gone = ""
	if e.Title != "" {
		a.s.Title, a.s.Sender = e.Title, e.Sender
	}
	if e.Language != "" {
		a.s.Language = e.Language
	}
	a.match(e)
	if begins {
		a.aimFor(e.At)
	}
	seq := a.next()
	a.emit(Record{Message{Seq: seq, Role: desk.RoleCustomer, Author: string(e.By), Purpose: e.purpose(), Kind: e.Kind, Text: e.Text,
		External: e.ExternalID, At: e.At, SentAt: e.SentAt, Ref: e.ReplyTo, Files: e.Files}})
	a.s.Asked, a.s.AskedRef, a.s.Waived = seq, e.ExternalID, nil
	a.allow(e, seq)
	if a.s.ByHand {
		a.writtenDown(e)
		return nil
	}
	a.oblige(seq, e.At)
	a.noteBurst(e.At)
	if e.Opening != nil {
		a.greet(e.At, e.Opening.Returning)
	}
	if a.s.Phase == Queued && !a.s.Left && (!a.atWork(e.At) || a.rules.Nobody && slices.Contains(e.Absent, a.s.Group)) {
		a.away(e.At)
	}
	a.tellPlace(e)
	return nil
}

// atWork says whether the session's group is at work.
func (a *applied) atWork(at desk.Millis) bool { return a.rules.Hours[a.s.Group].Open(at) }

// away tells a customer who writes outside of the hours when somebody will be there, and one who writes while nobody of the
// group is, that nobody knows when (CHN-02, SLA-05). The session waits as a left message: the first thing to be handled
// when somebody comes back (CHN-04). It is told once, until somebody has had the session.
func (a *applied) away(at desk.Millis) {
	a.s.Left = true
	h := Held{Purpose: ForAway}
	if back, ok := a.rules.Hours[a.s.Group].NextOpening(at); ok && !a.atWork(at) {
		h.Back = back
	}
	a.tell(at, h)
}

// ask is what scripts are filled with.
func (a *applied) ask(at desk.Millis) scripts.Ask {
	return scripts.Ask{Pack: a.rules.Pack, At: at.Time().In(a.rules.Zone), Organisation: a.rules.Organisation, Customer: a.s.Customer()}
}

// open starts the session in the queue of the default group.
func (a *applied) open(e CustomerWrote) {
	o := e.Opening
	a.s = State{ID: o.Session, Address: o.Address, Ordinal: o.Ordinal, Rules: o.Rules, Accepts: o.Accepts, ByHand: o.ByHand, Last: o.Last,
		Phase: Queued, Group: a.rules.DefaultGroup, OpenedAt: e.At, QueuedAt: e.At, VIP: o.VIP}
	if o.VIP {
		a.rank()
	}
	a.emit(RequestAgent{})
}

// reopen continues a closed session; whether the window still holds is for Continues to say.
func (a *applied) reopen(e CustomerWrote) {
	a.unclose()
	a.s.Phase, a.s.QueuedAt = Queued, e.At
	a.comesBack(e)
	a.line(e.At, LineReopened, "", "")
	a.emit(RequestAgent{})
}

// comesBack notes that the customer came back inside the window: what is asked now goes its way from the beginning.
func (a *applied) comesBack(e CustomerWrote) {
	a.s.Reopened++
	a.s.Resumed, a.s.Steps, a.s.Confirmed, a.s.Brushed = 0, nil, 0, false
	if e.VIP != nil {
		a.s.VIP = *e.VIP
	}
	a.rank()
}

// Continues says whether a message at the given time still belongs to the session: it is open, or was closed within
// the reopen window (a setting, default 24 h).
func Continues(rules Rules, s State, at desk.Millis) bool {
	switch {
	case s.Phase == None:
		return false
	case s.Phase.Open():
		return true
	}
	return rules.ReopenWindow > 0 && at.Sub(s.ClosedAt) < rules.ReopenWindow
}

// greet sends the unified greeting, once per session (SCR-02, SCR-03, SCR-12). A greeting that cannot be made is
// recorded with its reason and never stops the customer's message.
func (a *applied) greet(at desk.Millis, returning bool) {
	ask := a.ask(at)
	ask.Returning = returning
	text, err := scripts.Greeting(ask)
	if err != nil {
		a.s.Greeting = Spoken{Skipped: err.Error()}
		return
	}
	a.s.Greeting = Spoken{Seq: a.say(at, ForGreeting, "", text.ScriptID, text.Body, "", 0), Script: text.ScriptID}
	if a.s.Accepts {
		a.s.Greeting.Sent = true
	}
}

// say puts an outgoing message into the transcript and on its way. On a channel that accepts on commit it counts as
// sent at once. It returns the message's place.
func (a *applied) say(at desk.Millis, p Purpose, author desk.AgentID, script, text, clientID string, answers int64) int64 {
	return a.deliver(Message{Role: desk.RoleAuto, Author: string(author), Purpose: p, Kind: desk.KindText, Text: text, ClientID: clientID, At: at, Script: script}, answers)
}

// deliver numbers a message for the customer and sends it; a channel that has it by our commit (Accepts) has it now.
func (a *applied) deliver(m Message, answers int64) int64 {
	m.Seq, m.Delivery = a.next(), desk.DeliveryQueued
	if m.Author != "" {
		m.Role = desk.RoleAgent
	}
	if a.s.Accepts {
		m.Delivery = desk.DeliverySent
		a.emit(Record{m})
		return m.Seq
	}
	a.use(m.Purpose, 1)
	f := Flight{Seq: m.Seq, Answers: answers, Purpose: m.Purpose}
	if a.rules.Steps && m.Purpose == ForReply {
		f.By = desk.AgentID(m.Author)
	}
	a.s.InFlight = append(a.s.InFlight, f)
	if m.Purpose == ForReply && m.Ref == "" {
		m.Ref = a.s.AskedRef
	}
	a.emit(Deliver{m})
	return m.Seq
}
