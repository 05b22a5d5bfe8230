package sim

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"
)

// Kinds of step.
const (
	doSay    = "say"     // a customer writes
	doEdit   = "edit"    // a customer changes the last message
	doTwin   = "twin"    // the network brings a customer's last message again under another event id
	doWork   = "work"    // an agent does something, whatever fits
	doDesk   = "desk"    // an agent goes away or comes back
	doDisk   = "disk"    // steps of the record fail or hang on one node
	doLose   = "lose"    // the live store loses its data
	doNoLive = "no-live" // the live store fails
	doNet    = "net"     // the network misbehaves
	doCrash  = "crash"   // a node dies at one of its next waits, and comes back
	doStop   = "stop"    // a node stops in order, and comes back
	doJump   = "jump"    // the wall clock of all nodes leaps forward
	diskFail = "fail"    // the step says that the record is away
	diskHang = "hang"    // the step takes until the span is over
	hour     = time.Hour // the largest leap of the clock is a few of them
)

// Step is one thing that happens to the system from outside. All of it is drawn before the run begins, so that no
// goroutine's timing can change what the seed means.
type Step struct {
	At  time.Duration // since the beginning
	Do  string
	Who int           // customer, agent or node
	For time.Duration // how long it lasts, where it does
	X   uint64        // decides whatever else there is to decide
}

// Plan is everything that a seed means.
type Plan struct {
	Seed      uint64
	Nodes     int  // 1 or 2
	OwnLive   bool // the live store dies with its node, as in the embedded default
	Rename    bool // a node that comes back has another name and must wait for its old leases
	Customers int
	Agents    int
	Capacity  int
	Reopen    time.Duration
	Span      time.Duration
	Steps     []Step // in order
}

// Draw makes the plan of a seed.
func Draw(seed uint64) Plan {
	r := rand.New(rand.NewPCG(seed, 0x51a))
	p := Plan{Seed: seed, Nodes: 1 + r.IntN(2), OwnLive: r.IntN(2) == 0, Rename: r.IntN(3) == 0, Customers: 3 + r.IntN(6), Agents: 2 + r.IntN(3),
		Capacity: 1 + r.IntN(3), Span: 100*time.Second + time.Duration(r.IntN(120))*time.Second}
	p.OwnLive = p.OwnLive && p.Nodes == 1
	p.Reopen = []time.Duration{0, 20 * time.Second, 24 * hour}[r.IntN(3)]
	p.people(r)
	p.trouble(r)
	slices.SortStableFunc(p.Steps, func(a, b Step) int { return cmp.Compare(a.At, b.At) })
	return p
}

// add draws when a step happens: at some millisecond, so that two seldom share an instant.
func (p *Plan) add(r *rand.Rand, do string, who int, last time.Duration) {
	s := Step{At: time.Second + time.Duration(r.Int64N(p.Span.Milliseconds()))*time.Millisecond, Do: do, Who: who, X: r.Uint64()}
	if last > 0 {
		s.For = time.Duration(1+r.Int64N(last.Milliseconds())) * time.Millisecond
	}
	p.Steps = append(p.Steps, s)
}

func (p *Plan) people(r *rand.Rand) {
	for range p.Customers * (3 + r.IntN(6)) {
		p.add(r, doSay, r.IntN(p.Customers), 0)
	}
	for range r.IntN(4) {
		p.add(r, doEdit, r.IntN(p.Customers), 0)
	}
	for range r.IntN(3) {
		p.add(r, doTwin, r.IntN(p.Customers), 0)
	}
	for range p.Agents * (10 + r.IntN(20)) {
		p.add(r, doWork, r.IntN(p.Agents), 0)
	}
	for range r.IntN(4) {
		p.add(r, doDesk, r.IntN(p.Agents), 30*time.Second)
	}
}

// trouble draws faults. A seed has many of some kinds and none of others, so that rare combinations come up as well.
func (p *Plan) trouble(r *rand.Rand) {
	many := func(do string, most int, last time.Duration) {
		if r.IntN(4) == 0 {
			return
		}
		for range r.IntN(most + 1) {
			p.add(r, do, r.IntN(p.Nodes), last)
		}
	}
	many(doDisk, 8, 25*time.Second)
	many(doNet, 14, 0)
	many(doCrash, 8, 6*time.Second)
	many(doStop, 2, 4*time.Second)
	many(doLose, 3, 0)
	many(doNoLive, 3, 15*time.Second)
	many(doJump, 2, 3*hour)
}

// Calm is the plan of a seed on one node and without trouble.
func Calm(seed uint64) Plan {
	p := Draw(seed)
	p.Nodes, p.OwnLive = 1, true
	p.Steps = slices.DeleteFunc(p.Steps, func(s Step) bool { return s.Do != doSay && s.Do != doEdit && s.Do != doWork })
	return p
}
