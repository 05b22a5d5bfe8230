package router

import "sync/atomic"

// crew runs functions side by side, each in a goroutine at once. Goroutines that have finished are kept for the next
// function for as long as few enough are idle: at thousands of short lanes a second, making them and growing their
// stacks anew costs a twentieth of the time. The crew never makes anything wait.
type crew struct {
	next chan func()
	stop chan struct{}
	idle atomic.Int32
}

// mostIdle is how many goroutines wait for work at most.
const mostIdle = 256

func newCrew() *crew { return &crew{next: make(chan func()), stop: make(chan struct{})} }

// do runs f.
func (c *crew) do(f func()) {
	select {
	case c.next <- f:
	default:
		go c.run(f)
	}
}

func (c *crew) run(f func()) {
	for {
		f()
		if c.idle.Add(1) > mostIdle {
			c.idle.Add(-1)
			return
		}
		select {
		case f = <-c.next:
			c.idle.Add(-1)
		case <-c.stop:
			return
		}
	}
}

// close sends the idle ones home. What runs finishes, and what comes later runs too.
func (c *crew) close() { close(c.stop) }
