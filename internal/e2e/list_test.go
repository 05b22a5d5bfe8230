package e2e

import "testing"

// TestNoReply: a thank-you is marked as one that needs no reply, which can be taken back, is no answer in any figure, and keeps
// nobody from closing with the script (ui.md 1.6).
func TestNoReply(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("list.mjs", "noReply", scene{})
}

// TestLooked: star now and note later (RTE-09), filters in the address, named views, left messages first (CHN-04).
func TestLooked(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "session: {offline_grace: 5s}\n")
	staff(d)
	d.start()
	d.play("list.mjs", "looked", scene{})
}

// TestBulk: the same is done to several sessions at once, by keys and by mouse; refusals are named, undo takes the lot back (ui.md 1.6).
func TestBulk(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("list.mjs", "bulk", scene{})
}

// TestPanes: the widths of the inbox's panes are set by drag and by keys, and are the person's (ui.md 1.6).
func TestPanes(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("list.mjs", "panes", scene{})
}

// TestGroupView: a view for a group, which a colleague has, and the group's figures where a customer is passed on (ui.md 1.6, RTE-08).
func TestGroupView(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("list.mjs", "groupView", scene{})
}
