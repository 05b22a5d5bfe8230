package router

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/router/assign"
	"firstline/sessions"
	"firstline/sessions/live"
)

// assigner gives waiting sessions of this node's partitions to agents. It is woken by what can change the answer and
// looks once a second all the same.
type assigner struct {
	r       *Router
	poke    chan struct{}
	mu      sync.Mutex
	pending map[desk.SessionID]struct{} // decided, not committed yet
	epoch   string                      // filling of the live store that we know
	since   time.Time                   // when that filling began
	filled  time.Time                   // when the queues were last compared with the record
}

const (
	assignSweep = time.Second
	assignHead  = 256                  // how far into a queue one decision looks
	assignPause = 2 * time.Millisecond // lets a burst of wake-ups become one decision
	screenGrace = 15 * time.Second     // after the live store lost its data nobody is judged absent for this long
	refillEvery = time.Minute          // a promoted Redis replica may lack the newest entries without saying so
	refillMost  = 2_000                // the longest waiting of each such look
	rebuildMost = 200_000              // sessions read back into the queues after a loss
)

func newAssigner(r *Router) *assigner {
	return &assigner{r: r, poke: make(chan struct{}, 1), pending: map[desk.SessionID]struct{}{}}
}

func (a *assigner) wake() {
	select {
	case a.poke <- struct{}{}:
	default:
	}
}

func (a *assigner) run(ctx context.Context) error {
	tick := time.NewTicker(assignSweep)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			a.watchEpoch(ctx)
		case <-a.poke:
			channels.Pause(ctx, assignPause)
		}
		a.decide(ctx)
	}
}

// watchEpoch fills the queues again from the record when the live store has lost its data.
func (a *assigner) watchEpoch(ctx context.Context) {
	now := a.r.o.Now()
	epoch, err := a.r.o.Live.Epoch(ctx)
	lost := epoch != a.epoch
	if err != nil || (!lost && now.Sub(a.filled) < refillEvery) {
		return
	}
	most := refillMost
	if lost {
		most = rebuildMost
	}
	ws, err := a.fromRecord(ctx, most)
	if err != nil {
		a.r.log.Warn("the queues cannot be read back", zap.Error(err))
		return
	}
	if err := a.r.o.Live.Enqueue(ctx, ws); err != nil {
		return
	}
	a.filled = now
	if lost {
		a.r.log.Info("the live store was filled from the record", zap.Int("waiting", len(ws)))
		a.epoch, a.since = epoch, now
	}
}

func (a *assigner) fromRecord(ctx context.Context, most int) ([]live.Waiting, error) {
	rows, err := a.r.o.Store.QueuedSessions(ctx, int32(most))
	if err != nil {
		return nil, err
	}
	ws := make([]live.Waiting, 0, len(rows))
	for _, row := range rows {
		var s sessions.State
		if err := json.Unmarshal([]byte(row.State), &s); err != nil {
			return nil, err
		}
		ws = append(ws, waitingOf(s))
	}
	return ws, nil
}

// waitingOf ranks a session by how long its customer has waited, plus the bonus of its matter, not by when it came into
// this queue: being passed on or handed back costs nobody a place, and who has waited long enough is before any bonus. Left
// messages come before all of that, the oldest first: they are handled before new work (CHN-04).
func waitingOf(s sessions.State) live.Waiting {
	rank := s.QueuedAt
	if len(s.Waits) > 0 {
		rank = min(rank, s.Waits[0].Since)
	}
	if s.Left {
		rank -= leftAhead
	}
	return live.Waiting{Session: s.ID, Address: s.Address, Group: s.Group, Since: s.QueuedAt, Rank: int64(rank) - s.Bonus, Prefer: s.Last,
		Avoid: slices.Concat(s.Passed, s.Declined), Lead: s.Raised, Need: s.Need, Partition: s.Address.Partition()}
}

// leftAhead is by how much a left message is ranked as having waited longer: more than anybody waits or any bonus adds.
const leftAhead = desk.Millis(365 * 24 * time.Hour / time.Millisecond)

func (a *assigner) enqueue(ctx context.Context, s sessions.State) {
	if err := a.r.o.Live.Enqueue(ctx, []live.Waiting{waitingOf(s)}); err != nil {
		a.r.o.Metrics.LiveErrors.Inc()
	}
	a.wake()
}

func (a *assigner) dequeue(ctx context.Context, id desk.SessionID) {
	if err := a.r.o.Live.Dequeue(ctx, []desk.SessionID{id}); err != nil {
		a.r.o.Metrics.LiveErrors.Inc()
	}
}

// decide makes one round of choices. Without anybody who could take a session nothing is read at all.
func (a *assigner) decide(ctx context.Context) {
	agents := a.r.people.list()
	here := a.here(ctx)
	if !anyFree(agents, here) {
		return
	}
	for _, c := range assign.Pick(a.waiting(ctx), agents, here, a.r.Level) {
		a.commit(c)
	}
}

// here says who has an open screen. While the live store is away, or has just lost its data, everybody who is online
// counts: nobody is judged absent by what we forgot.
func (a *assigner) here(ctx context.Context) func(desk.AgentID) bool {
	seen, err := a.r.o.Live.Seen(ctx)
	if err != nil || (a.r.o.Now().Sub(a.since) < screenGrace && len(seen) == 0) {
		return func(desk.AgentID) bool { return true }
	}
	return func(id desk.AgentID) bool { return seen[id] }
}

func anyFree(agents []desk.Agent, here func(desk.AgentID) bool) bool {
	for _, x := range agents {
		if x.Status == desk.StatusOnline && x.Load < x.Capacity && here(x.ID) {
			return true
		}
	}
	return false
}

// waiting reads the heads of the queues; from the record while the live store is away.
func (a *assigner) waiting(ctx context.Context) []live.Waiting {
	var out []live.Waiting
	groups := a.r.o.Groups()
	for _, g := range groups {
		ws, err := a.r.o.Live.Head(ctx, g, assignHead)
		if err != nil {
			if ws, err = a.fromRecord(ctx, assignHead*len(groups)); err != nil {
				return nil
			}
			return a.undecided(ws)
		}
		out = append(out, ws...)
	}
	return a.undecided(out)
}

// undecided leaves out what a decision is under way for.
func (a *assigner) undecided(ws []live.Waiting) []live.Waiting {
	a.mu.Lock()
	defer a.mu.Unlock()
	out := ws[:0]
	for _, w := range ws {
		if _, ok := a.pending[w.Session]; !ok {
			out = append(out, w)
		}
	}
	return out
}

// commit puts a choice on the session's lane, if its partition is ours; others decide about theirs.
func (a *assigner) commit(c assign.Choice) {
	if !a.r.parts.owns(c.Waiting.Partition) {
		return
	}
	a.mu.Lock()
	a.pending[c.Waiting.Session] = struct{}{}
	a.mu.Unlock()
	a.r.lanes.put(c.Waiting.Address, task{do: func(ctx context.Context) {
		defer func() {
			a.mu.Lock()
			delete(a.pending, c.Waiting.Session)
			a.mu.Unlock()
		}()
		a.r.give(ctx, c)
	}})
}

// give commits an assignment, guarded by the agent's free place and epoch. A choice that no longer holds is dropped;
// the next round decides afresh.
func (r *Router) give(ctx context.Context, c assign.Choice) {
	fence, ok := r.parts.fence(c.Waiting.Partition)
	if !ok {
		return
	}
	cur, err := r.loadSession(ctx, c.Waiting.Address, c.Waiting.Session)
	if stale := cur.s.Phase != sessions.Queued || cur.s.Group != c.Waiting.Group; err == nil && stale && !cur.sure {
		r.doubt(c.Waiting.Address)
		cur, err = r.loadSession(ctx, c.Waiting.Address, c.Waiting.Session)
	}
	if err != nil {
		return
	}
	if cur.s.Phase != sessions.Queued {
		r.desk.dequeue(ctx, c.Waiting.Session)
		return
	}
	if cur.s.Group != c.Waiting.Group { // passed on meanwhile: the choice was made for another group (ORG-02)
		r.desk.enqueue(ctx, cur.s)
		return
	}
	d := r.draft(cur)
	d.part.Fence = &fence
	if err := r.rulesFor(ctx, d); err != nil {
		return
	}
	e := sessions.Assigned{At: r.now(), Agent: c.Agent.ID, By: "system", Reason: "assigned", Name: c.Agent.Name, Why: c.Why, Epoch: c.Agent.Epoch, Speciality: c.Agent.Speciality, Offer: d.rules.Offer > 0}
	if err := d.apply(e); err != nil {
		return
	}
	if err := r.land(ctx, d); err != nil {
		r.PeopleChanged() // most likely our view of the agent was old
		return
	}
	r.o.Metrics.Assigned.Inc()
}
