package e2e

import "testing"

// TestReopen: who closed a session opens it again with a reason, at the desk of their own and with nothing owed; others see it as it
// happens, are told why they may not, and of two at the same moment one has it (ui.md 1.6.2).
func TestReopen(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.user("wangjingli", "王经理", "manager", "")
	d.start()
	d.play("reopen.mjs", "reopen", scene{})
}
