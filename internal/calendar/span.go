package calendar

import (
	"iter"
	"time"

	"firstline/internal/desk"
)

// Between is the working time from one instant to another, in whole milliseconds; 0 when to is not after from. It is
// dur_S of the metrics: a question outside of the hours starts its clock at the next opening, and an answer before that
// took no time at all (SLA-01).
func (c Calendar) Between(from, to desk.Millis) time.Duration {
	switch {
	case to <= from:
		return 0
	case c.always():
		return to.Sub(from)
	}
	var sum int64
	for w := c.t.from(int64(from), int64(to)); ; {
		a, b, ok := w.step()
		if !ok {
			return time.Duration(sum) * time.Millisecond
		}
		sum += b - a
	}
}

// Add is the first instant at which d of working time has passed since from: the deadline of something that may take d.
// It is the inverse of Between: Between(from, Add(from, d)) is d. A part of a millisecond counts as a whole one, so that
// no deadline comes early; d of 0 or less gives from itself. It reports false when d does not pass within Horizon.
func (c Calendar) Add(from desk.Millis, d time.Duration) (desk.Millis, bool) {
	left := int64((d + time.Millisecond - 1) / time.Millisecond)
	until := int64(from) + Horizon.Milliseconds()
	switch {
	case d <= 0:
		return from, true
	case d > Horizon:
		return 0, false
	case c.always():
		return from + desk.Millis(left), true
	}
	for w := c.t.from(int64(from), until); ; {
		a, b, ok := w.step()
		switch {
		case !ok:
			return 0, false
		case b-a >= left:
			return desk.Millis(a + left), true
		}
		left -= b - a
	}
}

// NextOpening is the first instant after the given one at which the group comes to work: it was away until then. It is
// what a customer is told outside of the hours (CHN-02, SLA-05). It reports false when there is none within Horizon, as
// when the group is there round the clock.
func (c Calendar) NextOpening(after desk.Millis) (desk.Millis, bool) {
	if c.always() {
		return 0, false
	}
	open := int64(after) // everything from after to here is working time
	for w := c.t.from(int64(after), int64(after)+Horizon.Milliseconds()); ; {
		a, b, ok := w.step()
		switch {
		case !ok:
			return 0, false
		case a > open:
			return desk.Millis(a), true
		}
		open = b
	}
}

// Spells are the open times between two instants, cut at both, ascending and apart. Round the clock is one of them. It is what a page
// shows of a day's hours (CHN-02).
func (c Calendar) Spells(from, to desk.Millis) iter.Seq2[desk.Millis, desk.Millis] {
	return func(yield func(from, to desk.Millis) bool) {
		if c.always() {
			if from < to {
				yield(from, to)
			}
			return
		}
		var start, end int64 // what was walked and may go on
		for w := c.t.from(int64(from), int64(to)); ; {
			a, b, ok := w.step()
			if ok && a == end && start < end {
				end = b
				continue
			}
			if start < end && !yield(desk.Millis(start), desk.Millis(end)) || !ok {
				return
			}
			start, end = a, b
		}
	}
}
