package sessions

import "firstline/internal/desk"

// Seen is how far the customer has read what was said to them, on channels that can tell.
type Seen struct {
	Seq int64       `json:"seq"` // of the newest message of ours that was seen
	At  desk.Millis `json:"at"`  // when we heard of it
}

// onCustomerSaw notes how far the customer has read. It only goes forward, so that a hint that comes late, twice or out of
// order changes nothing, and a session has at most one such event for each message of ours. Reading is no answer and asks
// for none: no clock, obligation or close depends on it.
func (a *applied) onCustomerSaw(e CustomerSaw) error {
	switch {
	case a.s.Phase == None:
		return refuse("no_session", "there is no such session")
	case e.Seq > a.s.Seq:
		return desk.Fail(desk.Invalid, "seen", "nobody has seen what was not said")
	case e.Seq <= a.s.SeenTo():
		return a.ignore()
	}
	a.s.Seen = &Seen{Seq: e.Seq, At: e.At}
	return nil
}

// SeenTo is the place of the newest message of ours that the customer has seen; 0 = none that we know of.
func (s State) SeenTo() int64 {
	if s.Seen == nil {
		return 0
	}
	return s.Seen.Seq
}
