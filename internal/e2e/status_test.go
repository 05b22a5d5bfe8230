package e2e

import "testing"

// TestStatus: busy gets nobody new; to be away needs the lead, who is told at once, refuses with a reason or approves; the agent may
// take it back; the board and the day show what came of it. Shows DUT-03, DUT-04.
func TestStatus(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "session: {away_approval: true}\n")
	staff(d)
	d.user("wangzuzhang", "王组长", "lead", "service")
	d.start()
	d.play("status.mjs", "status", scene{})
}
