package sessions

import (
	"cmp"
	"slices"

	"firstline/internal/desk"
)

// Skips are the reasons for which a session closes without its closing script (SCR-02).
func Skips() []string { return []string{"blocked", "token_dead", "no_response", "invalid", QuotaUsed} }

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
	a.s.Held = nil
	a.s.Ending = &Ending{By: e.By, At: e.At, Outcome: e.Outcome, Category: cmp.Or(e.Category, a.s.Category), Feedback: e.Feedback}
	if e.Feedback == "given" {
		a.note(e.At, ForFeedback, e.By, "", e.Learned)
	}
	if e.Rating && e.Skip == "" {
		a.s.Rating = &Rating{AskedAt: e.At}
	}
	if e.Skip != "" {
		a.s.Ending.Closing.Skipped = e.Skip
		a.close(e.At, e.ClientID)
		return nil
	}
	a.hit(e.Hits)
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
	if a.s.Holder != nil {
		a.s.Holder.Until = 0 // somebody has dealt with it: there is nothing left to accept
	}
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
	case e.Skip == ByHand && a.s.ByHand:
		return a.finished(e)
	case e.Skip != "" && !slices.Contains(Skips(), e.Skip):
		return desk.Fail(desk.Invalid, "unknown_reason", "this is no reason to close without the closing script")
	case e.Feedback != "" && e.Feedback != "none" && e.Feedback != "given":
		return desk.Fail(desk.Invalid, "unknown_feedback", `"feedback" must be "none" or "given"`)
	case e.Skip == "" && a.owed():
		return refuse("unanswered", "the customer's last message has no answer: reply first, or give the reason why not")
	}
	if e.Skip != "" {
		return nil
	}
	if err := a.affords(e.At, 1); err != nil {
		return err
	}
	return a.finished(e)
}

// finished refuses a close with script that skips something of the way (FLW-04), forgets what was promised (SCR-15), comes
// before the customer was asked whether that was it (FLW-06), leaves a valid complaint without an apology (SCR-06; what was said
// at the counter stands nowhere) or does not say what the department is to learn (LOG-03).
func (a *applied) finished(e CloseRequested) error {
	if err := a.discharged(); err != nil {
		return err
	}
	switch next := a.s.NextStep(); {
	case len(a.s.Promises) > 0:
		return refuse("promise_open", "the customer was promised an answer: keep it, or tell the customer another time first")
	case a.unconfirmed(e.At) && !a.onlyThanked():
		return refuse("confirm_first", "ask the customer first whether that answered the question")
	case e.Sorry && !a.s.Sorry && !a.s.ByHand:
		return refuse("apology_first", "the complaint was found valid: apologise to the customer first")
	case !a.rules.Steps:
		return nil
	case len(a.rules.Categories) > 0 && e.Category == "" && a.s.Category == "":
		return desk.Fail(desk.Invalid, "no_category", "say what the customer wanted before you close it")
	case next == StepReplied && a.replyInFlight(), a.onlyThanked():
		return a.learned(e)
	case next != StepFedBack:
		return refuse("step_"+string(next), "a step of this session's way is not done yet: "+string(next))
	}
	return a.learned(e)
}

func (a *applied) learned(e CloseRequested) error {
	if e.Feedback == "" {
		return desk.Fail(desk.Invalid, "no_feedback", "say what the department is to learn from this session, or that it is nothing")
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
	if a.s.Ending.Feedback != "" {
		a.done(StepFedBack, a.s.Ending.At, string(a.s.Ending.By))
	}
	a.s.Phase, a.s.ClosedAt, a.s.QueuedAt, a.s.Left, a.s.Waits = Closed, at, 0, false, nil
	a.s.Promises, a.s.Declined, a.s.Handoff, a.s.Waived = nil, nil, "", nil
	a.release()
	a.emit(Record{Message{Seq: a.next(), Role: desk.RoleSystem, Author: string(a.s.Ending.By), Purpose: LineClosed, Kind: desk.KindText, Text: a.s.Ending.Outcome, ClientID: clientID, At: at}})
}

// closingJudged goes on once the channel has spoken about the closing script.
func (a *applied) closingJudged(at desk.Millis) {
	// The customer wrote meanwhile, or an answer failed: the session goes on.
	if len(a.s.Waits) > 0 || a.rules.Steps && a.s.NextStep() != StepFedBack && !a.onlyThanked() {
		a.s.Ending, a.s.Rating = nil, nil
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
