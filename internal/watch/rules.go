package watch

import (
	"time"

	"firstline/internal/desk"
)

// State is what is known of one channel. Times are Unix milliseconds; 0 means never.
type State struct {
	Began   desk.Millis // since when it is watched
	Asked   desk.Millis // when its network was asked last
	Failing desk.Millis // since when it fails; 0 = it is well, or was never asked
	Fails   int64       // answers in a row that said so
	Words   string      // what was wrong, in the network's words; empty when it is well
	Alarmed desk.Millis // when people were told that it fails; 0 = they need not know
	Quiet   desk.Millis // when people were told that nothing comes; 0 = they need not know
	Heard   desk.Millis // when something last came
	Sent    desk.Millis // when the network last took something
}

// Alarm is what people are told about a channel.
type Alarm string

// The alarms. Each pair takes turns: a channel that is well was said to fail before.
const (
	Fails Alarm = "failing"
	Well  Alarm = "well"
	Quiet Alarm = "quiet"
	Heard Alarm = "heard"
)

// alarmAfter is how many intervals in a row a channel fails before people are told: one lost packet is no news.
const alarmAfter = 2

// asked is the state after the network was asked; words are empty when the channel is well.
func asked(s State, now desk.Millis, words string) (State, []Alarm) {
	s.Asked, s.Words = now, words
	if words == "" {
		was := s.Alarmed
		s.Failing, s.Fails, s.Alarmed = 0, 0, 0
		if was > 0 {
			return s, []Alarm{Well}
		}
		return s, nil
	}
	if s.Fails++; s.Failing == 0 {
		s.Failing = now
	}
	if s.Fails >= alarmAfter && s.Alarmed == 0 {
		s.Alarmed = now
		return s, []Alarm{Fails}
	}
	return s, nil
}

// listened is the state after it was seen whether a channel is silent for longer than it ever is; 0 = never too long.
func listened(s State, now desk.Millis, tooLong time.Duration) (State, []Alarm) {
	silent := tooLong > 0 && now.Sub(max(s.Heard, s.Began)) > tooLong
	switch {
	case silent && s.Quiet == 0:
		s.Quiet = now
		return s, []Alarm{Quiet}
	case !silent && s.Quiet > 0:
		again := s.Heard > s.Quiet // else only what counts as too long has changed
		s.Quiet = 0
		if again {
			return s, []Alarm{Heard}
		}
	}
	return s, nil
}
