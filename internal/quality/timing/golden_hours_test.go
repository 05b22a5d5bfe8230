package timing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// TestGoldenHours are the timelines of the design that have to do with working time, with the end of a session, and with
// what networks do to us (ui.md 3.4).
func TestGoldenHours(t *testing.T) {
	t.Parallel()
	for _, g := range []golden{
		{name: "a message at 21:59:50 with closing at 22:00, answered in overtime", hours: daily, life: `
			21:59:50 asked 1
			21:59:50 queued
			21:59:55 assigned A
			22:00:30 commanded 2 A 1
			22:00:30 accepted 2`, want: `
			first: by A in 40s/10s
			turn 1 answered by A in 40s/10s = nobody 5s + A 35s/5s
			A first: by A in 35s/5s
		`},
		{name: "answered the next morning", hours: daily, life: `
			21:59:50 asked 1
			21:59:50 queued
			09-22 09:00:05 assigned A
			09-22 09:00:25 commanded 2 A 1
			09-22 09:00:25 accepted 2`, want: `
			first: by A in 11h0m35s/35s
			turn 1 answered by A in 11h0m35s/35s = nobody 11h0m15s/15s + A 20s
			A first: by A in 20s
		`},
		{name: "a message outside starts with the next opening", hours: daily, life: `
			23:00:00 asked 1
			23:00:00 queued
			09-22 09:00:05 assigned A
			09-22 09:00:25 commanded 2 A 1
			09-22 09:00:25 accepted 2`, want: `
			first: by A in 10h0m25s/25s, away
			turn 1 answered by A in 10h0m25s/25s = nobody 10h0m5s/5s + A 20s
			A first: by A in 20s
		`},
		{name: "a reply outside took no time", hours: daily, life: `
			23:00:00 asked 1
			23:00:00 queued
			23:01:00 assigned A
			23:02:00 commanded 2 A 1
			23:02:00 accepted 2`, want: `
			first: by A in 2m0s/0s, away
			turn 1 answered by A in 2m0s/0s = nobody 1m0s/0s + A 1m0s/0s, off hours
			A first: by A in 1m0s/0s, away
		`},
		{name: "over a holiday", hours: daily, life: `
			09-30 21:59:40 asked 1
			09-30 21:59:40 queued
			10-08 09:00:10 assigned A
			10-08 09:00:30 commanded 2 A 1
			10-08 09:00:30 accepted 2`, want: `
			first: by A in 179h0m50s/50s
			turn 1 answered by A in 179h0m50s/50s = nobody 179h0m30s/30s + A 20s
			A first: by A in 20s
		`},
		{name: "the customer comes back inside of the window: no second first answer", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:30 accepted 3
			10:01:00 closed agent solved
			11:00:00 asked 4
			11:00:00 queued
			11:00:10 assigned B
			11:00:40 commanded 5 B 4
			11:00:40 accepted 5`, want: `
			first: by A in 30s
			turn 1 answered by A in 30s = nobody 5s + A 25s
			turn 4 answered by B in 40s = nobody 10s + B 30s
			A (closed) first: by A in 25s
			B first: by B in 30s
		`},
		{name: "comes back with the first question unanswered", life: opened + `
			10:01:00 closed agent no_response
			11:00:00 asked 4
			11:00:00 queued
			11:00:10 assigned B
			11:00:40 commanded 5 B 4
			11:00:40 accepted 5`, want: `
			first: by B in 1h0m40s
			turn 1 unanswered in 1m0s = nobody 5s + A (unanswered) 55s
			turn 4 answered by B in 40s = nobody 10s + B 30s
			A (closed) first: none in 55s
			B first: by B in 30s
		`},
		{name: "after the window: another session, measured by itself", life: `
			09-23 11:00:00 asked 1
			09-23 11:00:00 queued
			09-23 11:00:10 assigned B
			09-23 11:00:40 commanded 2 B 1
			09-23 11:00:40 accepted 2`, want: `
			first: by B in 40s
			turn 1 answered by B in 40s = nobody 10s + B 30s
			B first: by B in 30s
		`},
		{name: "the agent telephones: no message, the clock goes on, and a note ends nothing", life: opened + `
			10:00:30 noted 3
			10:08:00 commanded 4 A 1
			10:08:00 accepted 4`, want: `
			first: by A in 8m0s
			turn 1 answered by A in 8m0s = nobody 5s + A 7m55s
			A first: by A in 7m55s
		`},
		{name: "what the call settled is waived", now: "10:20:00", life: opened + `
			10:00:30 noted 3
			10:08:00 waived 1`, want: `
			excluded: not_needed
			first: none in 20m0s
			turn 1 not_needed in 8m0s = nobody 5s + A 7m55s
			A first: nothing
		`},
		{name: "a webhook comes twice", life: `
			10:00:00 asked 1
			10:00:00 queued
			10:00:05 assigned A
			10:00:20 asked 1
			10:00:30 commanded 3 A 1
			10:00:31 accepted 3
			10:00:50 accepted 3
			10:00:55 failed 3`, want: `
			first: by A in 31s
			turn 1 answered by A in 31s = system 1s + nobody 5s + A 25s
			A first: by A in 26s
		`},
		{name: "webhooks out of order: the time of receipt counts, and a late word on an attempt changes nothing", life: opened + `
			10:00:20 asked 3
			10:00:40 commanded 4 A 3
			10:00:44 accepted 4
			10:00:41 handed 4
			10:00:43 unconfirmed 4`, want: `
			first: by A in 44s
			turn 1-3 answered by A in 44s = network 3s + system 1s + nobody 5s + A 35s
			A first: by A in 39s
		`},
		{name: "clocks of two nodes differ: who left has left", life: opened + `
			10:00:04 left A returned
			10:00:04 queued
			10:00:30 assigned B
			10:00:40 commanded 3 B 1
			10:00:40 accepted 3`, want: `
			first: by B in 40s
			turn 1 answered by B in 40s = nobody 30s + A (unanswered) 0s + B 10s
			A (returned) first: none in 0s
			B first: by B in 10s
		`},
		{name: "the customer closes after 8 s", life: opened + `
			10:00:08 closed customer`, want: `
			excluded: left_soon
			first: none in 8s
			turn 1 unanswered in 8s = nobody 5s + A (unanswered) 3s
			A (closed) first: none in 3s
		`},
		{name: "after an answer, it counts as well", life: opened + `
			10:00:06 commanded 3 A 1
			10:00:06 accepted 3
			10:00:08 closed customer`, want: `
			first: by A in 6s
			turn 1 answered by A in 6s = nobody 5s + A 1s
			A (closed) first: by A in 1s
		`},
		{name: "after 11 s it counts", life: opened + `
			10:00:11 closed customer`, want: `
			first: none in 11s
			turn 1 unanswered in 11s = nobody 5s + A (unanswered) 6s
			A (closed) first: none in 6s
		`},
		{name: "closed as no question at all", life: opened + `
			10:00:20 closed agent invalid`, want: `
			excluded: invalid
			first: none in 20s
			turn 1 unanswered in 20s = nobody 5s + A (unanswered) 15s
			A (closed) first: none in 15s
		`},
		{name: "closed with the answer on its way", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:20 handed 3
			10:00:22 closed agent no_response
			10:00:24 accepted 3`, want: `
			first: by A in 24s
			turn 1 answered by A in 24s = network 4s + nobody 5s + A 15s
			A (closed) first: by A in 19s
		`},
	} {
		t.Run(g.name, g.test)
	}
}

// TestEnded: a session that is closed for silence ended with its last message, not with the timeout.
func TestEnded(t *testing.T) {
	t.Parallel()
	const answered = opened + `
		10:00:30 commanded 3 A 1
		10:00:30 accepted 3
	`
	for _, c := range []struct{ name, life, want string }{
		{"closed for silence", answered + "10:30:00 automatic 4\n10:30:00 closed timeout solved", "10:00:30"},
		{"closed by the agent", answered + "10:30:00 closed agent solved", "10:30:00"},
		{"closed twice", answered + "10:30:00 closed agent solved\n10:31:00 closed agent solved", "10:30:00"},
		{"with an answer on its way", opened + "10:00:10 commanded 3 A 1\n10:00:12 closed timeout\n10:00:14 accepted 3", "10:00:12"},
		{"open", answered, ""},
		{"open again", answered + "10:30:00 closed agent solved\n10:40:00 asked 5\n10:40:00 queued", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := timing.Measure(timeline(t, c.life), hours(t, ""), timing.Defaults(), 0)
			var want desk.Millis
			if c.want != "" {
				want = wall(t, c.want)
			}
			if s.Ended != want || s.Opened != wall(t, "10:00:00") || s.Human != s.Opened {
				t.Errorf("opened %d, ended %d, want %d", s.Opened, s.Ended, want)
			}
		})
	}
}

// TestZoneOfTheReport: a report in another zone puts a turn on another day, and changes no second of it.
func TestZoneOfTheReport(t *testing.T) {
	t.Parallel()
	const life = `
		23:30:00 asked 1
		23:30:00 queued
		23:30:10 assigned A
		23:31:00 commanded 2 A 1
		23:31:00 accepted 2`
	home := hours(t, "name: x\nzone: Asia/Shanghai\nweek: {mon: [\"09:00-23:30\"], tue: [\"09:00-23:30\"]}")
	abroad := hours(t, "name: x\nzone: Europe/Berlin\nweek: {mon: [\"03:00-17:30\"], tue: [\"03:00-17:30\"]}") // the same hours
	events := timeline(t, life)
	a, b := timing.Measure(events, home, timing.Defaults(), 0), timing.Measure(events, abroad, timing.Defaults(), 0)
	if d := cmp.Diff(a, b); d != "" {
		t.Error(d)
	}
	at := a.Turns[0].Asked + desk.Millis(time.Hour.Milliseconds())
	if x, y := home.LocalDay(at), abroad.LocalDay(at); x.Date != 22 || y.Date != 21 {
		t.Errorf("%v and %v", x, y)
	}
}

// TestCounted: what a turn adds to an average.
func TestCounted(t *testing.T) {
	t.Parallel()
	took := func(d time.Duration, end timing.End) timing.Turn {
		return timing.Turn{End: end, Whole: timing.Time{Calendar: d + time.Hour, Service: d}}
	}
	for name, c := range map[string]struct {
		turn timing.Turn
		set  timing.Settings
		want time.Duration
		ok   bool
	}{
		"answered":           {took(59*time.Second, timing.Answered), timing.Defaults(), 59 * time.Second, true},
		"late":               {took(601*time.Second, timing.Answered), timing.Defaults(), 600 * time.Second, true},
		"late without cap":   {took(601*time.Second, timing.Answered), timing.Settings{}, 601 * time.Second, true},
		"unanswered":         {took(8*time.Second, timing.Unanswered), timing.Defaults(), 600 * time.Second, true},
		"and without cap":    {took(8*time.Second, timing.Unanswered), timing.Settings{}, 8 * time.Second, true},
		"running":            {took(8*time.Second, timing.Running), timing.Defaults(), 0, false},
		"without any need":   {took(8*time.Second, timing.NotNeeded), timing.Defaults(), 0, false},
		"another department": {took(200*time.Second, timing.Answered), timing.Settings{Cap: 180 * time.Second}, 180 * time.Second, true},
	} {
		if got, ok := c.turn.Counted(c.set); got != c.want || ok != c.ok {
			t.Errorf("%s: %v %v", name, got, ok)
		}
	}
}

// TestNobodyLeavesTooSoon: without the setting every session counts.
func TestNobodyLeavesTooSoon(t *testing.T) {
	t.Parallel()
	events := timeline(t, "10:00:00 asked 1\n10:00:00 queued\n10:00:00 closed customer")
	for set, want := range map[timing.Settings]timing.Exclusion{{}: timing.Counts, timing.Defaults(): timing.LeftSoon} {
		if got := timing.Measure(events, hours(t, ""), set, 0).Exclusion; got != want {
			t.Errorf("%+v: %q", set, got)
		}
	}
}

// TestWithoutAQuestion: a log in which nobody asked anything has ends that make sense.
func TestWithoutAQuestion(t *testing.T) {
	t.Parallel()
	s := timing.Measure(timeline(t, "10:00:10 closed timeout\n10:00:20 queued"), hours(t, ""), timing.Defaults(), 0)
	if s.Ended != wall(t, "10:00:10") || s.First.Until != s.First.Since || s.Exclusion != timing.NothingToReply || s.Turns != nil {
		t.Errorf("%+v", s)
	}
	if s := timing.Measure(nil, hours(t, ""), timing.Defaults(), wall(t, "10:00:00")); s.Exclusion != timing.OnlyMachine || s.Opened != 0 {
		t.Errorf("%+v", s)
	}
}

// TestUnknownKind: a kind that Measure does not know is a mistake in the program, not a second that belongs to nobody.
func TestUnknownKind(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("it was passed over")
		}
	}()
	timing.Measure([]timing.Event{{Kind: "telephoned"}}, hours(t, ""), timing.Defaults(), 0)
}

// TestAgent: all of one agent's seconds, over several participations.
func TestAgent(t *testing.T) {
	t.Parallel()
	s := timing.Measure(timeline(t, opened+"10:00:35 assigned S\n10:00:45 assigned A\n"), hours(t, ""), timing.Defaults(), wall(t, "10:01:00"))
	if got := s.Turns[0].Agent("A").Service; got != 45*time.Second {
		t.Errorf("A had %v", got)
	}
	if got := s.Turns[0].Agent("B"); got != (timing.Time{}) {
		t.Errorf("B had %v", got)
	}
}
