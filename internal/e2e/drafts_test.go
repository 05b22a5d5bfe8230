package e2e

import "testing"

// TestDrafts: what an agent writes outlives the page and is found in another browser with its files; where both have changed
// it nothing is lost; and it is over when it was sent.
func TestDrafts(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		d := newDesk(t, settings)
		staff(d)
		d.start()
		d.play("drafts.mjs", "browsers", scene{})
	})
}

// TestTogether: two colleagues at one conversation see each other while they look, and who answers while the other one does is
// asked whether to go on.
func TestTogether(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		d := newDesk(t, settings)
		staff(d)
		d.user("lead", "陈立", "lead", "service")
		d.start()
		d.play("drafts.mjs", "together", scene{})
	})
}
