package sessions_test

import (
	"fmt"
	"slices"

	"firstline/sessions"
)

// thanked says whether the customer did nothing but say thanks since the session goes on, by the events alone.
func (w *witness) thanked() bool {
	open, brushed := false, []bool{}
	for _, e := range w.since {
		switch e := e.(type) {
		case sessions.CustomerWrote:
			open = true
		case sessions.AgentReplied:
			return false
		case sessions.Waived:
			open = e.Undone
			if e.Undone {
				brushed = brushed[:len(brushed)-1]
				break
			}
			brushed = append(brushed, !e.Thank)
		}
	}
	return !open && !slices.Contains(brushed, true)
}

// waives: a waiver ends the one obligation that nobody has tried to meet, keeps it as it was, lasts until the customer writes or
// is answered, and never makes an answer of itself.
func waives(w *witness, x step) string {
	e, now := x.event.(sessions.Waived)
	was, is := x.before.Waived, x.after.Waived
	switch {
	case now && x.after.Answered != x.before.Answered:
		return "a waiver counts as an answer"
	case now && e.Undone:
		return unless(is == nil && len(x.after.Waits) == 1 && x.after.Waits[0] == was.Was, "taken back: %+v, owed %+v", is, x.after.Waits)
	case now:
		return unless(is != nil && len(x.before.Waits) == 1 && is.Was == x.before.Waits[0] && len(x.after.Waits) == 0 && (w.rules.WaiveFirst || !is.Was.First),
			"waived %+v of %+v", is, x.before.Waits)
	case is != nil && was == nil:
		return fmt.Sprintf("%s waives", sessions.Kind(x.event))
	case is != nil:
		return unless(*is == *was && x.after.Asked == x.before.Asked && len(x.after.Waits) == 0, "%+v became %+v", was, is)
	}
	return ""
}
