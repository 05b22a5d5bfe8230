package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// alarm is when a deadline has to be heard of next, after the given time: at a warning, or when it comes (SLA-01). A
// warning outside of the group's hours would ring in an empty room.
func (r Rules) alarm(g desk.GroupID, due, after desk.Millis) desk.Millis {
	for _, w := range r.Warnings {
		if at := due.Add(-w); at > after && r.Hours[g].Open(at) {
			return at
		}
	}
	return due
}

// onTimeReached carries out what has come due: warnings, breaches, the end of patience with a silent holder. Each is
// done once and none early. Who was down while several came due is told the newest of them only.
func (a *applied) onTimeReached(e TimeReached) error {
	if !a.s.Phase.Open() {
		return a.ignore()
	}
	hit := a.spokenOut(e.At)
	for i := range a.s.Waits {
		if w := &a.s.Waits[i]; w.Alarm != 0 && e.At >= w.Alarm {
			a.ring(w, e.At)
			hit = true
		}
	}
	for i := range a.s.Promises {
		if p := &a.s.Promises[i]; p.Alarm != 0 && e.At >= p.Alarm {
			a.remind(p, e.At)
			hit = true
		}
	}
	for i := range a.s.Aims {
		if m := &a.s.Aims[i]; m.Alarm != 0 && e.At >= m.Alarm {
			a.press(m, e.At)
			hit = true
		}
	}
	switch {
	case a.offered() && e.At >= a.s.Holder.Until:
		a.emit(HandBack{a.s.Holder.Agent, ReasonExpired})
		hit = true
	case a.s.SilentAt != 0 && e.At >= a.s.SilentAt:
		a.emit(HandBack{a.s.Holder.Agent, ReasonSilent})
		hit = true
	}
	if !hit {
		return a.ignore()
	}
	return nil
}

// ring raises the alarm of one obligation and sets the next.
func (a *applied) ring(w *Wait, at desk.Millis) {
	if at < w.Due {
		w.Alarm = a.rules.alarm(a.s.Group, w.Due, at)
		a.emit(Alarm{Agent: a.holder(), Seq: w.Seq, Left: w.Due.Sub(at), Due: w.Due})
		return
	}
	w.Alarm, w.Breached = 0, true
	a.emit(Alarm{Agent: a.holder(), Seq: w.Seq, Due: w.Due})
	if a.rules.Apology && a.s.Phase != Closing && !a.tried(w.Seq) {
		a.tell(at, Held{Purpose: ForApology}) // SCR-06; the alarm does not depend on it
	}
}

// watchSilence sets when the holder loses the session: so long after the oldest question that nobody has tried to
// answer, or after it came to this desk with that question open. A lead whom it was raised to keeps it.
func (a *applied) watchSilence() {
	a.s.SilentAt = 0
	if a.rules.Silence <= 0 || a.s.Phase != Serving || a.s.Raised || a.offered() {
		return
	}
	for _, w := range a.s.Waits {
		if !a.tried(w.Seq) {
			a.s.SilentAt = a.rules.after(a.s.Group, max(w.Since, a.s.Holder.Since), a.rules.Silence)
			return
		}
	}
}

// silent notes who left the customer without an answer, before the session goes to somebody else. When the hops are
// used up only a lead is asked (RTE-13).
func (a *applied) silent(agent desk.AgentID) {
	if !slices.Contains(a.s.Passed, agent) {
		a.s.Passed = append(a.s.Passed, agent)
	}
	a.s.Hops++
	a.s.Raised = a.s.Hops > a.rules.Hops
}
