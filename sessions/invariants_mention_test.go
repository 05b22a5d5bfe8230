package sessions_test

import (
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// mentionsOnlyGrow: whom notes have spoken to is nothing but that: each once, in the order in which it happened, and the line of the
// note says the same.
func mentionsOnlyGrow(_ *witness, x step) string {
	if x.after.ID != x.before.ID {
		return unless(len(x.after.Mentioned) == 0, "a new session begins with somebody mentioned")
	}
	want := slices.Clone(x.before.Mentioned)
	e, _ := x.event.(sessions.NoteAdded)
	for _, id := range e.Mentions {
		if !slices.Contains(want, id) {
			want = append(want, id)
		}
	}
	var told []desk.AgentID
	for _, f := range x.effects {
		if r, ok := f.(sessions.Record); ok {
			told = append(told, r.Message.Mentions...)
		}
	}
	if !slices.Equal(told, e.Mentions) || slices.Contains(told, e.Agent) || slices.Contains(told, "") {
		return "the note's line does not say whom it speaks to"
	}
	return unless(slices.Equal(x.after.Mentioned, want), "somebody may read, or may not any more, without a note")
}
