package webchat

import (
	"context"
	"slices"
	"sync"
)

// crowd knows every socket of this node: how many, whose, and when the last one has gone.
type crowd struct {
	atMost    int // negative: no limit
	perPerson int

	mu        sync.Mutex
	open      int                  // handshakes included
	byVisitor map[string][]*socket // oldest first
	closed    bool
	empty     chan struct{} // closed once the crowd is, and the last one has left
}

func newCrowd(l Limits) *crowd {
	return &crowd{
		atMost: l.Sockets, perPerson: l.SocketsPerVisitor,
		byVisitor: map[string][]*socket{}, empty: make(chan struct{}),
	}
}

// enter counts one more, or refuses. Every enter that was allowed needs one leave.
func (c *crowd) enter() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed || (c.atMost >= 0 && c.open >= c.atMost) {
		return false
	}
	c.open++
	return true
}

// join makes the socket known as its visitor's. It returns the one that must give way for it, if any; ok is false when
// the node is going.
func (c *crowd) join(s *socket) (evicted *socket, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return nil, false
	}
	mine := append(c.byVisitor[s.at.Key], s)
	if c.perPerson > 0 && len(mine) > c.perPerson {
		evicted, mine = mine[0], slices.Clone(mine[1:])
	}
	c.byVisitor[s.at.Key] = mine
	return evicted, true
}

// leave takes a socket out; one that never joined is only counted.
func (c *crowd) leave(s *socket) {
	c.mu.Lock()
	defer c.mu.Unlock()
	rest := slices.DeleteFunc(c.byVisitor[s.at.Key], func(x *socket) bool { return x == s })
	if len(rest) > 0 {
		c.byVisitor[s.at.Key] = rest
	} else {
		delete(c.byVisitor, s.at.Key)
	}
	c.open--
	if c.closed && c.open == 0 {
		close(c.empty)
	}
}

// of are the sockets of one visitor.
func (c *crowd) of(visitor string) []*socket {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.byVisitor[visitor])
}

// shut lets nobody in any more and does f to everyone who is in.
func (c *crowd) shut(f func(*socket)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	c.closed = true
	if c.open == 0 {
		close(c.empty)
	}
	c.all(f)
}

// all needs the lock.
func (c *crowd) all(f func(*socket)) {
	for _, mine := range c.byVisitor {
		for _, s := range mine {
			f(s)
		}
	}
}

// wait blocks until the last one has left after shut, or ctx ends.
func (c *crowd) wait(ctx context.Context) error {
	select {
	case <-c.empty:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (c *crowd) size() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.open
}
