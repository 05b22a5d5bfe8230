package quality

import (
	"fmt"
	"time"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
)

// Day is a day of the department's calendar, written 2026-08-20. Days compare like texts.
type Day string

// DayAt is the day of a moment on the clock of a zone.
func DayAt(t time.Time, zone *time.Location) Day { return Day(t.In(zone).Format(time.DateOnly)) }

// ParseDay reads a day.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return "", desk.Fail(desk.Invalid, "day", fmt.Sprintf("%q is no day: write it like 2026-08-20", text))
	}
	return Day(t.Format(time.DateOnly)), nil
}

// Plus is the day n days later; n may be below 0.
func (d Day) Plus(n int) Day {
	t, _ := time.Parse(time.DateOnly, string(d)) // a Day is one by its making
	return Day(t.AddDate(0, 0, n).Format(time.DateOnly))
}

// At is the moment so long after the day's midnight by the wall clock of the zone: 5 h is 05:00 also on the day on which
// clocks are put forward.
func (d Day) At(clock time.Duration, zone *time.Location) time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return time.Date(t.Year(), t.Month(), t.Day(), 0, int(clock/time.Minute), 0, 0, zone)
}

// Promise is the promise of a day's seed, and when it was made.
type Promise struct {
	Text string
	At   desk.Millis
}

// Binding is the promise that a day's seed has to keep: the newest one from before the day began, so that a new key can
// serve; if there is none, the first one, so that nothing can be tried once there is something to know. ok is false
// when there is no promise at all. late says that the day had begun.
func Binding(promises []Promise, begins desk.Millis) (p Promise, late, ok bool) {
	for _, one := range promises {
		early := one.At < begins
		switch {
		case !ok, early && (late || one.At >= p.At), !early && late && one.At < p.At:
			p, late, ok = one, !early, true
		}
	}
	return p, late, ok
}

// closed is a session that was closed, as the choice of what can be drawn sees it.
type closed struct {
	ID      desk.SessionID
	Channel desk.ChannelID
	State   []byte
}

// hand is the moment from which somebody held a session.
type hand struct {
	Session desk.SessionID
	Agent   desk.AgentID
	At      desk.Millis
}

// writer is somebody who sent something that arrived.
type writer struct {
	Session desk.SessionID
	Agent   desk.AgentID
}

// eligible chooses what can be drawn: participations of agents who held the session and sent at least one message that
// arrived, in sessions that were not marked 无效. hands come in the order of their events; what was drawn or reviewed
// before is not among the writers.
func eligible(sessions []closed, writers []writer, hands []hand, zone *time.Location) (draw.Population, error) {
	first := map[writer]desk.Millis{}
	for _, h := range hands {
		if _, known := first[writer{h.Session, h.Agent}]; !known {
			first[writer{h.Session, h.Agent}] = h.At
		}
	}
	channels := map[desk.SessionID]desk.ChannelID{}
	for _, s := range sessions {
		void, err := markedVoid(s.State)
		if err != nil {
			return nil, fmt.Errorf("session %s: %w", s.ID, err)
		}
		if !void {
			channels[s.ID] = s.Channel
		}
	}
	var out draw.Population
	for _, w := range writers {
		channel, counts := channels[w.Session]
		at, held := first[w]
		if counts && held {
			out = append(out, draw.Participation{Agent: w.Agent, Session: w.Session, Channel: channel, Hour: at.Time().In(zone).Hour()})
		}
	}
	return out, nil
}
