package sessions

import (
	"slices"

	"firstline/internal/desk"
)

// Promise is a time that the customer was given (承诺, SCR-15).
type Promise struct {
	N      int          `json:"n"`
	By     desk.AgentID `json:"by"`
	At     desk.Millis  `json:"at"`
	Until  desk.Millis  `json:"until"`
	Alarm  desk.Millis  `json:"alarm,omitempty"`  // next reminder, at last Until itself; 0 once it passed
	Missed bool         `json:"missed,omitempty"` // the time passed before it was kept
}

// onPromised notes when the customer was told to hear from us (SLA-05). It keeps the session from being closed until it is
// kept, moved or withdrawn.
func (a *applied) onPromised(e Promised) error {
	if err := a.mayWork(e.By, e.Any); err != nil {
		return err
	}
	if e.Until <= e.At {
		return desk.Fail(desk.Invalid, "past", "the promised time has to lie ahead")
	}
	a.s.Promised++
	a.s.Promises = append(a.s.Promises, Promise{N: a.s.Promised, By: e.By, At: e.At, Until: e.Until, Alarm: a.rules.reminder(e.Until, e.At)})
	a.note(e.At, ForPromise, e.By, e.ClientID, e.Text)
	return nil
}

// reminder is when the maker of a promise hears of it next.
func (r Rules) reminder(until, after desk.Millis) desk.Millis {
	if at := until.Add(-r.Warning); r.Warning > 0 && at > after {
		return at
	}
	return until
}

// onPromiseSettled takes a promise off the list. Telling the customer another time in good time is no breach; whether it
// was in good time stays to be seen from the events.
func (a *applied) onPromiseSettled(e PromiseSettled) error {
	if err := a.mayWork(e.By, e.Any); err != nil {
		return err
	}
	i := slices.IndexFunc(a.s.Promises, func(p Promise) bool { return p.N == e.N })
	if i < 0 {
		return refuse("no_promise", "there is no such open promise")
	}
	switch {
	case e.As == "moved" && e.Until <= e.At:
		return desk.Fail(desk.Invalid, "past", "the promised time has to lie ahead")
	case e.As == "moved":
		p := &a.s.Promises[i]
		p.Until, p.Alarm, p.Missed = e.Until, a.rules.reminder(e.Until, e.At), false
	case e.As == "kept" || e.As == "withdrawn":
		a.s.Promises = slices.Delete(a.s.Promises, i, i+1)
	default:
		return desk.Fail(desk.Invalid, "settle_as", `"as" must be "kept", "moved" or "withdrawn"`)
	}
	if e.Text != "" {
		a.note(e.At, ForPromise, e.By, e.ClientID, e.Text)
	}
	return nil
}

// remind tells the holder of a promise that comes due, and the supervisors of one that was not kept.
func (a *applied) remind(p *Promise, at desk.Millis) {
	alarm := Alarm{Agent: a.holder(), Due: p.Until, Promise: p.N}
	if at < p.Until {
		alarm.Left = p.Until.Sub(at)
		p.Alarm = p.Until
	} else {
		p.Alarm, p.Missed = 0, true
	}
	a.emit(alarm)
}
