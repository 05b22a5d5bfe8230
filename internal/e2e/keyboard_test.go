package e2e

import "testing"

// TestKeyboard: an agent's work without a mouse, with keys of one's own that another computer has too (ui.md 1.6, A20).
func TestKeyboard(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("keyboard.mjs", "keyboard", scene{})
}

// TestKeyboardMoves: a session is passed on and another closed by keys alone (ui.md 1.6, A20).
func TestKeyboardMoves(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("keyboard.mjs", "moving", scene{})
}

// TestOwnPlace: the person's own place and the palette, in both themes and all languages. Shows ORG-06, SLA-06.
func TestOwnPlace(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("keyboard.mjs", "ownPlace", scene{})
}
