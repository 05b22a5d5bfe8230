package e2e

import "testing"

// TestTelegramKinds: every kind of message that Telegram has comes in byte for byte and is shown as what it is, and all five
// kinds of files go out.
func TestTelegramKinds(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	d := newDesk(t, channel)
	staff(d)
	d.start()
	d.play("kinds.mjs", "telegram", scene{Telegram: url})
}

// TestSlackKinds: the same on Slack, with what people do to messages afterwards.
func TestSlackKinds(t *testing.T) {
	t.Parallel()
	ready(t)
	s, url, channel := slackIn(t, "events")
	d := newDesk(t, channel)
	staff(d)
	d.start()
	ok(t, s.SetEventsURL(t.Context(), d.url+"/hooks/sl"))
	d.play("kinds.mjs", "slack", scene{Slack: url})
}
