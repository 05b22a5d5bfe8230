package e2e

import "testing"

// TestIntake: a call is written down, found again when the same customer comes to the counter, and closed without a script
// that nobody would hear (CHN-01).
func TestIntake(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("intake.mjs", "intake", scene{})
}
