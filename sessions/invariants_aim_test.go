package sessions_test

import (
	"time"

	"firstline/internal/desk"
	"firstline/sessions"
)

// aims are when the further targets are to be heard of next, by the books (SLA-02).
func (w *witness) aims(s sessions.State) []desk.Millis {
	var out []desk.Millis
	if s.Resumed != 0 { // those that stand there are what was closed
		return nil
	}
	for _, m := range s.Aims {
		told := w.pressed[m.Kind]
		switch at := m.Due.Add(-w.rules.Warning); {
		case m.MetAt > 0:
		case w.rules.Warning > 0 && at > told:
			out = append(out, at)
		case m.Due > told:
			out = append(out, m.Due)
		}
	}
	return out
}

// aimed: the targets are those of the rules, counted from where the matter began; the completion is met by the close and by
// nothing else, the answer not before a human answer was accepted; and what was met late, or is not met and was told so,
// counts as missed.
func aimed(w *witness, x step) string {
	within := map[sessions.AimKind]time.Duration{sessions.AimAnswer: w.rules.Answer, sessions.AimCompletion: w.rules.Completion}
	if x.after.Resumed != 0 {
		return keptAims(x)
	}
	begun := !x.before.Phase.Open() && x.after.Phase.Open() || resumed(x)
	n := 0
	for _, m := range x.after.Aims {
		n++
		switch {
		case m.Due != m.Since.Add(within[m.Kind]):
			return "a further target counts from elsewhere"
		case begun && m.Since != x.event.When():
			return "a matter that begins has an old target"
		case m.Kind == sessions.AimCompletion && (m.MetAt > 0) != (x.after.Phase == sessions.Closed):
			return "the completion is met by something else than the close"
		case m.Kind == sessions.AimAnswer && m.MetAt > 0 && !x.after.Answered:
			return "the answer is met without any"
		case m.MetAt > m.Due && !m.Breached, m.MetAt == 0 && m.Breached != (w.pressed[m.Kind] >= m.Due):
			return "missed or not, the books say otherwise"
		}
	}
	want := 0
	for _, d := range within {
		if d > 0 {
			want++
		}
	}
	return unless(n == want || x.after.Phase == sessions.None, "%d further targets, the rules have %d", n, want)
}

// keptAims: an agent who opens a session again begins no matter; the targets stay as the close left them, and ring no more.
func keptAims(x step) string {
	for i, m := range x.after.Aims {
		was := x.before.Aims[i]
		was.Alarm = 0
		if m != was {
			return "opened again, the targets of what was closed move on"
		}
	}
	return unless(len(x.after.Aims) == len(x.before.Aims), "opened again, it has other targets than it was closed with")
}
