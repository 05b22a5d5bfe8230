package e2e

import "testing"

// TestFiles: pictures and documents go both ways in the web chat, are looked at and saved, and are the same bytes at the
// other end.
func TestFiles(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, onPostgres(t))
	staff(d)
	d.start()
	d.play("files.mjs", "webchat", scene{})
}

// TestFilesLook shows conversations with files in every look, under axe-core.
func TestFilesLook(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("files.mjs", "look", scene{})
}

// TestAfterwards: what a customer changes, quotes and reacts to shows at the message that it is about, live.
func TestAfterwards(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	d := newDesk(t, channel)
	staff(d)
	d.start()
	d.play("files.mjs", "afterwards", scene{Telegram: url})
}
