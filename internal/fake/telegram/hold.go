package telegram

import (
	"context"
	"sync"
)

// hold keeps calls that would confirm updates from being done. The zero value lets all of them through.
type hold struct {
	mu   sync.Mutex
	gate chan struct{} // closed on release; nil = nothing is held
	told chan bool
}

// HoldConfirmations lets no getUpdates call confirm anything until release is called: the call waits, and is forgotten
// if its bot goes away. It is the instant in which a bot has kept updates and Telegram does not know. held gets true
// when a call begins to wait, and false when it is forgotten.
func (s *Server) HoldConfirmations() (held <-chan bool, release func()) {
	gate, told := make(chan struct{}), make(chan bool, 64)
	s.hold.mu.Lock()
	s.hold.gate, s.hold.told = gate, told
	s.hold.mu.Unlock()
	return told, sync.OnceFunc(func() {
		s.hold.mu.Lock()
		defer s.hold.mu.Unlock()
		if s.hold.gate == gate {
			s.hold.gate = nil
		}
		close(gate)
	})
}

// confirms waits while confirmations are held; false if the caller went away meanwhile.
func (h *hold) confirms(ctx context.Context, stop <-chan struct{}) bool {
	h.mu.Lock()
	gate, told := h.gate, h.told
	h.mu.Unlock()
	if gate == nil {
		return true
	}
	tell(told, true)
	select {
	case <-gate:
		return true
	case <-ctx.Done():
	case <-stop:
	}
	tell(told, false)
	return false
}

// tell does not wait for a test that has stopped listening.
func tell(told chan<- bool, waits bool) {
	select {
	case told <- waits:
	default:
	}
}
