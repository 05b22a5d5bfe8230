package sessions

import (
	"slices"
	"time"

	"firstline/internal/desk"
	"firstline/scripts"
)

// Held is an automatic text that waits until a complainant has spoken out (SCR-20).
type Held struct {
	Purpose Purpose     `json:"purpose"`         // apology, away, transfer
	Group   string      `json:"group,omitempty"` // transfer: who takes over
	Agent   string      `json:"agent,omitempty"` // transfer: who of them, once somebody has it
	Back    desk.Millis `json:"back,omitempty"`  // away: when the group comes back; 0 = nobody knows
}

// noteBurst puts off what the desk would say by itself: the customer may be writing on.
func (a *applied) noteBurst(at desk.Millis) {
	if a.rules.Burst > 0 {
		a.s.BurstUntil = max(a.s.BurstUntil, at.Add(a.rules.Burst))
	}
}

// tell says an automatic text, or keeps it until the customer of a complaint has written nothing for a while: a complainant
// is not interrupted (SCR-20). The greeting and what people write are never kept.
func (a *applied) tell(at desk.Millis, h Held) {
	switch {
	case a.s.ByHand: // nobody would read it
	case !a.complaint() || at >= a.s.BurstUntil:
		a.speak(at, h)
	case !slices.Contains(a.s.Held, h): // two late questions are one apology then
		a.s.Held = append(a.s.Held, h)
	}
}

// complaint says whether the session is about one: a dispute, an entry of the register, or the specialists' own.
func (a *applied) complaint() bool {
	return a.s.Flow == FlowDispute || a.s.Register != "" || a.rules.Complaint != "" && a.s.Group == a.rules.Complaint
}

// speak says the text. A script that cannot be made leaves the customer without one: nothing else depends on it.
func (a *applied) speak(at desk.Millis, h Held) {
	if !a.spare(at) {
		return
	}
	var text scripts.Text
	var err error
	switch h.Purpose {
	case ForApology:
		text, err = scripts.Say(a.ask(at), scripts.ApologyLate)
	case ForTransfer:
		text, err = scripts.Transferred(a.ask(at), h.Group, h.Agent)
	case ForAway:
		var back time.Time
		switch {
		case h.Back != 0 && h.Back <= at:
			return // kept for so long that the group is back
		case h.Back != 0:
			back = h.Back.Time().In(a.rules.Zone)
		}
		text, err = scripts.Away(a.ask(at), back)
	}
	if err == nil {
		a.say(at, h.Purpose, "", text.ScriptID, text.Body, "", 0)
	}
}

// spokenOut says what was kept, once the customer has written nothing for a while. It reports whether there was anything.
func (a *applied) spokenOut(at desk.Millis) bool {
	if len(a.s.Held) == 0 || at < a.s.BurstUntil {
		return false
	}
	held := a.s.Held
	a.s.Held = nil
	for _, h := range held {
		a.speak(at, h)
	}
	return true
}

// unsay drops what was kept of that purpose: something has come that makes it pointless.
func (a *applied) unsay(p Purpose) {
	a.s.Held = slices.DeleteFunc(a.s.Held, func(h Held) bool { return h.Purpose == p })
}
