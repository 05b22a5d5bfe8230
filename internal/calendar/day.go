package calendar

import (
	"math"
	"time"

	"firstline/internal/desk"
)

// DayKind says why a day has the hours it has.
type DayKind string

// The kinds of day. An ordinary one follows its weekday.
const (
	Ordinary DayKind = ""
	Holiday  DayKind = "holiday"
	Makeup   DayKind = "makeup" // 调休补班
)

// Day is one day on the wall of the calendar's zone, and whether it is worked.
type Day struct {
	Year    int
	Month   time.Month
	Date    int // of the month, from 1
	Weekday time.Weekday
	Kind    DayKind
	Name    string // of the holiday or make-up day; empty for an ordinary day
	Works   bool   // working time begins on it; what runs on from the day before does not count
	// From and To bound the day around the instant that was asked for: 23 to 25 hours where clocks change. To is the
	// first instant of another date.
	From, To desk.Millis
}

// LocalDay is the day on which the instant lies.
func (c Calendar) LocalDay(at desk.Millis) Day {
	zone := c.Zone()
	day, _ := split(int64(at) + offset(zone, int64(at)))
	y, m, d := time.Unix(day*dayMillis/1000, 0).UTC().Date()
	out := Day{Year: y, Month: m, Date: d, Weekday: weekday(day), Works: c.works(day),
		From: desk.Millis(began(zone, int64(at), day)), To: desk.Millis(ends(zone, int64(at), day))}
	if c.t != nil {
		if special := c.t.date(day); special != nil {
			out.Kind, out.Name = special.kind, special.name
		}
	}
	return out
}

// AddDays is the end of the n-th working day after the day of from, which itself does not count: the deadline of
// something that may take n working days. Working days are those with Works. n of 0 or less gives the end of the
// day of from, whether it works or not. It reports false when there are not n such days within Horizon.
func (c Calendar) AddDays(from desk.Millis, n int) (desk.Millis, bool) {
	zone, at := c.Zone(), int64(from)
	last, _ := split(at + offset(zone, at))
	end := ends(zone, at, last)
	for until := at + Horizon.Milliseconds(); end <= until; {
		day, _ := split(end + offset(zone, end))
		if day > last { // a date that the zone shows twice is one day
			if n <= 0 {
				return desk.Millis(end), true
			}
			last = day
			if c.works(day) {
				n--
			}
		}
		end = ends(zone, end, day)
	}
	return 0, false
}

func (c Calendar) works(day int64) bool { return c.always() || len(c.t.plan(day).spans) > 0 }

// ends is the first instant after at at which the wall does not show the day any more.
func ends(zone *time.Location, at, day int64) int64 {
	for {
		now := time.UnixMilli(at).In(zone)
		_, seconds := now.Zone()
		midnight := (day+1)*dayMillis - int64(seconds)*1000
		_, change := now.ZoneBounds()
		if change.IsZero() || midnight < change.UnixMilli() {
			return midnight
		}
		at = change.UnixMilli()
		if d, _ := split(at + offset(zone, at)); d != day {
			return at
		}
	}
}

// began is the first instant from which on to at the wall shows the day.
func began(zone *time.Location, at, day int64) int64 {
	for {
		now := time.UnixMilli(at).In(zone)
		_, seconds := now.Zone()
		midnight := day*dayMillis - int64(seconds)*1000
		change, _ := now.ZoneBounds()
		start := int64(math.MinInt64)
		if !change.IsZero() {
			start = change.UnixMilli()
		}
		if midnight > start {
			return midnight
		}
		before := start - 1
		if d, _ := split(before + offset(zone, before)); d != day {
			return start
		}
		at = before
	}
}
