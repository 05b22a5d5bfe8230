package inbox

import (
	"context"
	"time"

	"firstline/internal/desk"
)

// tickEvery is the hub's pulse: counts, pings and postponed pages hang on it instead of on a timer for each socket.
const tickEvery = 250 * time.Millisecond

func (h *Hub) tick(ctx context.Context) error {
	tick := time.NewTicker(tickEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		sockets := h.all()
		h.pulse(sockets, h.o.Now())
		h.count(ctx, sockets)
		h.viewing.tick(ctx, sockets)
	}
}

// pulse sends the pings that are due and takes up what had to wait.
func (h *Hub) pulse(sockets []*socket, now time.Time) {
	ping := frame(pingFrame{"ping", desk.At(now)})
	for _, s := range sockets {
		s.mu.Lock()
		if !now.Before(s.pingAt) {
			s.pingAt = now.Add(h.o.PingEvery)
			s.push(ping)
		}
		s.takeUp(now)
		s.mu.Unlock()
	}
}

// takeUp reads again what could not be read, or what has become too thin.
func (s *socket) takeUp(now time.Time) {
	if s.list == nil || s.ended {
		return
	}
	if s.list.wants(now) {
		s.refreshList()
	}
	for id, st := range s.streams {
		if st.retry {
			s.refreshStream(id, st)
		}
	}
}

// count tells each screen its numbers when they have changed.
func (h *Hub) count(ctx context.Context, sockets []*socket) {
	if len(sockets) == 0 || !h.counts.due() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, readFor)
	defer cancel()
	t, err := h.counts.get(ctx)
	if err != nil || t == nil {
		return // the next tick tries again
	}
	for _, s := range sockets {
		s.mu.Lock()
		if c := t.of(s.viewer); s.list != nil && !s.list.pending && c != s.counts {
			s.counts = c
			s.push(frame(countsFrame{"counts", c}))
		}
		s.mu.Unlock()
	}
}
