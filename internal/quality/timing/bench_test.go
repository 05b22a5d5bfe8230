package timing_test

import (
	"fmt"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/quality/timing"
)

// BenchmarkFlood is one customer who writes ten thousand messages that nobody answers.
func BenchmarkFlood(b *testing.B) {
	c, at := hours(b, daily), wall(b, "10:00:00")
	events := []timing.Event{{At: at, Kind: timing.Queued}}
	for i := range 10_000 {
		events = append(events, timing.Event{At: at + desk.Millis(i)*500, Kind: timing.Asked, Seq: int64(i + 1)})
	}
	b.ReportAllocs()
	for b.Loop() {
		timing.Measure(events, c, timing.Defaults(), at)
	}
}

// BenchmarkMeasure is one session of so many turns, each of two messages and one answer that was handed over, with a
// transfer every fifth; by a calendar with hours, through the evening closing.
func BenchmarkMeasure(b *testing.B) {
	for _, turns := range []int{1, 10, 100} {
		b.Run(fmt.Sprintf("turns=%d", turns), func(b *testing.B) {
			c, at := hours(b, daily), wall(b, "21:30:00")
			events := []timing.Event{{At: at, Kind: timing.Queued}, {At: at + 5000, Kind: timing.Assigned, Agent: "A"}}
			at += 5000
			for i := range turns {
				seq, agent := int64(i*3), desk.AgentID(fmt.Sprint("A", i/5))
				if i > 0 && i%5 == 0 {
					events = append(events, timing.Event{At: at, Kind: timing.Assigned, Agent: agent})
				}
				events = append(events,
					timing.Event{At: at + 60_000, Kind: timing.Asked, Seq: seq + 1},
					timing.Event{At: at + 70_000, Kind: timing.Asked, Seq: seq + 2},
					timing.Event{At: at + 100_000, Kind: timing.Commanded, Seq: seq + 3, Agent: agent, Answers: seq + 2},
					timing.Event{At: at + 100_050, Kind: timing.Handed, Seq: seq + 3},
					timing.Event{At: at + 100_400, Kind: timing.Accepted, Seq: seq + 3})
				at += 120_000
			}
			if got := len(timing.Measure(events, c, timing.Defaults(), at).Turns); got != turns {
				b.Fatalf("%d turns", got)
			}
			b.ReportAllocs()
			for b.Loop() {
				timing.Measure(events, c, timing.Defaults(), at)
			}
		})
	}
}
