package inbox

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"sync"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"firstline/internal/desk"
	"firstline/router"
)

// Run works until ctx ends, then closes the sockets that Drain has left. A fan-out that cannot be subscribed to is tried
// again with each recheck; until then the screens are refreshed by polling.
func (h *Hub) Run(ctx context.Context) error {
	sub := &subscriptions{h: h}
	defer sub.stop()
	sub.start()
	h.check(ctx, sub)
	h.running.Store(true)
	defer h.running.Store(false)
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error { return h.welcome(gctx) })
	g.Go(func() error { return h.watchPeople(gctx, sub) })
	g.Go(func() error { return h.tick(gctx) })
	g.Go(func() error { return h.keepPresence(gctx) })
	return g.Wait()
}

// Drain sends the clients away, each to come back at another time within spread, and takes no new ones.
func (h *Hub) Drain(spread time.Duration) {
	h.draining.Store(true)
	for _, s := range h.all() {
		s.shut(CodeDraining, comeBack(time.Second+rand.N(max(spread, time.Millisecond))))
	}
}

// welcome starts each new socket's two goroutines and, at the end, waits for all of them.
func (h *Hub) welcome(ctx context.Context) error {
	var alive sync.WaitGroup
	for {
		select {
		case s := <-h.arrivals:
			s.spawn = func() { alive.Go(func() { s.write(ctx) }) } // the reader, which ends last, keeps alive above zero
			h.enter(s)
			alive.Go(func() {
				s.read()
				h.leave(s)
			})
		case <-ctx.Done():
			h.running.Store(false)
			for _, s := range h.all() {
				s.shut(CodeGoing, CodeGoing.reason())
			}
			alive.Wait()
			return nil
		}
	}
}

// admit reserves a person's place for one more socket.
func (h *Hub) admit(v Visitor) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of[v.Me.ID] >= h.o.MaxSockets {
		return false
	}
	h.of[v.Me.ID]++
	return true
}

func (h *Hub) depart(id desk.AgentID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.of[id]--; h.of[id] <= 0 {
		delete(h.of, id)
	}
}

func (h *Hub) enter(s *socket) {
	h.mu.Lock()
	h.sockets[s] = struct{}{}
	h.mu.Unlock()
	h.stats.Sockets.Add(1)
	poke(h.presence)
}

func (h *Hub) leave(s *socket) {
	h.mu.Lock()
	delete(h.sockets, s)
	h.mu.Unlock()
	h.depart(s.agent)
	h.stats.Sockets.Add(-1)
	h.viewing.touch()
	poke(h.presence)
}

// all are the sockets of this moment.
func (h *Hub) all() []*socket {
	h.mu.RLock()
	defer h.mu.RUnlock()
	out := make([]*socket, 0, len(h.sockets))
	for s := range h.sockets {
		out = append(out, s)
	}
	return out
}

func poke(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// heard takes one hint to every socket. It never touches the record.
func (h *Hub) heard(payload []byte) {
	h.counts.touch()
	if payload == nil {
		h.missed()
		return
	}
	h.stats.Hints.Add(1)
	h.mu.RLock()
	idle := len(h.sockets) == 0
	h.mu.RUnlock()
	if idle {
		return
	}
	var hint router.Hint
	if err := json.Unmarshal(payload, &hint); err != nil {
		h.log.Warn("a hint cannot be read", zap.Error(err))
		h.missed()
		return
	}
	if !h.recent.newer(hint.Session.ID, hint.Session.Version) {
		return
	}
	h.latency.seen(&hint, h.o.Now())
	e := h.roster.event(&hint)
	h.mu.RLock()
	defer h.mu.RUnlock()
	for s := range h.sockets {
		s.offer(e)
	}
}

// missed makes every screen look again: something may have happened that no hint told.
func (h *Hub) missed() {
	h.stats.Resyncs.Add(1)
	for _, s := range h.all() {
		s.mu.Lock()
		s.refresh()
		s.mu.Unlock()
	}
}
