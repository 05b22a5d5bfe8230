package fanout

import "sync"

// A backlog holds a second of the busiest topic (1,000 hints/s of some 200 bytes). Who is further behind than that does
// better to read the state anew than to work off old hints. The bytes bound a hub of 1,000 slow subscribers.
const (
	maxBacklog      = 1024
	maxBacklogBytes = 1 << 20
)

// subscriber is one handle with its backlog and its goroutine.
type subscriber struct {
	handle func([]byte)
	wake   chan struct{} // holds one: there is something in the backlog
	halt   chan struct{} // closed: end
	ended  chan struct{} // closed when run has returned
	once   sync.Once

	mu      sync.Mutex
	backlog [][]byte
	bytes   int
}

func newSubscriber(handle func([]byte)) *subscriber {
	return &subscriber{
		handle: handle,
		wake:   make(chan struct{}, 1),
		halt:   make(chan struct{}),
		ended:  make(chan struct{}),
	}
}

// push appends to the backlog; an overflow replaces it by a single nil.
func (s *subscriber) push(payload []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.backlog) >= maxBacklog || s.bytes+len(payload) > maxBacklogBytes && len(s.backlog) > 0 {
		clear(s.backlog)
		s.backlog, s.bytes, payload = s.backlog[:0], 0, nil
	}
	s.backlog = append(s.backlog, payload)
	s.bytes += len(payload)
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already
	}
}

// take gives the oldest of the backlog; ok is false when it is empty.
func (s *subscriber) take() (payload []byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.backlog) == 0 {
		s.backlog = nil // let go of a long array after a burst
		return nil, false
	}
	payload = s.backlog[0]
	s.backlog[0] = nil
	s.backlog = s.backlog[1:]
	s.bytes -= len(payload)
	return payload, true
}

func (s *subscriber) run() {
	defer close(s.ended)
	for {
		select {
		case <-s.halt:
			return
		case <-s.wake:
		}
		for payload, ok := s.take(); ok; payload, ok = s.take() {
			if s.halted() {
				return
			}
			s.handle(payload)
		}
	}
}

func (s *subscriber) halted() bool {
	select {
	case <-s.halt:
		return true
	default:
		return false
	}
}

func (s *subscriber) stop() {
	s.once.Do(func() { close(s.halt) })
	<-s.ended
}
