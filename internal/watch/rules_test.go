package watch

import (
	"slices"
	"testing"
	"time"

	"firstline/internal/desk"
)

// TestListened: people are told when a channel is silent for too long and when it is heard of again, once each; what only
// counts differently by now is no news of the channel.
func TestListened(t *testing.T) {
	t.Parallel()
	at := func(m int) desk.Millis { return desk.At(time.Date(2026, 8, 20, 9, m, 0, 0, time.UTC)) }
	s := State{Began: at(0)}
	for _, c := range []struct {
		name    string
		heard   int // the minute in which something came last; 0 = nothing yet
		now     int
		tooLong time.Duration
		want    []Alarm
	}{
		{"not for long", 0, 9, 10 * time.Minute, nil},
		{"too long", 0, 11, 10 * time.Minute, []Alarm{Quiet}},
		{"told already", 0, 12, 10 * time.Minute, nil},
		{"heard of again", 13, 14, 10 * time.Minute, []Alarm{Heard}},
		{"too long again", 13, 24, 10 * time.Minute, []Alarm{Quiet}},
		{"longer is right by now", 13, 25, time.Hour, nil},
		{"and too long all the same", 13, 26, 10 * time.Minute, []Alarm{Quiet}},
		{"nothing is too long", 13, 27, 0, nil},
	} {
		if c.heard > 0 {
			s.Heard = at(c.heard)
		}
		var got []Alarm
		if s, got = listened(s, at(c.now), c.tooLong); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
