package sessions

import "firstline/internal/desk"

// AimKind names a target of the whole matter, beside that of each answer (SLA-02).
type AimKind string

// The further targets.
const (
	AimAnswer     AimKind = "answer"     // the customer has the real answer: the flow's step of the reply
	AimCompletion AimKind = "completion" // the session is closed
)

// Aim is a further target of a session under way. A session that is opened anew has new ones.
type Aim struct {
	Kind     AimKind     `json:"kind"`
	Since    desk.Millis `json:"since"`
	Due      desk.Millis `json:"due"`                // in the working time of the group that it came to
	Alarm    desk.Millis `json:"alarm,omitempty"`    // next warning, at last Due itself; 0 once it passed or was met
	MetAt    desk.Millis `json:"met_at,omitempty"`   // 0 = not yet
	Breached bool        `json:"breached,omitempty"` // Due passed before it was met
}

// aimFor sets the further targets of a customer's matter that begins now.
func (a *applied) aimFor(at desk.Millis) {
	a.s.Aims = nil
	for _, t := range a.rules.aims() {
		due := a.rules.after(a.s.Group, at, t.within)
		a.s.Aims = append(a.s.Aims, Aim{Kind: t.kind, Since: at, Due: due, Alarm: a.rules.reminder(due, at)})
	}
}

// watchAims notes which targets the event has met. What an agent opened again has none before the customer writes: those that are
// kept say how the close was.
func (a *applied) watchAims(at desk.Millis) {
	if a.s.Resumed != 0 {
		return
	}
	for i := range a.s.Aims {
		m := &a.s.Aims[i]
		if m.MetAt == 0 && a.met(m.Kind) {
			m.MetAt, m.Alarm, m.Breached = at, 0, m.Breached || at > m.Due
		}
	}
}

// met says whether a target is reached where the session stands. Without steps every answer is the real one.
func (a *applied) met(kind AimKind) bool {
	switch {
	case kind == AimCompletion:
		return a.s.Phase == Closed
	case !a.rules.Steps:
		return a.s.Answered && len(a.s.Waits) == 0 && a.s.Phase.Open()
	}
	for _, s := range a.s.Steps {
		if s.Name == StepReplied {
			return true
		}
	}
	return false
}

// press tells the holder of a target that comes near, and the supervisors of one that was missed.
func (a *applied) press(m *Aim, at desk.Millis) {
	alarm := Alarm{Agent: a.holder(), Seq: a.s.Asked, Due: m.Due, Aim: m.Kind}
	if at < m.Due {
		alarm.Left, m.Alarm = m.Due.Sub(at), m.Due
	} else {
		m.Alarm, m.Breached = 0, true
	}
	a.emit(alarm)
}

// OverAims are the further targets that have passed unmet.
func OverAims(aims []Aim) []AimKind {
	var out []AimKind
	for _, m := range aims {
		if m.Breached && m.MetAt == 0 {
			out = append(out, m.Kind)
		}
	}
	return out
}
