package sessions_test

import (
	"fmt"

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

func breaches(_ *witness, x step) string {
	before := map[int64]sessions.Wait{}
	for _, o := range x.before.Waits {
		before[o.Seq] = o
	}
	rang := 0
	for _, o := range x.after.Waits {
		old, known := before[o.Seq]
		switch {
		case known && (old.Since != o.Since || old.Due != o.Due || old.First != o.First):
			return fmt.Sprintf("the clock of message %d was moved", o.Seq)
		case old.Breached && !o.Breached:
			return fmt.Sprintf("the breach of message %d is gone", o.Seq)
		case o.Breached && !old.Breached:
			if _, time := x.event.(sessions.TimeReached); !time || x.event.When() < o.Due {
				return fmt.Sprintf("message %d is late at %d, due %d", o.Seq, x.event.When(), o.Due)
			}
			rang++
		}
	}
	for _, f := range x.effects {
		if _, ok := f.(sessions.Alarm); ok {
			rang--
		}
	}
	return unless(rang == 0, "alarms and breaches differ by %d", rang)
}

func wakesInTime(_ *witness, x step) string {
	var first desk.Millis
	for _, o := range x.after.Waits {
		if !o.Breached && (first == 0 || o.Due < first) {
			first = o.Due
		}
	}
	return unless(x.after.NextDue() == first, "it wakes at %d, the first obligation is due at %d", x.after.NextDue(), first)
}
