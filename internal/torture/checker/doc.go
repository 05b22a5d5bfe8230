// Package checker accounts for every message after a torture run. It holds four ledgers against each other: what the
// network handed over (L1), what the record keeps (L2), what each agent's screen showed (L3) and what arrived back at
// the network (L4); it decides, oracle by oracle, what is lost, doubled, out of order or stuck.
//
// It shares no code with the server, which a test asserts: the formats of the record, of the hash chain and of the
// session's history are written down here a second time, so that a mistake in the server cannot excuse itself. It
// refuses to repair, to guess and to change anything.
package checker
