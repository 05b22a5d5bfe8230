package e2e

import "testing"

// TestScreens: the screens and states that no other test comes by, among them the menus, which are used by the keyboard.
func TestScreens(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("screens.mjs", "screens", scene{})
}
