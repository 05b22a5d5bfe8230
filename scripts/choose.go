package scripts

import (
	"fmt"
	"time"
)

// window is a part of the day in minutes from midnight, from included, to not.
// One that ends before it starts runs over midnight.
type window struct{ from, to int }

func (w window) contains(minute int) bool {
	if w.from < w.to {
		return w.from <= minute && minute < w.to
	}
	return minute >= w.from || minute < w.to
}

func (w window) overlaps(o window) bool {
	return w.contains(o.from) || o.contains(w.from)
}

// clock holds the Go layouts in which a pack writes a coming time.
type clock struct{ today, tomorrow, later string }

// write puts a coming time into words, as seen from at and in its zone.
func (c clock) write(at, coming time.Time) string {
	coming = coming.In(at.Location())
	switch {
	case sameDay(coming, at):
		return coming.Format(c.today)
	case sameDay(coming, at.AddDate(0, 0, 1)):
		return coming.Format(c.tomorrow)
	}
	return coming.Format(c.later)
}

func sameDay(a, b time.Time) bool {
	ay, am, ad := a.Date()
	by, bm, bd := b.Date()
	return ay == by && am == bm && ad == bd
}

// choose returns the script of a stage that fits the moment best. A returning
// customer outweighs the time of day: 您回来了 says more than 早上好 (SCR-03).
// Load has made sure that one script of such a stage always fits.
func (p Pack) choose(stage Stage, ask Ask) (Script, error) {
	if ask.At.IsZero() {
		// Better an error in the first test than "good night" to everybody.
		return Script{}, fmt.Errorf("scripts: choosing a %s needs the time", stage)
	}
	best, weight := -1, -1
	for i, s := range p.scripts {
		if s.Stage == stage && p.fits(s.When, ask) && s.When.weight() > weight {
			best, weight = i, s.When.weight()
		}
	}
	if best < 0 {
		return Script{}, fmt.Errorf("scripts: pack %q has no %s", p.version, stage)
	}
	return p.scripts[best], nil
}

func (p Pack) fits(w When, ask Ask) bool {
	if w.Returning && !ask.Returning {
		return false
	}
	return w.Hours == "" || p.hours[w.Hours].contains(ask.At.Hour()*60+ask.At.Minute())
}

func (w When) weight() int {
	weight := 0
	if w.Returning {
		weight += 2
	}
	if w.Hours != "" {
		weight++
	}
	return weight
}
