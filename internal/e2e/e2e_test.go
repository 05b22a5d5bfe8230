package e2e

import (
	"flag"
	"strings"
	"testing"
	"time"
)

// shots copies the pictures that the tests take of the screens to where the documentation shows them.
var shots = flag.Bool("shots", false, "copy the pictures of all screens to docs/screens")

// staff are the people of most tests: two agents of different groups and a supervisor.
func staff(d *desk) {
	d.user("zhangmin", "张敏", "agent", "service")
	d.user("sunyue", "孙悦", "agent", "complaint")
	d.user("lizhuguan", "李主管", "supervisor", "service,order,complaint")
}

func TestWebchat(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		d := newDesk(t, settings)
		staff(d)
		d.start()
		d.play("webchat.mjs", "conversation", scene{})
	})
}

func TestTelegram(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		url, channel := standIn(t)
		d := newDesk(t, settings+channel)
		staff(d)
		d.start()
		d.play("telegram.mjs", "conversation", scene{Telegram: url})
	})
}

// TestTelegramFiles: a customer's photo, an agent's, and the rating by a button (SAT-01).
func TestTelegramFiles(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	d := newDesk(t, channel)
	staff(d)
	d.start()
	d.play("telegram.mjs", "files", scene{Telegram: url})
}

// TestSlackEvents: Slack calls the desk, as soon as the desk has echoed its challenge.
func TestSlackEvents(t *testing.T) {
	t.Parallel()
	ready(t)
	s, url, channel := slackIn(t, "events")
	d := newDesk(t, onPostgres(t)+channel)
	staff(d)
	d.start()
	ok(t, s.SetEventsURL(t.Context(), d.url+"/hooks/sl"))
	d.play("slack.mjs", "conversation", scene{Slack: url})
}

// TestSlackSocket: the desk holds sockets to Slack.
func TestSlackSocket(t *testing.T) {
	t.Parallel()
	ready(t)
	_, url, channel := slackIn(t, "socket")
	d := newDesk(t, channel)
	staff(d)
	d.start()
	d.play("slack.mjs", "conversation", scene{Slack: url})
}

// TestSlackOutage: the desk is down for longer than Slack tries, in which nobody calls it any more.
func TestSlackOutage(t *testing.T) {
	t.Parallel()
	ready(t)
	s, url, channel := slackAt(t, "events", 3600)
	d := newDesk(t, channel)
	staff(d)
	d.start()
	ok(t, s.SetEventsURL(t.Context(), d.url+"/hooks/sl"))
	d.play("slack.mjs", "outage", scene{Slack: url})
}

// TestDispute: from the customer's word to the closed entry of the complaint register.
func TestDispute(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		d := newDesk(t, settings)
		staff(d)
		d.user("chenjingli", "陈经理", "manager", "")
		d.start()
		d.play("complaints.mjs", "dispute", scene{})
	})
}

func TestResilience(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		d := newDesk(t, settings)
		staff(d)
		d.start()
		d.play("resilience.mjs", "powerCut", scene{})
	})
}

func TestAdministration(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, onPostgres(t))
	staff(d)
	d.user("hejingli", "何经理", "manager", "service,order,complaint")
	d.start()
	d.play("settings.mjs", "administration", scene{})
}

func TestSettingsLook(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.user("boss", "何经理", "admin", "service,order,complaint")
	d.start()
	d.play("settings_look.mjs", "settingsLook", scene{})
}

func TestFirstRun(t *testing.T) {
	t.Parallel()
	ready(t)
	bothSetups(t, func(t *testing.T, settings string) {
		d := newDesk(t, settings)
		d.start()
		out, _ := d.printed("/setup#token=")
		d.play("door.mjs", "firstRun", scene{Output: out})
	})
}

func TestLook(t *testing.T) {
	t.Parallel()
	ready(t)
	url, channel := standIn(t)
	d := newDesk(t, channel)
	staff(d)
	d.start()
	d.play("look.mjs", "look", scene{Telegram: url})
}

func TestDemo(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	d.args = []string{"serve", "--demo", "--listen", strings.TrimPrefix(d.url, "http://")}
	d.start()
	out, at := d.printed("lizhuguan")
	d.play("demo.mjs", "demo", scene{Output: out})
	if d := time.Since(at); d > time.Minute {
		t.Errorf("conversations were visible %s after the first line", d)
	}
}

// TestSupervisor looks over the demonstration's shoulder: the board, a sample of the day before, and a search.
func TestSupervisor(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	d.args = []string{"serve", "--demo", "--listen", strings.TrimPrefix(d.url, "http://")}
	d.start()
	out, _ := d.printed("lizhuguan")
	d.play("supervise.mjs", "supervise", scene{Output: out})
}
