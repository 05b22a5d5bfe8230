package e2e

import "testing"

// TestFirstScreen: the inbox's first screen fetches what the budget of the build counts, no more, in every language, and does not jump
// while it comes (ui.md 5.6).
func TestFirstScreen(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("weight.mjs", "firstScreens", scene{})
}
