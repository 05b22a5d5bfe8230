package sessions

import (
	"firstline/internal/desk"
	"firstline/scripts"
)

// onConfirmAsked puts the question to the customer whether that answered it (FLW-06), behind the answer and before the
// closing. It is no answer itself, so it cannot come before one.
func (a *applied) onConfirmAsked(e ConfirmAsked) error {
	if err := a.mayWork(e.By, false); err != nil {
		return err
	}
	if a.owed() {
		return refuse("confirm_early", "answer the customer's last message before you ask whether that was it")
	}
	if err := a.affords(e.At, 1); err != nil {
		return err
	}
	a.s.Confirmed = a.say(e.At, ForConfirm, e.By, e.Script, e.Text, e.ClientID, 0)
	return nil
}

// unconfirmed says whether the question has to be put before the session closes with its script. A pack without it asks
// nobody.
func (a *applied) unconfirmed(at desk.Millis) bool {
	if !a.rules.Confirm || a.s.Confirmed > 0 || a.s.ByHand {
		return false
	}
	_, err := scripts.Say(a.ask(at), scripts.ConfirmAsk)
	return err == nil
}
