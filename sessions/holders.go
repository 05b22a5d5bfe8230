package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// onAssigned gives the session to an agent: by the router from the queue, or because somebody took it. The place at the
// agent's desk is taken in the same commit.
func (a *applied) onAssigned(e Assigned) error {
	switch {
	case !a.s.Phase.Open():
		return refuse("session_closed", "the session is closed")
	case a.s.Phase == Closing:
		return refuse("closing", "the closing script is on its way")
	case e.Agent == "":
		return desk.Fail(desk.Invalid, "no_agent", "an assignment needs an agent")
	case a.holder() == e.Agent && a.offered() && e.By == string(e.Agent):
		a.accept(e.At, e.Name)
		return nil
	case a.holder() == e.Agent:
		return refuse("already_yours", "the session is already at this desk")
	case a.s.Holder != nil && !e.Over:
		return refuse("taken", "a colleague has taken the session")
	}
	a.leaveHolder()
	a.give(e.At, Holder{Agent: e.Agent, Reason: e.Reason, Speciality: e.Speciality}, Occupy{Agent: e.Agent, Epoch: e.Epoch, Force: e.Over})
	if e.Offer && a.rules.Offer > 0 {
		a.s.Holder.Until = e.At.Add(a.rules.Offer)
		return nil
	}
	a.s.Declined = nil
	a.line(e.At, LineAssigned, e.Agent, e.Name)
	a.tookOver(e.At, e.Name)
	return nil
}

// offered says whether the holder has still to accept.
func (a *applied) offered() bool { return a.s.Holder != nil && a.s.Holder.Until != 0 }

// accept makes an offer a holding: from now on the seconds are the agent's.
func (a *applied) accept(at desk.Millis, name string) {
	agent := a.s.Holder.Agent
	a.s.Holder.Until, a.s.Holder.Since, a.s.Holder.Reason, a.s.Declined = 0, at, "accepted", nil
	a.line(at, LineAssigned, agent, name)
	a.tookOver(at, name)
}

// decline notes who is to be asked last for this session, because they have just had it.
func (a *applied) decline(agent desk.AgentID) {
	if !slices.Contains(a.s.Declined, agent) {
		a.s.Declined = append(a.s.Declined, agent)
	}
}

// onTransferred passes the session on to a group's queue or to one colleague, with a note for the colleagues (RTE-01).
// Open obligations keep running: the customer waits all the same.
func (a *applied) onTransferred(e Transferred) error {
	if err := a.mayAct(e.By, e.Any); err != nil {
		return err
	}
	switch {
	case a.s.Phase == Closing:
		return refuse("closing", "the closing script is on its way")
	case e.ToAgent != "" && e.ToAgent == a.holder():
		return refuse("already_yours", "the session is already at this desk")
	case e.ToAgent == "" && e.ToGroup == "":
		return desk.Fail(desk.Invalid, "no_target", "a transfer needs a group or a colleague")
	}
	a.s.Transfers++
	a.note(e.At, ForHandover, e.By, e.ClientID, e.Text)
	giver := a.holder()
	a.leaveHolder()
	a.sortOut(e)
	if e.ToAgent != "" {
		a.s.Declined = nil
		reason := "transferred"
		if e.Instead != "" {
			reason = "deputised"
		}
		a.give(e.At, Holder{Agent: e.ToAgent, Reason: reason, Speciality: e.Speciality}, Occupy{Agent: e.ToAgent})
		a.line(e.At, LineTransfer, e.ToAgent, e.Name)
		a.tellTransfer(e)
		return nil
	}
	a.s.Last = "" // the new group decides afresh
	if giver != "" {
		a.decline(giver)
	}
	a.queue(e.At)
	a.line(e.At, LineTransfer, "", string(e.ToGroup))
	a.tellTransfer(e)
	return nil
}

// onReturned puts the session back into its queue with a visible line (RTE-08: silence, an agent who is gone).
func (a *applied) onReturned(e Returned) error {
	if a.s.Phase != Serving || a.s.Holder == nil {
		return refuse("not_serving", "nobody has this session")
	}
	if !e.Any && string(a.s.Holder.Agent) != e.By {
		return refuse("not_holder", "you do not have this session")
	}
	switch e.Reason {
	case ReasonSilent:
		a.silent(a.s.Holder.Agent)
	case "offline", "disabled": // will not be asked in any case
	default:
		a.decline(a.s.Holder.Agent)
	}
	a.leaveHolder()
	a.s.Last = ""
	a.queue(e.At)
	a.line(e.At, LineReturned, "", e.Reason)
	return nil
}

// give makes the agent the holder; out of the queue if it stood there.
func (a *applied) give(at desk.Millis, h Holder, place Occupy) {
	if a.s.Phase == Queued {
		a.emit(Withdraw{})
	}
	a.s.Phase, a.s.QueuedAt, a.s.Left = Serving, 0, false
	a.unsay(ForAway)
	h.Since = at
	if !a.rules.Steps {
		h.Speciality = ""
	}
	a.s.Holder = &h
	a.emit(place)
}

// queue makes the session wait in its group; out of another group's queue if it stood there.
func (a *applied) queue(at desk.Millis) {
	if a.s.Phase == Queued {
		a.emit(Withdraw{})
	}
	a.s.Phase, a.s.QueuedAt = Queued, at
	a.emit(RequestAgent{})
}

// leaveHolder ends the holder's span, if there is one.
func (a *applied) leaveHolder() {
	if a.s.Holder == nil {
		return
	}
	a.emit(Release{Agent: a.s.Holder.Agent})
	a.s.Last = a.s.Holder.Agent
	a.s.Holder = nil
}
