package router

import (
	"container/heap"
	"context"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// deadlines wake sessions when NextDue comes. What is due lies on the session's row; the heap is only this node's view
// of its partitions, filled from commits and, for what other nodes commit, from an index scan each second.
type deadlines struct {
	r    *Router
	mu   sync.Mutex
	heap dueHeap
	set1 map[desk.SessionID]desk.Millis // the newest deadline of each session in the heap
	poke chan struct{}
	ask  chan struct{} // scan now
}

// horizon is how far ahead the scan looks: twice its pause, so that nothing can fall between two scans.
const (
	scanEvery = time.Second
	horizon   = 2 * scanEvery
)

type due struct {
	at      desk.Millis
	address desk.Address
	session desk.SessionID
}

type dueHeap []due

func (h dueHeap) Len() int           { return len(h) }
func (h dueHeap) Less(i, j int) bool { return h[i].at < h[j].at }
func (h dueHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *dueHeap) Push(x any)        { *h = append(*h, x.(due)) }
func (h *dueHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

func newDeadlines(r *Router) *deadlines {
	return &deadlines{r: r, set1: map[desk.SessionID]desk.Millis{}, poke: make(chan struct{}, 1), ask: make(chan struct{}, 1)}
}

// set notes a session's next deadline. Far ones are left to the scan: most sessions are answered long before.
func (d *deadlines) set(at desk.Millis, where desk.Address, id desk.SessionID) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if at == 0 || at > d.r.now().Add(horizon) {
		delete(d.set1, id)
		return
	}
	if d.set1[id] == at {
		return
	}
	d.set1[id] = at
	heap.Push(&d.heap, due{at, where, id})
	if d.heap[0].session == id {
		d.wake()
	}
}

func (d *deadlines) wake() {
	select {
	case d.poke <- struct{}{}:
	default:
	}
}

// look asks for a scan now.
func (d *deadlines) look() {
	select {
	case d.ask <- struct{}{}:
	default:
	}
}

func (d *deadlines) run(ctx context.Context) error {
	tick := time.NewTicker(scanEvery)
	defer tick.Stop()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			d.scan(ctx)
		case <-d.ask:
			d.scan(ctx)
		case <-timer.C:
		case <-d.poke:
		}
		timer.Reset(d.fire())
	}
}

// scanMost bounds one look; what is beyond it is due later and found by the next.
const scanMost = 20_000

// scan reads what will be due soon in this node's partitions.
func (d *deadlines) scan(ctx context.Context) {
	rows, err := d.r.o.Store.DueBefore(ctx, dbq.DueBeforeParams{NextDue: int64(d.r.now().Add(horizon)), Limit: scanMost})
	if err != nil {
		if ctx.Err() == nil {
			d.r.log.Warn("deadlines cannot be read", zap.Error(err))
		}
		return
	}
	for _, row := range rows {
		if d.r.parts.owns(int(row.Part)) {
			d.set(desk.Millis(row.NextDue), desk.Address{Channel: desk.ChannelID(row.Channel), Key: row.ConvKey}, desk.SessionID(row.ID))
		}
	}
}

// fire wakes what is due and says how long until the next.
func (d *deadlines) fire() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	for len(d.heap) > 0 {
		next := d.heap[0]
		now := d.r.now()
		if next.at > now {
			return next.at.Sub(now)
		}
		heap.Pop(&d.heap)
		if d.set1[next.session] != next.at {
			continue // answered meanwhile, or moved
		}
		delete(d.set1, next.session)
		d.r.lanes.put(next.address, task{do: func(ctx context.Context) { d.r.reached(ctx, next) }})
	}
	return time.Hour
}

// reached applies TimeReached through the ordinary compare-and-set. If it cannot be committed the scan finds it again.
func (r *Router) reached(ctx context.Context, x due) {
	fence, ok := r.parts.fence(x.address.Partition())
	if !ok {
		return
	}
	cur, err := r.loadSession(ctx, x.address, x.session)
	if err != nil {
		return
	}
	d := r.draft(cur)
	d.part.Fence = &fence
	if err := r.rulesFor(ctx, d); err != nil {
		r.log.Warn("the rules of a session cannot be read", zap.String("session", string(x.session)), zap.Error(err))
		return
	}
	if err := d.timeReached(r.now()); err != nil || len(d.part.Events) == 0 {
		if !cur.sure {
			r.doubt(x.address) // our copy may be old: the scan brings the deadline again in a second
		}
		return
	}
	if err := r.land(ctx, d); err == nil {
		r.o.Metrics.Lateness.Observe(r.now().Sub(x.at).Seconds())
	}
}

// timeReached applies the deadline, and returns the session in the same commit if its holder was silent for too long, or
// did not accept.
func (d *draft) timeReached(at desk.Millis) error {
	if err := d.apply(sessions.TimeReached{At: at}); err != nil {
		return err
	}
	for _, f := range d.effects {
		if back, is := f.(sessions.HandBack); is {
			return d.apply(sessions.Returned{At: at, By: "system", Reason: back.Reason, Any: true})
		}
	}
	return nil
}
