package e2e

import "testing"

// TestFind: customers by name and whole contact, sessions and complaints by number, and scripts, in the search and in the palette;
// and that who serves and who looks on read the same of a wait. Shows RTE-07, SEC-01.
func TestFind(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("find.mjs", "find", scene{})
}
