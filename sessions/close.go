package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// Skips are the reasons for which a session closes without its closing script (SCR-02).
func Skips() []string { return []string{"blocked", "token_dead", "no_response", "invalid"} }

// Outcomes are the results that a close may carry (ui.md 1.6.2).
func Outcomes() []string {
	return []string{"solved", "to_complaint", "to_department", "no_response", "invalid", "left_message_done"}
}

// onCloseRequested closes the session with its closing script, or with the recorded reason why none is sent: the gate
// never makes closing impossible, but it never lets a session close without one of the two (SCR-02). A question that
// nobody answered keeps it open unless such a reason is given.
func (a *applied) onCloseRequested(e CloseRequested) error {
	if err := a.mayClose(e); err != nil {
		return err
	}
	a.s.Ending = &Ending{By: e.By, At: e.At, Outcome: e.Outcome, Category: e.Category}
	if e.Skip != "" {
		a.s.Ending.Closing.Skipped = e.Skip
		a.close(e.At, e.ClientID)
		return nil
	}
	seq := a.say(e.At, ForClosing, e.By, e.Script, e.Text, e.ClientID, 0)
	a.s.Ending.Closing.Seq, a.s.Ending.Closing.Script = seq, e.Script
	if a.s.Accepts {
		a.s.Ending.Closing.Sent = true
		a.close(e.At, "")
		return nil
	}
	if a.s.Phase == Queued {
		a.emit(Withdraw{})
		a.s.QueuedAt = 0
	}
	a.s.Phase = Closing
	return nil
}

func (a *applied) mayClose(e CloseRequested) error {
	if err := a.mayAct(e.By, e.Any); err != nil {
		return err
	}
	switch {
	case a.s.Phase == Closing:
		return refuse("closing", "the session is being closed already")
	case e.Outcome == "":
		return desk.Fail(desk.Invalid, "no_outcome", "say how the session ended before you close it")
	case !slices.Contains(Outcomes(), e.Outcome):
		return desk.Fail(desk.Invalid, "unknown_outcome", "this outcome is not on the list")
	case e.Skip != "" && !slices.Contains(Skips(), e.Skip):
		return desk.Fail(desk.Invalid, "unknown_reason", "this is no reason to close without the closing script")
	case e.Skip == "" && a.owed():
		return refuse("unanswered", "the customer's last message has no answer: reply first, or give the reason why not")
	}
	return nil
}

// owed says whether a customer's message has neither an accepted answer nor one on its way.
func (a *applied) owed() bool {
	for _, w := range a.s.Waits {
		if !a.onItsWay(w.Seq) {
			return true
		}
	}
	return false
}

// close ends the session. What was still owed is dropped with the reason that the ending carries. The line has the id of
// a command that wrote nothing else, so that its repetition finds it.
func (a *applied) close(at desk.Millis, clientID string) {
	if a.s.Phase == Queued {
		a.emit(Withdraw{})
	}
	a.leaveHolder()
	a.s.Phase, a.s.ClosedAt, a.s.QueuedAt, a.s.Left, a.s.Waits = Closed, at, 0, false, nil
	a.emit(Record{Message{Seq: a.next(), Role: desk.RoleSystem, Author: string(a.s.Ending.By), Purpose: LineClosed, Kind: desk.KindText, Text: a.s.Ending.Outcome, ClientID: clientID, At: at}})
}

// closingJudged goes on once the channel has spoken about the closing script.
func (a *applied) closingJudged(at desk.Millis) {
	if len(a.s.Waits) > 0 { // the customer wrote meanwhile, or an answer failed: the session goes on
		a.s.Ending = nil
		a.keepOpen(at)
		return
	}
	a.close(at, "")
}

func (a *applied) keepOpen(at desk.Millis) {
	a.line(at, LineStillOpen, "", "")
	if a.s.Holder != nil {
		a.s.Phase = Serving
		return
	}
	a.queue(at)
}
