package availability

import "firstline/internal/desk"

// Policy says which statuses a superior has to grant. The zero one: none, for no regulation asks more of everybody than DUT-04 does
// of who goes out.
type Policy struct{ Away, Busy bool }

// Statuses are those that have to be granted.
func (p Policy) Statuses() []desk.Status {
	var out []desk.Status
	if p.Away {
		out = append(out, desk.StatusAway)
	}
	if p.Busy {
		out = append(out, desk.StatusBusy)
	}
	return out
}

// Asks says whether the change leaves customers alone who counted on the person, so that a superior has to grant it: to away from
// wherever one has customers, to busy from where one gets new ones. The end of a shift (draining, offline) needs nobody here, and
// who is gone already leaves nobody.
func (p Policy) Asks(from, to desk.Status) bool {
	switch to {
	case desk.StatusAway:
		return p.Away && (from == desk.StatusOnline || from == desk.StatusBusy || from == desk.StatusDraining)
	case desk.StatusBusy:
		return p.Busy && from == desk.StatusOnline
	}
	return false
}
