package sessions_test

import (
	"fmt"
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

func waitsInOrder(w *witness, x step) string {
	last := int64(0)
	for _, o := range x.after.Waits {
		if o.Seq <= last || o.Due != target(w.rules, o) {
			return fmt.Sprintf("%+v behind message %d", o, last)
		}
		last = o.Seq
	}
	return ""
}

// owesExactly holds the obligations against the books: the oldest one stands for the oldest message without an accepted
// answer, there is none when everything is answered, and none ends in any other way.
func owesExactly(w *witness, x step) string {
	owed := w.owed()
	if !x.after.Phase.Open() {
		return unless(len(x.after.Waits) == 0, "a session that is not open owes something")
	}
	switch {
	case len(owed) == 0:
		return unless(len(x.after.Waits) == 0, "everything is answered, yet %+v", x.after.Waits)
	case len(x.after.Waits) == 0:
		return fmt.Sprintf("messages %v have no answer and no obligation", owed)
	}
	if n := x.after.Unanswered(); n != len(owed) {
		return fmt.Sprintf("%d messages count as unanswered, %v are", n, owed)
	}
	return unless(x.after.Waits[0].Seq == owed[0], "the oldest unanswered message is %d, the obligation says %d", owed[0], x.after.Waits[0].Seq)
}

func answeredByHumans(w *witness, x step) string {
	return unless(x.after.Answered == w.answered, "answered: %t, by the books %t", x.after.Answered, w.answered)
}

// breaches: no clock is ever moved, a target passes once and not before its time, and each alarm belongs to one
// obligation whose time had come.
func breaches(w *witness, x step) string {
	before := map[int64]sessions.Wait{}
	for _, o := range x.before.Waits {
		before[o.Seq] = o
	}
	rang := 0
	for _, o := range x.after.Waits {
		old, known := before[o.Seq]
		if x.before.Waived != nil && x.before.Waived.Was.Seq == o.Seq {
			old, known = x.before.Waived.Was, true // it is owed again, as it was
		}
		if !known {
			w.heard[o.Seq] = o.Since
			continue
		}
		switch {
		case old.Since != o.Since || old.Due != o.Due || old.First != o.First:
			return fmt.Sprintf("the clock of message %d was moved", o.Seq)
		case old.Breached && !o.Breached:
			return fmt.Sprintf("the breach of message %d is gone", o.Seq)
		case o.Breached != (o.Alarm == 0):
			return fmt.Sprintf("message %d is late: %t, and rings at %d", o.Seq, o.Breached, o.Alarm)
		case o.Alarm != old.Alarm:
			if _, time := x.event.(sessions.TimeReached); !time || x.event.When() < old.Alarm || o.Breached && x.event.When() < o.Due {
				return fmt.Sprintf("message %d rings at %d, it should at %d, due %d", o.Seq, x.event.When(), old.Alarm, o.Due)
			}
			w.heard[o.Seq] = x.event.When()
			rang++
		}
	}
	for _, f := range x.effects {
		if alarm, ok := f.(sessions.Alarm); ok && alarm.Promise == 0 && alarm.Aim == "" {
			rang--
		}
	}
	return unless(rang == 0, "alarms and what they are for differ by %d", rang)
}

// wakesInTime works out by itself what is to be heard of next: of each obligation the first warning, or the deadline,
// after it was heard of last; and when the holder's silence ends.
func wakesInTime(w *witness, x step) string {
	var times []desk.Millis
	for _, o := range x.after.Waits {
		if o.Breached {
			continue
		}
		next := o.Due
		for _, left := range w.rules.Warnings {
			if at := o.Due - desk.Millis(left.Milliseconds()); at > w.heard[o.Seq] && at < next && w.rules.Hours["service"].Open(at) {
				next = at
			}
		}
		times = append(times, next)
	}
	if at := silence(w, x.after); at > 0 {
		times = append(times, at)
	}
	times = append(times, w.reminders(x.after)...)
	times = append(times, w.aims(x.after)...)
	if h := x.after.Holder; h != nil && h.Until > 0 {
		times = append(times, h.Until)
	}
	if len(x.after.Held) > 0 {
		times = append(times, w.wrote.Add(w.rules.Burst))
	}
	want := desk.Millis(0)
	if len(times) > 0 && x.after.Phase.Open() {
		want = slices.Min(times)
	}
	return unless(x.after.NextDue() == want, "it wakes at %d, it has to at %d", x.after.NextDue(), want)
}

func silence(w *witness, s sessions.State) desk.Millis {
	if w.rules.Silence == 0 || s.Phase != sessions.Serving || s.Raised || s.Holder.Until > 0 {
		return 0
	}
	tried := int64(0)
	for _, f := range append(slices.Clone(s.InFlight), s.Trouble...) {
		tried = max(tried, f.Answers)
	}
	for _, o := range s.Waits {
		if o.Seq > tried {
			at, _ := w.rules.Hours["service"].Add(max(o.Since, s.Holder.Since), w.rules.Silence)
			return at
		}
	}
	return 0
}

// hops: who was silent is remembered until somebody answers, and then a lead is asked at the latest.
func hops(w *witness, x step) string {
	if e, ok := x.event.(sessions.Returned); ok && e.Reason == sessions.ReasonSilent {
		w.hops++
	}
	if w.noted != w.answers {
		w.noted, w.hops = w.answers, 0
	}
	switch {
	case x.after.Hops != w.hops:
		return fmt.Sprintf("%d hops, by the books %d", x.after.Hops, w.hops)
	case x.after.Raised != (w.hops > w.rules.Hops):
		return fmt.Sprintf("raised: %t after %d hops", x.after.Raised, w.hops)
	}
	return unless(len(x.after.Passed) <= w.hops && (w.hops == 0) == (len(x.after.Passed) == 0), "%d hops by %v", w.hops, x.after.Passed)
}
