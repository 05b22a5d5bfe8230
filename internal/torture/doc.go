// Package torture is the crash-and-ledger harness: it puts a real desk under load, kills, freezes and starves it at
// instants drawn from a seed, and then has every message accounted for by internal/torture/checker. It decides which
// faults come when and what is measured; it refuses to pause the load for a fault, to judge by what the server says of
// itself, and to touch a process that it did not start.
//
//	go run ./internal/torture/cmd/torture kills -setup sqlite -messages 10000 -kills 50 -seed 1
//
// rig starts the processes, agent is the people at the desk, checker shares no code with the server.
package torture
