package sessions

import (
	"time"

	"firstline/internal/desk"
	"firstline/scripts"
)

// onCustomerWrote opens, continues or reopens a session with a message of the customer.
func (a *applied) onCustomerWrote(e CustomerWrote) error {
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
	}
	if e.Title != "" {
		a.s.Title = e.Title
	}
	if e.Language != "" {
		a.s.Language = e.Language
	}
	seq := a.next()
	a.emit(Record{Message{Seq: seq, Role: desk.RoleCustomer, Purpose: ForCustomer, Kind: e.Kind, Text: e.Text,
		External: e.ExternalID, At: e.At, SentAt: e.SentAt}})
	a.s.Asked, a.s.AskedRef = seq, e.ExternalID
	a.oblige(seq, e.At)
	if e.Opening != nil {
		a.greet(e.At, e.Opening.Returning)
	}
	if a.s.Phase == Queued && !a.s.Left && !a.rules.Hours[a.s.Group].Open(e.At) {
		a.away(e.At)
	}
	return nil
}

// away tells a customer who writes outside of the hours when somebody will be there (CHN-02, SLA-05). The session waits
// as a left message: the first thing to be handled when the group comes back (CHN-04). It is told once, until somebody has
// had the session.
func (a *applied) away(at desk.Millis) {
	a.s.Left = true
	back, ok := a.rules.Hours[a.s.Group].NextOpening(at)
	when := back.Time().In(a.rules.Zone)
	if !ok {
		when = time.Time{}
	}
	text, err := scripts.Away(a.ask(at), when)
	if err == nil {
		a.say(at, ForAway, "", text.ScriptID, text.Body, "", 0)
	}
}

// ask is what scripts are filled with.
func (a *applied) ask(at desk.Millis) scripts.Ask {
	return scripts.Ask{Pack: a.rules.Pack, At: at.Time().In(a.rules.Zone), Organisation: a.rules.Organisation, Customer: a.s.Title}
}

// open starts the session in the queue of the default group.
func (a *applied) open(e CustomerWrote) {
	o := e.Opening
	a.s = State{ID: o.Session, Address: o.Address, Ordinal: o.Ordinal, Rules: o.Rules, Accepts: o.Accepts, Last: o.Last,
		Phase: Queued, Group: a.rules.DefaultGroup, OpenedAt: e.At, QueuedAt: e.At}
	a.emit(RequestAgent{})
}

// reopen continues a closed session; whether the window still holds is for Continues to say.
func (a *applied) reopen(e CustomerWrote) {
	a.s.Phase, a.s.QueuedAt, a.s.ClosedAt, a.s.Ending = Queued, e.At, 0, nil
	a.s.Reopened++
	a.line(e.At, LineReopened, "", "")
	a.emit(RequestAgent{})
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
	role := desk.RoleAuto
	if author != "" {
		role = desk.RoleAgent
	}
	m := Message{Seq: a.next(), Role: role, Author: string(author), Purpose: p, Kind: desk.KindText, Text: text,
		ClientID: clientID, At: at, Script: script, Delivery: desk.DeliveryQueued}
	if a.s.Accepts {
		m.Delivery = desk.DeliverySent
		a.emit(Record{m})
		return m.Seq
	}
	a.s.InFlight = append(a.s.InFlight, Flight{Seq: m.Seq, Answers: answers, Purpose: p})
	ref := ""
	if p == ForReply {
		ref = a.s.AskedRef
	}
	a.emit(Deliver{Message: m, ReplyTo: ref})
	return m.Seq
}
