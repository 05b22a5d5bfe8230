package sessions

import (
	"firstline/internal/desk"
	"firstline/scripts"
)

// tellTransfer tells the customer at a transfer which group takes over, or which colleague, with the apology of the pack
// (RTE-05); not where the rules do not say so, nor where whoever passed it on wants it quiet. A group is named until
// somebody of it has the session: then the customer hears who (tookOver). Like every automatic text it answers nothing.
func (a *applied) tellTransfer(e Transferred) {
	a.s.Handoff = ""
	a.unsay(ForTransfer)
	switch {
	case !a.rules.Handoff || e.Quiet || e.GroupName == "":
	case e.ToAgent != "":
		a.tell(e.At, Held{Purpose: ForTransfer, Group: e.GroupName, Agent: e.Name})
	default:
		a.tell(e.At, Held{Purpose: ForTransfer, Group: e.GroupName})
		a.s.Handoff = e.GroupName
	}
}

// tookOver tells the customer who of the group has the session now, if the group was named before. Who begins with an
// answer has said so without it, and comes without a name here.
func (a *applied) tookOver(at desk.Millis, name string) {
	group := a.s.Handoff
	a.s.Handoff = ""
	a.unsay(ForTransfer)
	if group != "" && name != "" {
		a.tell(at, Held{Purpose: ForTransfer, Group: group, Agent: name})
	}
}

// tellPlace tells a customer who begins a session how many wait before, where the rules say so and anybody does. A
// complainant who may be writing on is not told at all (SCR-20): a place that is told later is not the place any more.
func (a *applied) tellPlace(e CustomerWrote) {
	if !a.rules.Place || e.Opening == nil || a.s.Left || e.Opening.Ahead[a.s.Group] == 0 || !a.spare(e.At) || a.complaint() && e.At < a.s.BurstUntil {
		return
	}
	text, err := scripts.Queue(a.ask(e.At), e.Opening.Ahead[a.s.Group]+1)
	if err == nil {
		a.say(e.At, ForQueue, "", text.ScriptID, text.Body, "", 0)
	}
}
