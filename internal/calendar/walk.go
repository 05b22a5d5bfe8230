package calendar

import (
	"math"
	"time"
)

// walk goes through the open times from one instant on. Between two changes of the zone the wall is a constant ahead of
// UTC, so that a day's spans become instants by subtraction; a change cuts whatever runs across it.
type walk struct {
	t     *table
	at    int64 // everything before is done
	until int64 // nothing from here on is asked for
	ahead int64 // the wall before UTC, until
	next  int64 // the next change of the zone
	day   int64 // on the wall
	plan  *plan
	spill int64 // of the day before
	i     int   // the next span of the day; -1 is the spill
}

// from starts a walk; both bounds are Unix milliseconds.
func (t *table) from(at, until int64) walk {
	w := walk{t: t, at: at, until: until}
	w.turn()
	return w
}

// turn begins the stretch of constant offset in which at lies.
func (w *walk) turn() {
	now := time.UnixMilli(w.at).In(w.t.zone)
	_, seconds := now.Zone()
	w.ahead, w.next = int64(seconds)*1000, math.MaxInt64
	if _, end := now.ZoneBounds(); !end.IsZero() {
		w.next = end.UnixMilli()
	}
	day, _ := split(w.at + w.ahead)
	w.spill = w.t.plan(day - 1).spill
	w.enter(day)
}

func (w *walk) enter(day int64) { w.day, w.plan, w.i = day, w.t.plan(day), -1 }

// step gives the next open time, from included and to not. They ascend and never overlap, but can touch: at midnight,
// between two spans, and where the zone changes. It reports false when there is none before the walk's end.
func (w *walk) step() (from, to int64, ok bool) {
	for w.at < w.until {
		midnight := w.day*dayMillis - w.ahead
		for w.i < len(w.plan.spans) {
			s := span{0, w.spill}
			if w.i >= 0 {
				s = w.plan.spans[w.i]
			}
			w.i++
			from = max(midnight+s.from, w.at)
			to = min(midnight+s.to, w.next, w.until)
			if from < to {
				w.at = to
				return from, to, true
			}
		}
		if midnight+dayMillis < w.next {
			w.at, w.spill = midnight+dayMillis, w.plan.spill
			w.enter(w.day + 1)
			continue
		}
		w.at = w.next
		if w.at < w.until {
			w.turn()
		}
	}
	return 0, 0, false
}
