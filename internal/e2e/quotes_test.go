package e2e

import "testing"

// TestQuotes: an agent chooses which message an answer is to, by the mouse and by the keyboard, thinks better of it, comes back
// to the draft, and sends; Telegram gets the number of the message, the web chat's visitor sees it above the answer.
func TestQuotes(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	d := newDesk(t, channel)
	staff(d)
	d.start()
	d.play("quotes.mjs", "quotes", scene{Telegram: url})
}
