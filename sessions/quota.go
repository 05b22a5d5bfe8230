package sessions

import (
	"fmt"
	"time"

	"firstline/internal/desk"
)

// Quota is how many messages a network takes from us after each message of the customer, and for how long (ui.md 1.6, Channel quota).
// It comes with the customer's message, so that an old session is replayed with what held on its day.
type Quota struct {
	Messages int   `json:"messages"`            // at least 1
	Within   int64 `json:"within_ms,omitempty"` // 0 = until the customer writes again
}

// Allowance is what a network still takes: nil where it sets no bound.
type Allowance struct {
	From     int64       `json:"from"` // the customer's message that it began with
	Messages int         `json:"messages"`
	Used     int         `json:"used,omitempty"`
	Until    desk.Millis `json:"until,omitempty"` // 0 = until the customer writes again
}

// QuotaUsed is why nothing more can be sent before the customer writes: what a command is refused with, the reason of a delivery whose
// network says so, and the reason to close without the closing script.
const QuotaUsed = "quota_used"

// Left is how many more messages the network takes.
func (w *Allowance) Left(at desk.Millis) int {
	if w.Until != 0 && at > w.Until {
		return 0
	}
	return max(0, w.Messages-w.Used)
}

// allow begins a new allowance with a customer's message. One that changes an earlier message is none.
func (a *applied) allow(e CustomerWrote, seq int64) {
	if e.Kind == desk.KindEdit {
		return
	}
	a.s.Allowance = nil
	if q := e.Quota; q != nil {
		a.s.Allowance = &Allowance{From: seq, Messages: q.Messages}
		if q.Within > 0 {
			a.s.Allowance.Until = e.At + desk.Millis(q.Within)
		}
	}
}

// use counts messages that leave, or, below 0, that did not arrive. Corrections are not counted: networks that have quotas know none.
func (a *applied) use(p Purpose, n int) {
	if a.s.Allowance == nil || p.Changes() {
		return
	}
	next := *a.s.Allowance
	next.Used = max(0, next.Used+n)
	a.s.Allowance = &next
}

// affords refuses to send more messages than the network takes, before anything has left.
func (a *applied) affords(at desk.Millis, n int) error {
	w := a.s.Allowance
	if w == nil || n <= w.Left(at) {
		return nil
	}
	switch left := w.Left(at); {
	case left > 0:
		return refuse(QuotaUsed, fmt.Sprintf("the answer leaves in %d messages, and this network takes %d more before the customer writes again: make it shorter", n, left))
	case w.Until != 0 && at > w.Until:
		return refuse(QuotaUsed, "this network takes nothing from us since "+a.clock(w.Until)+": wait until the customer writes again; notes can be left, and the session can be closed without a closing")
	case w.Until != 0:
		return refuse(QuotaUsed, fmt.Sprintf("all %d messages that this network takes were sent; the time for them ends at %s, and only another message of the customer begins a new one. Notes can be left, and the session can be closed without a closing", w.Messages, a.clock(w.Until)))
	default:
		return refuse(QuotaUsed, "this network takes nothing more from us until the customer writes again: notes can be left, and the session can be closed without a closing")
	}
}

// clock is a time as the department reads it.
func (a *applied) clock(at desk.Millis) string {
	zone := a.rules.Zone
	if zone == nil {
		zone = time.UTC
	}
	return at.Time().In(zone).Format("2006-01-02 15:04 MST")
}

// spare says whether the desk may say something by itself: never the last message, which belongs to a person's answer.
func (a *applied) spare(at desk.Millis) bool {
	return a.s.Allowance == nil || a.s.Allowance.Left(at) > 1
}

// refunded notes of a message that did not arrive that it cost nothing, unless it is older than the allowance; and what the network says of
// its quota itself: that holds, whatever was counted here.
func (a *applied) refunded(f Flight, d desk.Delivery, reason string) {
	switch {
	case d != desk.DeliveryFailed:
	case reason == QuotaUsed:
		w := Allowance{From: a.s.Asked}
		if a.s.Allowance != nil {
			w = *a.s.Allowance
		}
		if w.Used = w.Messages; f.Seq > w.From {
			a.s.Allowance = &w
		}
	case a.s.Allowance != nil && f.Seq > a.s.Allowance.From:
		a.use(f.Purpose, -1)
	}
}
