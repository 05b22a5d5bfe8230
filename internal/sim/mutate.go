package sim

import "sync/atomic"

// Kinds of mutation: defects that the simulation plants between the product and its surroundings, to show that the
// oracles see them. None of them is in the product.
const (
	SendTwice = "send-twice" // the adapter sends every fourth message two times
	Forget    = "forget"     // every fifth acknowledged event was never stored
	Swap      = "swap"       // every fifth event is acknowledged at once and stored behind the next
	Lie       = "lie"        // the adapter says "sent" for every fifth message and sends nothing
	Load      = "load"       // an agent's load is counted up behind the router's back
	Drop      = "drop"       // every fifth row of the outbox vanishes
	Tamper    = "tamper"     // an event of the log is rewritten
)

// Mutations are all kinds.
func Mutations() []string { return []string{SendTwice, Forget, Swap, Lie, Load, Drop, Tamper} }

// Mutation is one planted defect; nil and "" plant nothing.
type Mutation struct {
	Kind string
	Hits atomic.Int64
}

// on says whether the defect strikes here; x spreads it over a part of the cases.
func (m *Mutation) on(kind string, x int64) bool {
	if m == nil || m.Kind != kind || (x%5 != 0 && kind != SendTwice) || (kind == SendTwice && x%4 != 2) {
		return false
	}
	m.Hits.Add(1)
	return true
}
