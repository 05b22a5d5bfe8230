package sessions_test

import (
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// changeOnlySays: who has the session says it, of what stood since it was last opened; nothing is answered, owed, stopped or
// begun by it, whatever the channel makes of it.
func changeOnlySays(w *witness, x step) string {
	e, ok := x.event.(sessions.ReplyChanged)
	if !ok {
		return ""
	}
	if !w.rules.Change || x.before.Phase != sessions.Serving || holderOf(x.before) != e.Agent || slices.Min(e.Seqs) <= x.before.Fixed || slices.Max(e.Seqs) > x.before.Seq {
		return "changed by another, too late, or what was never said"
	}
	for i, f := range x.effects {
		var m sessions.Message
		switch f := f.(type) {
		case sessions.Record:
			m = f.Message
		case sessions.Deliver:
			m = f.Message
		default:
			return "an effect beside the messages"
		}
		if m.Role != desk.RoleAgent || m.Purpose.Changed(m.Ref) != e.Seqs[i] || (m.Purpose == sessions.ForRecalled) != e.Recall {
			return "a message about something else"
		}
	}
	rest := x.after
	rest.Version, rest.Seq, rest.Hits = x.before.Version, x.before.Seq, x.before.Hits
	if !rest.Accepts {
		rest.InFlight = rest.InFlight[:len(rest.InFlight)-len(e.Seqs)]
	}
	return same(x.before, rest)
}
