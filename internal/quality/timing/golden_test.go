package timing_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/quality/timing"
)

// golden is a life on the clock and what has to be said of it, both written by hand.
type golden struct{ name, hours, now, life, want string }

func (g golden) test(t *testing.T) {
	t.Parallel()
	now := timing.Event{}.At
	if g.now != "" {
		now = wall(t, g.now)
	}
	got := told(timing.Measure(timeline(t, g.life), hours(t, g.hours), timing.Defaults(), now))
	want := strings.ReplaceAll(strings.TrimLeft(g.want, "\n"), "\t", "")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// opened is how a session begins at ten: the message, the queue, the greeting of the machine, and A five seconds later.
const opened = `
	10:00:00 asked 1
	10:00:00 queued
	10:00:00 automatic 2
	10:00:01 accepted 2
	10:00:05 assigned A
`

// TestGolden are the timelines of the design that every engine has to pass (ui.md 3.4, SLA-01).
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, g := range []golden{
		{name: "an agent opens it again, and the customer writes", life: opened + `
			10:00:20 commanded 3 A 1
			10:00:20 accepted 3
			10:01:00 closed agent solved
			10:05:00 reopened B
			10:05:10 commanded 5 B 1
			10:05:10 accepted 5
			10:06:00 asked 6
			10:06:30 commanded 7 B 6
			10:06:30 accepted 7
			10:07:00 closed agent solved`, want: `
			first: by A in 20s
			turn 1 answered by A in 20s = nobody 5s + A 15s
			turn 6 answered by B in 30s = B 30s
			A (closed) first: by A in 15s
			B (again, closed) first: by B in 30s
		`},
		{name: "closed without an answer, and opened again: what was unanswered stays so", life: opened + `
			10:01:00 closed agent no_response
			10:05:00 reopened A`, now: "10:06:00", want: `
			first: none in 6m0s
			turn 1 unanswered in 1m0s = nobody 5s + A (unanswered) 55s
			A (closed) first: none in 55s
			A (again) first: nothing
		`},
		{name: "a bot greets, a human after 59 s", life: opened + `
			10:00:58 commanded 3 A 1
			10:00:58 handed 3
			10:00:59 accepted 3`, want: `
			first: by A in 59s
			turn 1 answered by A in 59s = network 1s + nobody 5s + A 53s
			A first: by A in 54s
		`},
		{name: "60 s", life: opened + `
			10:00:58 commanded 3 A 1
			10:00:59 handed 3
			10:01:00 accepted 3`, want: `
			first: by A in 1m0s
			turn 1 answered by A in 1m0s = network 1s + system 1s + nobody 5s + A 53s
			A first: by A in 55s
		`},
		{name: "61 s", life: opened + `
			10:01:01 commanded 3 A 1
			10:01:01 accepted 3`, want: `
			first: by A in 1m1s
			turn 1 answered by A in 1m1s = nobody 5s + A 56s
			A first: by A in 56s
		`},
		{name: "a bot hands over: its time is nobody's", life: `
			10:00:00 asked 1
			10:00:01 automatic 2
			10:03:00 asked 3
			10:03:02 automatic 4
			10:03:10 queued
			10:03:20 assigned A
			10:03:50 commanded 5 A 3
			10:03:50 accepted 5`, want: `
			first: by A in 40s
			turn 1-3 answered by A in 40s = nobody 10s + A 30s
			A first: by A in 30s
		`},
		{name: "a bot has the session alone", life: `
			10:00:00 asked 1
			10:00:01 automatic 2
			10:03:00 closed timeout solved`, want: `
			excluded: only_machine
			first: nothing
		`},
		{name: "two messages, then one reply", life: opened + `
			10:00:20 asked 3
			10:00:50 commanded 4 A 3
			10:00:50 accepted 4`, want: `
			first: by A in 50s
			turn 1-3 answered by A in 50s = nobody 5s + A 45s
			A first: by A in 45s
		`},
		{name: "a message behind an answer on its way is a turn of its own", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:30 handed 3
			10:00:31 asked 4
			10:00:35 accepted 3
			10:00:50 commanded 5 A 4
			10:00:50 accepted 5`, want: `
			first: by A in 35s
			turn 1 answered by A in 35s = network 5s + nobody 5s + A 25s
			turn 4 answered by A in 19s = A 19s
			A first: by A in 30s
		`},
		{name: "a reply after a transfer", life: opened + `
			10:00:25 left A transferred
			10:00:25 queued
			10:00:40 assigned B
			10:01:10 commanded 3 B 1
			10:01:10 accepted 3`, want: `
			first: by B in 1m10s
			turn 1 answered by B in 1m10s = nobody 20s + A (unanswered) 20s + B 30s
			A (transferred) first: none in 20s
			B first: by B in 30s
		`},
		{name: "transferred with nothing open", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:30 accepted 3
			10:00:40 left A transferred
			10:00:40 assigned B
			10:05:00 asked 4
			10:05:20 commanded 5 B 4
			10:05:20 accepted 5`, want: `
			first: by A in 30s
			turn 1 answered by A in 30s = nobody 5s + A 25s
			turn 4 answered by B in 20s = B 20s
			A (transferred) first: by A in 25s
			B first: by B in 20s
		`},
		{name: "transferred unanswered: a turn for the giver, one that runs for the receiver", now: "10:02:00", life: opened + `
			10:00:25 left A transferred
			10:00:25 assigned B`, want: `
			first: none in 2m0s
			turn 1 running in 2m0s = nobody 5s + A (unanswered) 20s + B 1m35s
			A (transferred) first: none in 20s
			B first: none in 1m35s
		`},
		{name: "transferred with the answer on its way", life: opened + `
			10:00:25 commanded 3 A 1
			10:00:26 left A transferred
			10:00:26 assigned B
			10:00:29 accepted 3`, now: "10:02:00", want: `
			first: by A in 29s
			turn 1 answered by A in 29s = system 4s + nobody 5s + A 20s + B 0s
			A (transferred) first: by A in 24s
			B first: nothing
		`},
		{name: "a failed send, then one that arrives", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:31 handed 3
			10:00:40 failed 3
			10:00:55 commanded 4 A 1
			10:00:55 handed 4
			10:00:57 accepted 4`, want: `
			first: by A in 57s
			turn 1 answered by A in 57s = network 11s + system 1s + nobody 5s + A 40s
			A first: by A in 52s
		`},
		{name: "the same message again, with a question in between", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:31 handed 3
			10:00:40 failed 3
			10:00:45 asked 4
			10:00:55 resent 3
			10:00:56 handed 3
			10:00:57 accepted 3
			10:01:05 commanded 5 A 4
			10:01:05 accepted 5`, want: `
			first: by A in 57s
			turn 1 answered by A in 57s = network 10s + system 2s + nobody 5s + A 40s
			turn 4 answered by A in 20s = A 20s
			A first: by A in 52s
		`},
		{name: "a failed send and a question behind it are one turn", life: opened + `
			10:00:30 commanded 3 A 1
			10:00:30 handed 3
			10:00:35 asked 4
			10:00:40 failed 3
			10:00:55 commanded 5 A 4
			10:00:55 accepted 5`, want: `
			first: by A in 55s
			turn 1-4 answered by A in 55s = network 5s + nobody 5s + A 45s
			A first: by A in 50s
		`},
	} {
		t.Run(g.name, g.test)
	}
}
