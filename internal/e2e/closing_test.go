package e2e

import "testing"

// TestClosing: two keystrokes close what is ready, one takes it back; a customer who writes meanwhile keeps the session open, and who
// leaves the page has not taken it back (ui.md 1.6.2, A4, A16).
func TestClosing(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.user("zhouli", "周莉", "agent", "order")
	d.start()
	d.play("closing.mjs", "closing", scene{})
}
