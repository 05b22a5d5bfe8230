package e2e

import "testing"

// TestLinked: a call and a web chat are said to be one customer's; the earlier record is read from either, and parted when it was
// somebody else after all. Shows RTE-06, CUS-10.
func TestLinked(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("linked.mjs", "linked", scene{})
}
