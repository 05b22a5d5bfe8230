package sessions_test

import (
	"reflect"

	"firstline/sessions"
)

// seenOnlyGrows: reading is noted forwards only, within what was said, and nothing follows from it.
func seenOnlyGrows(_ *witness, x step) string {
	if x.after.ID != x.before.ID {
		return unless(x.after.Seen == nil, "a new session begins with something seen")
	}
	e, saw := x.event.(sessions.CustomerSaw)
	if !saw {
		return unless(reflect.DeepEqual(x.after.Seen, x.before.Seen), "%s changed what was seen", sessions.Kind(x.event))
	}
	if x.after.SeenTo() != e.Seq || x.after.Seen.At != e.At || e.Seq <= x.before.SeenTo() || e.Seq > x.after.Seq || len(x.effects) > 0 {
		return "seen backwards, beyond what was said, or with effects"
	}
	rest := x.after
	rest.Seen, rest.Version = x.before.Seen, x.before.Version
	return same(x.before, rest)
}
