package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// onDeliveryReported records what became of an outgoing message. Only an accepted human message closes an obligation;
// failed and unconfirmed ones leave it open and wait for a person.
func (a *applied) onDeliveryReported(e DeliveryReported) error {
	i := slices.IndexFunc(a.s.InFlight, func(f Flight) bool { return f.Seq == e.Seq })
	if i < 0 {
		return a.ignore()
	}
	f := a.s.InFlight[i]
	a.s.InFlight = slices.Delete(a.s.InFlight, i, i+1)
	a.emit(Settle{Seq: e.Seq, Delivery: e.Delivery, External: e.ExternalID, Reason: e.Reason})
	a.judged(e.At, f, e.Delivery, e.Reason)
	return nil
}

// judged draws the consequences of what the channel said.
func (a *applied) judged(at desk.Millis, f Flight, d desk.Delivery, reason string) {
	if d != desk.DeliverySent {
		a.s.Trouble = append(a.s.Trouble, f)
		a.refunded(f, d, reason)
	}
	a.missed(d, reason)
	a.concluded(at, f, d, reason)
	if a.s.Phase == Closing && a.s.Ending.Closing.Seq == f.Seq {
		a.closingJudged(at)
	}
}

// concluded notes what became of a message, whoever said so: an answer that arrived closes its obligations, a script
// was said or has the reason why not.
func (a *applied) concluded(at desk.Millis, f Flight, d desk.Delivery, reason string) {
	sent := d == desk.DeliverySent
	if f.Purpose == ForReply && f.Answers > 0 && sent { // of an answer in several messages only the last one answers
		a.answered(f.Answers)
		a.done(StepReplied, at, string(f.By))
	}
	script := a.script(f.Seq)
	if script == nil {
		return
	}
	script.Sent, script.Skipped = sent, ""
	if !sent {
		script.Skipped = string(d) + ":" + reason
	}
}

// script is what the state keeps of the greeting or closing at the place; nil when another message stands there.
func (a *applied) script(seq int64) *Spoken {
	switch {
	case a.s.Greeting.Seq == seq:
		return &a.s.Greeting
	case a.s.Ending != nil && a.s.Ending.Closing.Seq == seq:
		return &a.s.Ending.Closing
	}
	return nil
}

// onDeliveryResolved carries out what a person decided about a failed or unconfirmed message: send it again, or count
// it as delivered.
func (a *applied) onDeliveryResolved(e DeliveryResolved) error {
	i := slices.IndexFunc(a.s.Trouble, func(f Flight) bool { return f.Seq == e.Seq })
	if i < 0 {
		return refuse("not_in_trouble", "this message neither failed nor is it unconfirmed")
	}
	f := a.s.Trouble[i]
	if e.As == "resend" && !f.Purpose.Changes() {
		if err := a.affords(e.At, 1); err != nil {
			return err
		}
	}
	a.s.Trouble = slices.Delete(a.s.Trouble, i, i+1)
	switch e.As {
	case "resend":
		a.use(f.Purpose, 1)
		a.s.InFlight = append(a.s.InFlight, f)
		a.emit(Settle{Seq: e.Seq, Delivery: desk.DeliveryQueued})
		a.emit(Resend{Seq: e.Seq})
	case "delivered":
		a.emit(Settle{Seq: e.Seq, Delivery: desk.DeliverySent, Reason: "marked delivered"})
		a.concluded(e.At, f, desk.DeliverySent, "")
	default:
		return desk.Fail(desk.Invalid, "resolve_as", `"as" must be "resend" or "delivered"`)
	}
	return nil
}
