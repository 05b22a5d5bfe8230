package sessions

import "firstline/internal/desk"

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
	case a.holder() == e.Agent:
		return refuse("already_yours", "the session is already at this desk")
	case a.s.Holder != nil && !e.Over:
		return refuse("taken", "a colleague has taken the session")
	}
	a.leaveHolder()
	a.give(e.At, e.Agent, e.Reason, Occupy{Agent: e.Agent, Epoch: e.Epoch, Force: e.Over})
	a.line(e.At, LineAssigned, e.Agent, e.Name)
	return nil
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
	a.leaveHolder()
	if e.ToGroup != "" {
		a.s.Group = e.ToGroup
	}
	if e.ToAgent != "" {
		a.give(e.At, e.ToAgent, "transferred", Occupy{Agent: e.ToAgent, Force: false})
		a.line(e.At, LineTransfer, e.ToAgent, e.Name)
		return nil
	}
	a.s.Last = "" // the new group decides afresh
	a.queue(e.At)
	a.line(e.At, LineTransfer, "", string(e.ToGroup))
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
	if e.Reason == ReasonSilent {
		a.silent(a.s.Holder.Agent)
	}
	a.leaveHolder()
	a.s.Last = ""
	a.queue(e.At)
	a.line(e.At, LineReturned, "", e.Reason)
	return nil
}

// give makes the agent the holder; out of the queue if it stood there.
func (a *applied) give(at desk.Millis, agent desk.AgentID, reason string, place Occupy) {
	if a.s.Phase == Queued {
		a.emit(Withdraw{})
	}
	a.s.Phase, a.s.QueuedAt, a.s.Left = Serving, 0, false
	a.s.Holder = &Holder{Agent: agent, Since: at, Reason: reason}
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
