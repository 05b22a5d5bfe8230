package e2e

import "testing"

// TestScriptPicker: a supervisor's entries are found by initials and inserted at the caret, held back until they are filled in,
// and kept with the answer; by the keyboard alone, in every look, and without a connection (SCR-01, SCR-08).
func TestScriptPicker(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("picker.mjs", "picker", scene{})
}
