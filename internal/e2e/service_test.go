package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestInTime answers at 59, 60 and 61 seconds (SLA-01): a whole minute of real time, for nobody can move the clock of the
// real program.
func TestInTime(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "targets: {apology: false, silence: 0s}\n")
	staff(d)
	d.start()
	d.play("service.mjs", "inTime", scene{})
}

// TestHidden: an agent who looks at another tab is told in time, by Chromium's own rules for such tabs, and where no timer runs (SLA-01).
func TestHidden(t *testing.T) {
	t.Parallel()
	ready(t)
	for _, act := range []string{"hidden", "asleep"} {
		t.Run(act, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "targets: {first_reply: 40s, apology: false, silence: 0s}\n")
			staff(d)
			d.start()
			d.play("hidden.mjs", act, scene{})
		})
	}
}

// TestSilence: from the one agent to the other, then to the lead (RTE-08, RTE-13). Three seconds stand for a minute.
func TestSilence(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "targets: {first_reply: 30s, warnings: none, apology: false, silence: 3s, hops: 1}\n")
	staff(d)
	d.user("zhaoliang", "赵亮", "agent", "service")
	d.user("wangzuzhang", "王组长", "lead", "service")
	d.start()
	d.play("service.mjs", "silence", scene{})
}

// TestWords: a forbidden phrase does not leave, a negative one is replaced (FBD-01).
func TestWords(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("service.mjs", "words", scene{})
}

// TestBlocked: a customer who has shut the bot out, and the close with its reason (SCR-02).
func TestBlocked(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	d := newDesk(t, channel)
	staff(d)
	d.start()
	d.play("service.mjs", "blocked", scene{Telegram: url})
}

// TestNight: a message outside of the hours, the morning after (CHN-02, CHN-04), and the customer once more, with the earlier
// record at hand (RTE-06, RTE-07). The morning comes by configuration,
// with a restart: the first hours have one day, which is not today.
func TestNight(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	hours := t.TempDir()
	open := func(week string) {
		t.Helper()
		for _, group := range []string{"service", "order", "complaint"} {
			text := "name: " + group + "\nzone: Asia/Shanghai\nweek:\n" + week
			ok(t, os.WriteFile(filepath.Join(hours, group+".yaml"), []byte(text), 0o600))
		}
	}
	open("  " + strings.ToLower(time.Now().AddDate(0, 0, 3).Weekday().String()[:3]) + ": [\"09:00-10:00\"]\n")
	d := newDesk(t, channel+"session: {reopen_window: 0s, hours: "+hours+"}\n")
	staff(d)
	d.user("zhouli", "周莉", "agent", "order")
	d.start()
	d.play("service.mjs", "night", scene{Telegram: url})
	d.kill()
	all := ""
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
		all += "  " + day + ": [\"00:00-24:00\"]\n"
	}
	open(all)
	d.start()
	d.play("service.mjs", "morning", scene{Telegram: url})
}

// TestTelling: nobody is there, who takes over, whether that was it, and five stars (CHN-02, RTE-05, FLW-06, SAT-01). Five
// seconds stand for the minute after which somebody without a screen counts as gone.
func TestTelling(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "session: {offline_grace: 5s}\n")
	staff(d)
	d.user("zhouli", "周莉", "agent", "order")
	d.start()
	d.play("telling.mjs", "telling", scene{})
}
