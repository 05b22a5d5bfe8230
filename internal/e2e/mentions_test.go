package e2e

import "testing"

// TestMentions: a note names a colleague by the initials of the name; the colleague, of another group, is told, reads the session and
// answers in a note; and it is on record that the note was read.
func TestMentions(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.user("zhouli", "周莉", "agent", "order")
	d.start()
	d.play("mentions.mjs", "mentions", scene{})
}
