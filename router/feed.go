package router

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/failpoint"
	"firstline/internal/store"
)

// rawTask is one accepted raw event on its way through a lane.
type rawTask struct {
	id   int64
	part int
	raw  desk.Raw
}

// feed brings accepted raw events to their lanes, in the order in which they were accepted, each once.
//
// While this node is the only one, what it accepts goes to the lane from memory. As soon as another node may accept
// too, everything is read back from SQL in id order: only there do the rows of all nodes stand in one order.
type feed struct {
	r      *Router
	mu     sync.Mutex
	flying map[int64]struct{} // ids in lanes
	direct bool               // nothing older than what comes in now waits in the record
	count  atomic.Int64
	poke   chan struct{}
	failed atomic.Int64 // when a row could last not be kept, by the clock; 0 = the last one could
}

// failedFor is how long one row that could not be kept makes the node not ready, if no other comes.
const failedFor = 5 * time.Second

// keeps notes whether the last row could be kept.
func (f *feed) keeps(ok bool) {
	if !ok {
		f.failed.Store(int64(f.r.now()))
	} else if f.failed.Load() != 0 {
		f.failed.Store(0)
	}
}

// refuses says why the node is not ready although the record can be read: the last row could not be kept.
func (f *feed) refuses() error {
	at := desk.Millis(f.failed.Load())
	if at == 0 || f.r.now().Sub(at) > failedFor {
		return nil
	}
	return desk.Fail(desk.Unavailable, "record_full", "the record cannot be written: is its disk full, or read-only?")
}

func newFeed(r *Router) *feed {
	return &feed{r: r, flying: map[int64]struct{}{}, poke: make(chan struct{}, 1)}
}

// topicInbound wakes the owners of partitions for which another node accepted something.
const topicInbound = "inbound"

// Accept implements channels.Host: it returns after the event is committed.
func (r *Router) Accept(ctx context.Context, raw desk.Raw) error {
	if err := r.feed.full(); err != nil {
		return err
	}
	raw.Received = r.now()
	failpoint.Hit("accept.before")
	id, err := r.o.Store.Accept(ctx, raw)
	r.feed.keeps(err == nil)
	if err != nil {
		r.o.Metrics.Refused.Inc()
		return desk.Because(desk.Unavailable, "record_away", "the record cannot be written: send it again", err)
	}
	failpoint.Hit("accept.committed")
	r.heardFrom(raw.Channel, raw.Received)
	if id == 0 {
		// A try that was broken off may have left the row in the record just now, without handing it on: what comes next
		// must not overtake it.
		r.o.Metrics.Duplicates.Inc()
		r.feed.indirect()
		return r.parts.visible()
	}
	r.o.Metrics.Accepted.Inc()
	r.feed.take(&rawTask{id: id, part: raw.Address().Partition(), raw: raw})
	failpoint.Hit("accept.handed")
	return r.parts.visible()
}

// Stored makes sure that a raw row is read which came into the record by another way than Accept: an event that was put
// aside and is to be read again.
func (r *Router) Stored(at desk.Address) {
	r.feed.indirect()
	if part := at.Partition(); !r.parts.owns(part) {
		r.tell(topicInbound, []int{part})
	}
}

// take hands a row that this node has just accepted on.
func (f *feed) take(t *rawTask) {
	solo := f.r.parts.solo() && f.r.parts.owns(t.part)
	f.mu.Lock()
	f.direct = f.direct && solo
	direct := f.direct
	if direct {
		direct = f.add(t) // a reading may have been faster: then it is on its lane already
		f.mu.Unlock()
		if direct {
			f.r.lanes.put(t.raw.Address(), task{raw: t})
		}
		return
	}
	f.mu.Unlock()
	f.wake()
	if !f.r.parts.owns(t.part) {
		f.r.tell(topicInbound, []int{t.part})
	}
}

// add notes the row as being in a lane; false if it is there already. f.mu is held.
func (f *feed) add(t *rawTask) bool {
	if _, twice := f.flying[t.id]; twice {
		return false
	}
	f.flying[t.id] = struct{}{}
	f.count.Add(1)
	return true
}

// indirect makes the next rows come through the record: something older may stand there.
func (f *feed) indirect() {
	f.mu.Lock()
	f.direct = false
	f.mu.Unlock()
	f.wake()
}

// changeOver makes a partition ours in the same instant in which rows stop going straight to their lanes: what waits for
// it in the record has to be read before anything that comes in now.
func (f *feed) changeOver(take func()) {
	f.mu.Lock()
	take()
	f.direct = false
	f.mu.Unlock()
	f.wake()
}

// landed forgets rows that were carried, quarantined, or given back because the partition moved.
func (f *feed) landed(ts []*rawTask) {
	f.mu.Lock()
	for _, t := range ts {
		delete(f.flying, t.id)
	}
	f.mu.Unlock()
	f.count.Add(-int64(len(ts)))
}

// full refuses when more waits in memory than is good: the network keeps it for us meanwhile.
func (f *feed) full() error {
	if f.count.Load() < int64(f.r.o.Backlog) {
		return nil
	}
	return desk.Fail(desk.Unavailable, "backlog", "too much is waiting to be routed: send it again in a moment")
}

func (f *feed) wake() {
	select {
	case f.poke <- struct{}{}:
	default:
	}
}

// feedPoll is how long a lost wake-up can delay a row.
const feedPoll = time.Second

// run reads what SQL holds whenever something may be there.
func (f *feed) run(ctx context.Context) error {
	tick := time.NewTicker(feedPoll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-f.poke:
		case <-tick.C:
		}
		if err := f.drain(ctx); err != nil && ctx.Err() == nil {
			f.r.log.Warn("cannot read what waits in the record", zap.Error(err))
		}
	}
}

// pump is how many rows one reading asks for beyond those that are in lanes already.
const pump = 512

// drain reads rows of this node's partitions until nothing new stands there.
func (f *feed) drain(ctx context.Context) error {
	for {
		flying := int(f.count.Load())
		if flying > f.r.o.Backlog/2 {
			f.later(ctx)
			return nil
		}
		rows, err := f.r.o.Store.Pending(ctx, f.r.parts.mine(), flying+pump)
		if err != nil {
			return err
		}
		if !f.again(rows) {
			return f.settle(ctx)
		}
	}
}

// settle lets rows go straight to their lanes from now on, if no other node accepts. What is accepted meanwhile waits
// for the last reading: then nothing older than what comes next is left in the record. Without that wait a busy node
// would never get out of reading everything back, which costs more the more is under way.
func (f *feed) settle(ctx context.Context) error {
	if !f.r.parts.solo() || f.isDirect() {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	f.mu.Lock()
	defer f.mu.Unlock()
	for {
		rows, err := f.r.o.Store.Pending(ctx, f.r.parts.mine(), len(f.flying)+pump)
		if err != nil {
			return err
		}
		if !f.read(rows) {
			f.direct = f.r.parts.solo()
			return nil
		}
	}
}

func (f *feed) isDirect() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.direct
}

// later asks for another look once the lanes have caught up a little.
func (f *feed) later(ctx context.Context) {
	time.AfterFunc(50*time.Millisecond, func() {
		if ctx.Err() == nil {
			f.wake()
		}
	})
}

// again puts rows that were read on their lanes; it says whether any of them was new.
func (f *feed) again(rows []store.Raw) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.read(rows)
}

// read is again for who holds f.mu.
func (f *feed) read(rows []store.Raw) bool {
	fresh := false
	for _, row := range rows {
		t := &rawTask{id: row.ID, part: row.Address().Partition(), raw: row.Raw}
		if f.add(t) {
			fresh = true
			f.r.lanes.put(t.raw.Address(), task{raw: t})
		}
	}
	return fresh
}

// tell publishes a hint to the other nodes; a live store that is away is no failure, the polls remain.
func (r *Router) tell(topic string, v any) bool {
	body, err := json.Marshal(v)
	if err != nil {
		r.log.Error("a hint cannot be written", zap.String("topic", topic), zap.Error(err))
		return false
	}
	return r.o.Live.Publish(context.Background(), topic, body) == nil
}
