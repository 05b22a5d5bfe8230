package inbox

import (
	"slices"
	"sync"
	"time"

	"firstline/internal/desk"
	"firstline/router"
)

// How long customers' messages take from the record's acceptance to this node's screens, for the board: the median and the 95th
// percentile of the last minutes. It is what this node has seen; the metrics have the whole.
const (
	latencyOver  = 5 * time.Minute
	latencyKept  = 512 // samples; of a busier node the newest count
	latencyEvery = 5 * time.Second
)

type latencies struct {
	mu      sync.Mutex
	samples [latencyKept]sample
	n       int                      // of all that were ever noted
	newest  map[desk.SessionID]int64 // the last message noted of a session: one that is told again, with its files, is no news

	// Only the hub's check uses these.
	toldAt time.Time
	told   bool // there were figures
}

type sample struct {
	at   time.Time
	took time.Duration
}

// seen notes the customer's messages of a hint that is on its way to the screens now.
func (l *latencies) seen(h *router.Hint, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.newest == nil || len(l.newest) >= recentSize {
		l.newest = map[desk.SessionID]int64{}
	}
	last := l.newest[h.Session.ID]
	for i := range h.Messages {
		m := &h.Messages[i]
		if m.Role != desk.RoleCustomer || m.Seq <= last {
			continue
		}
		l.newest[h.Session.ID] = m.Seq
		l.samples[l.n%latencyKept] = sample{now, max(0, now.Sub(m.At.Time()))}
		l.n++
	}
}

// figures are how many messages came in the last minutes, and how long the middle one and all but a twentieth took.
func (l *latencies) figures(now time.Time) (n int, median, p95 time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var took []time.Duration
	for _, s := range l.samples[:min(l.n, latencyKept)] {
		if now.Sub(s.at) < latencyOver {
			took = append(took, s.took)
		}
	}
	if len(took) == 0 {
		return 0, 0, 0
	}
	slices.Sort(took)
	rank := func(percent int) time.Duration { return took[(len(took)*percent+99)/100-1] }
	return len(took), rank(50), rank(95)
}

// tellLatency sends the figures to those who see everything.
func (h *Hub) tellLatency(sockets []*socket) {
	now := h.o.Now()
	if now.Sub(h.latency.toldAt) < latencyEvery {
		return
	}
	h.latency.toldAt = now
	n, median, p95 := h.latency.figures(now)
	if n == 0 && !h.latency.told {
		return
	}
	h.latency.told = n > 0
	f := frame(latencyFrame{"latency", n, median.Milliseconds(), p95.Milliseconds()})
	for _, s := range sockets {
		s.mu.Lock()
		if s.list != nil && s.viewer.SeesAll() {
			s.push(f)
		}
		s.mu.Unlock()
	}
}
