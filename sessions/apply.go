package sessions

import (
	"fmt"
	"slices"

	"firstline/internal/desk"
)

// Apply gives the state after an event and what must follow from it. It is pure: the same three values always give the
// same answer, and the given state is left as it was. A fact that changes nothing (a late delivery report, a deadline
// that moved) gives the state back with its version unchanged. An error is of kind desk.Conflict, desk.Invalid or
// desk.Forbidden and means that the command is refused; nothing has happened then.
func Apply(rules Rules, s State, e Event) (State, []Effect, error) {
	a := &applied{rules: rules, s: s.clone()}
	before := a.s.Version
	if err := a.step(e); err != nil {
		return s, nil, err
	}
	if a.ignored {
		return s, nil, nil
	}
	a.watchSilence()
	a.advance(e.When())
	a.watchAims(e.When())
	a.s.Version = before + 1
	return a.s, a.effects, nil
}

// applied is one Apply under way.
type applied struct {
	rules   Rules
	s       State
	effects []Effect
	ignored bool
}

func (a *applied) step(e Event) error {
	switch e := e.(type) {
	case CustomerWrote:
		return a.onCustomerWrote(e)
	case AgentReplied:
		return a.onAgentReplied(e)
	case ReplyChanged:
		return a.onReplyChanged(e)
	case NoteAdded:
		return a.onNoteAdded(e)
	case Assigned:
		return a.onAssigned(e)
	case Transferred:
		return a.onTransferred(e)
	case Returned:
		return a.onReturned(e)
	case CloseRequested:
		return a.onCloseRequested(e)
	case DeliveryReported:
		return a.onDeliveryReported(e)
	case DeliveryResolved:
		return a.onDeliveryResolved(e)
	case TimeReached:
		return a.onTimeReached(e)
	case Regarded:
		return a.onRegarded(e)
	case Classified:
		return a.onClassified(e)
	case Verified:
		return a.onVerified(e)
	case Asked:
		return a.onAsked(e)
	case Told:
		return a.onTold(e)
	case Promised:
		return a.onPromised(e)
	case PromiseSettled:
		return a.onPromiseSettled(e)
	case ConfirmAsked:
		return a.onConfirmAsked(e)
	case Waived:
		return a.onWaived(e)
	case Rated:
		return a.onRated(e)
	case CustomerMarked:
		return a.onCustomerMarked(e)
	case CustomerSaw:
		return a.onCustomerSaw(e)
	case FileSettled:
		return a.onFileSettled(e)
	case Noticed:
		return a.onNoticed(e)
	case Forgotten:
		return a.onForgotten(e)
	case Reopened:
		return a.onReopened(e)
	default:
		panic(fmt.Sprintf("sessions: event %T has no case in Apply", e))
	}
}

// emit adds an effect.
func (a *applied) emit(e Effect) { a.effects = append(a.effects, e) }

// ignore says that the event changes nothing.
func (a *applied) ignore() error { a.ignored = true; return nil }

// next is the place of the next message.
func (a *applied) next() int64 { a.s.Seq++; return a.s.Seq }

// line writes a visible remark of the system into the transcript.
func (a *applied) line(at desk.Millis, p Purpose, author desk.AgentID, text string) {
	a.emit(Record{Message{Seq: a.next(), Role: desk.RoleSystem, Author: string(author), Purpose: p, Kind: desk.KindText, Text: text, At: at}})
}

// clone copies what Apply may change in place.
func (s State) clone() State {
	s.Waits = slices.Clone(s.Waits)
	s.InFlight = slices.Clone(s.InFlight)
	s.Trouble = slices.Clone(s.Trouble)
	s.Passed = slices.Clone(s.Passed)
	s.Declined = slices.Clone(s.Declined)
	s.Steps = slices.Clone(s.Steps)
	s.Asks = slices.Clone(s.Asks)
	s.Promises = slices.Clone(s.Promises)
	s.Held = slices.Clone(s.Held)
	s.Aims = slices.Clone(s.Aims)
	s.Mentioned = slices.Clone(s.Mentioned)
	if s.Rating != nil {
		r := *s.Rating
		s.Rating = &r
	}
	if s.Waived != nil {
		w := *s.Waived
		s.Waived = &w
	}
	if s.Holder != nil {
		h := *s.Holder
		s.Holder = &h
	}
	if s.Ending != nil {
		e := *s.Ending
		s.Ending = &e
	}
	return s
}

// refuse is a command that the state does not allow.
func refuse(code, message string) error { return desk.Fail(desk.Conflict, code, message) }

// mayAct checks that the session is open and that the agent holds it, or may act on any.
func (a *applied) mayAct(agent desk.AgentID, anyone bool) error {
	if !a.s.Phase.Open() {
		return refuse("session_closed", "the session is closed: the customer has to write again")
	}
	if anyone || (a.s.Holder != nil && a.s.Holder.Agent == agent) {
		return nil
	}
	return refuse("not_holder", "you do not have this session: take it first")
}

// mayWork is mayAct on a session that is not being closed.
func (a *applied) mayWork(agent desk.AgentID, anyone bool) error {
	if err := a.mayAct(agent, anyone); err != nil {
		return err
	}
	if a.s.Phase == Closing {
		return refuse("closing", "the closing script is on its way: wait until the session is closed")
	}
	return nil
}
