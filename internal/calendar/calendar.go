// Package calendar decides when a group is at work, and how much of the time between two instants was working time: the
// hours of the week, holidays and make-up days (调休补班) of one time zone. It refuses to read a clock, a file or the zone
// database: instants, texts and zones are given to it.
//
// Three rules settle every odd case:
//
//   - The clock on the wall decides. A calendar is open whenever that clock shows a time inside of a span. An hour that
//     the clock skips is nobody's working time; an hour that it shows twice counts twice, for a span that covers it.
//     Durations are real time, so a night shift from 22:00 to 06:00 lasts seven, eight or nine hours.
//   - A span belongs to the day on which it begins. Friday's 18:00-02:00 runs on into a Saturday that is closed, and a
//     holiday on Friday takes all of it away.
//   - A date counts before a weekday: a holiday or a make-up day replaces the hours of its weekday, whole.
package calendar

import (
	"slices"
	"time"

	"firstline/internal/desk"
)

// Horizon is how far ahead a calendar is searched: an answer that lies more than ten years off is none. It bounds the
// work where a calendar opens no more, and is longer than any duration that somebody is held to.
const Horizon = 3653 * 24 * time.Hour

// Calendar is the working time of a group. It is an immutable value and cheap to copy. The zero value is open round the
// clock, in UTC, without a holiday: the department of the service code answers 24 hours a day (CHN-02), so hours that
// nobody has set must never excuse a late answer. Hours are made by New and Load.
//
// Instants are expected in the years 1 to 9999. No method allocates.
type Calendar struct{ t *table }

// table is what a calendar was compiled to.
type table struct {
	name   string
	zone   *time.Location
	always bool // open round the clock, on every day
	week   [7]plan
	dates  []date // that differ from their weekday, ascending
}

// plan is the working time of one day. Times are milliseconds on the wall since midnight.
type plan struct {
	spans []span // ascending and apart, within the day
	spill int64  // until when the last span goes on in the next day; 0 when it does not
}

// span is open from from, and no more at to.
type span struct{ from, to int64 }

// date is a day that does not follow its weekday.
type date struct {
	day  int64
	kind DayKind
	name string
	plan plan
}

// Name is what people call the calendar; empty for the zero value.
func (c Calendar) Name() string {
	if c.t == nil {
		return ""
	}
	return c.t.name
}

// Zone is the time zone of the clock on the wall; UTC for the zero value.
func (c Calendar) Zone() *time.Location {
	if c.t == nil {
		return time.UTC
	}
	return c.t.zone
}

// Open says whether the group is at work at that instant. A span is open at its first instant and closed at its last.
func (c Calendar) Open(at desk.Millis) bool {
	if c.always() {
		return true
	}
	day, clock := split(int64(at) + offset(c.t.zone, int64(at)))
	return clock < c.t.plan(day-1).spill || c.t.plan(day).has(clock)
}

func (c Calendar) always() bool { return c.t == nil || c.t.always }

func (p *plan) has(clock int64) bool {
	for _, s := range p.spans {
		if clock < s.to {
			return clock >= s.from
		}
	}
	return false
}

// plan is what holds on a day.
func (t *table) plan(day int64) *plan {
	if d := t.date(day); d != nil {
		return &d.plan
	}
	return &t.week[weekday(day)]
}

// date is how a day differs from its weekday; nil when it does not.
func (t *table) date(day int64) *date {
	if len(t.dates) == 0 || day < t.dates[0].day || day > t.dates[len(t.dates)-1].day {
		return nil
	}
	i, ok := slices.BinarySearchFunc(t.dates, day, func(d date, day int64) int { return int(d.day - day) })
	if !ok {
		return nil
	}
	return &t.dates[i]
}

// dayMillis is a day on the wall. Days are counted from 1970-01-01.
const dayMillis = 24 * 60 * 60 * 1000

// split takes a time on the wall apart.
func split(wall int64) (day, clock int64) {
	day, clock = wall/dayMillis, wall%dayMillis
	if clock < 0 {
		day, clock = day-1, clock+dayMillis
	}
	return day, clock
}

// weekday of a day: 1970-01-01 was a Thursday.
func weekday(day int64) time.Weekday { return time.Weekday(((day+4)%7 + 7) % 7) }

// offset is how far the wall is ahead of UTC, in milliseconds.
func offset(zone *time.Location, at int64) int64 {
	_, seconds := time.UnixMilli(at).In(zone).Zone()
	return int64(seconds) * 1000
}
