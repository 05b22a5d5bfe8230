package sim

import (
	"fmt"
	"sync"
	"time"
)

// slot is a machine: whatever becomes of the node on it, the next one is started after a while.
type slot struct {
	w    *World
	id   int
	disk disk

	mu   sync.Mutex
	up   *node
	lift int
	down time.Duration // how long the machine stays down next time
}

// node is the one that runs, or nil.
func (s *slot) node() *node {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.up == nil || s.up.isDead() {
		return nil
	}
	return s.up
}

func (s *slot) set(n *node) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.up = n
	s.lift++
}

func (s *slot) name() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	name := string(rune('a' + s.id))
	if s.w.plan.Rename {
		name += fmt.Sprint(s.lift)
	}
	return name
}

func (s *slot) pause() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.down
}

// run starts node after node until the simulation is over.
func (s *slot) run() {
	nap(time.Duration(s.id)*time.Second, nil) // the first one makes the schema
	for {
		n, err := s.w.boot(s.name(), &s.disk)
		if err != nil {
			s.w.trace.add("node %c does not start: %v", 'a'+s.id, err)
			if !nap(time.Second, s.w.over) {
				return
			}
			continue
		}
		s.w.trace.add("%s runs", n.name)
		s.set(n)
		over := false
		select {
		case <-n.gone:
		case <-n.quit:
		case <-s.w.over:
			over = true
		}
		s.set(nil)
		n.bury()
		if over || !nap(s.pause(), s.w.over) {
			return
		}
	}
}

// crash lights the fuse of the node that runs; stop asks it to leave.
func (s *slot) crash(spot string, fuse int, down time.Duration) {
	if n := s.node(); n != nil {
		s.mu.Lock()
		s.down = down
		s.mu.Unlock()
		n.light(spot, fuse)
	}
}

func (s *slot) stop(down time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.up != nil && !s.up.isDead() {
		s.w.trace.add("%s stops in order", s.up.name)
		s.down = down
		close(s.up.quit)
		s.up = nil
	}
}
