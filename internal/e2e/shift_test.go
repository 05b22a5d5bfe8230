package e2e

import (
	"strings"
	"testing"
)

// TestShift: an agent's shift at the keyboard: forty sessions on three channels at once, an input method, drafts, a burst, transfers, a
// dispute, a question, the line cut, every shortcut; nobody gets a word that was for somebody else (ui.md 2.1).
func TestShift(t *testing.T) {
	t.Parallel()
	ready(t)
	tgURL, tg := standIn(t)
	s, slURL, sl := slackIn(t, "events")
	d := newDesk(t, onPostgres(t)+tg+strings.TrimPrefix(sl, "channels:\n"))
	d.user("zhangmin", "张敏", "agent", "service", "--capacity", "40")
	d.user("zhouli", "周莉", "agent", "order")
	d.user("sunyue", "孙悦", "agent", "complaint")
	d.user("lizhuguan", "李主管", "supervisor", "service,order,complaint")
	d.start()
	ok(t, s.SetEventsURL(t.Context(), d.url+"/hooks/sl"))
	d.play("shift.mjs", "shift", scene{Telegram: tgURL, Slack: slURL})
}
