package router

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// partitions hold the leases of this node. A lease is a row in SQL with a token that grows with every taking; every
// routing commit checks it, so that a node that lost its lease without noticing is unable to do harm.
type partitions struct {
	r     *Router
	mu    sync.RWMutex
	own   [desk.Partitions]share
	view  time.Time // when we last saw that no other node runs; zero when one does
	nodes int
	shown time.Time // when our last sign of life in the record was made
	quiet time.Time // until when nothing is acknowledged
}

// share is one partition in this node's hands.
type share struct {
	token int64
	held  bool
	ready bool // what the owner before left behind has been taken up
}

func newPartitions(r *Router) *partitions { return &partitions{r: r} }

// leaseName is the row of a partition.
func leaseName(p int) string { return fmt.Sprintf("partition/%02d", p) }

// fence is the condition for a routing commit of the partition; ok is false when another node routes it.
func (p *partitions) fence(part int) (store.Fence, bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	s := p.own[part]
	return store.Fence{Name: leaseName(part), Token: s.token}, s.held && s.ready
}

func (p *partitions) owns(part int) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.own[part].held && p.own[part].ready
}

// mine are the partitions that this node routes.
func (p *partitions) mine() []int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	out := make([]int, 0, desk.Partitions)
	for i, s := range p.own {
		if s.held && s.ready {
			out = append(out, i)
		}
	}
	return out
}

// portion is this node's part of all partitions, above 0 and at most 1.
func (p *partitions) portion() float64 {
	return float64(max(1, len(p.mine()))) / desk.Partitions
}

// solo says that no other node can be accepting: the last look found none, and a node that joined since would still be
// waiting before its first accept.
func (p *partitions) solo() bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return !p.view.IsZero() && time.Since(p.view) < p.joinWait()*4/5
}

// visible refuses when the other nodes may have stopped seeing this one: they would take what comes next for all there
// is, and carry it before the row that we hold. Nothing is acknowledged then; the network brings it again.
func (p *partitions) visible() error {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.r.o.Alone || (time.Since(p.shown) < p.r.o.LeaseTTL*9/10 && !time.Now().Before(p.quiet)) {
		return nil
	}
	return desk.Fail(desk.Unavailable, "not_seen", "this node cannot show itself to the others: send it again")
}

// joinWait is how long a new node waits between showing itself and accepting.
func (p *partitions) joinWait() time.Duration { return p.r.o.LeaseTTL }

// lost notes that a commit was fenced off.
func (p *partitions) lost(part int) {
	p.mu.Lock()
	p.own[part] = share{}
	p.mu.Unlock()
	p.r.sender.forget(part)
}

// join shows this node, waits if others run, and takes what is free.
func (p *partitions) join(ctx context.Context) error {
	if err := p.round(ctx); err != nil {
		return err
	}
	p.mu.RLock()
	alone := p.nodes <= 1
	p.mu.RUnlock()
	if alone {
		return ctx.Err()
	}
	// Meanwhile this node shows itself and keeps its leases, or the others would take it for gone when it begins.
	for end := time.Now().Add(p.joinWait()); time.Now().Before(end); {
		channels.Pause(ctx, p.joinWait()/3)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := p.round(ctx); err != nil {
			return err
		}
	}
	return nil
}

// run renews the leases and looks for free ones, three times in a lease's life.
func (p *partitions) run(ctx context.Context) error {
	tick := time.NewTicker(p.r.o.LeaseTTL / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := p.round(ctx); err != nil && ctx.Err() == nil {
			p.r.log.Warn("leases cannot be renewed", zap.Error(err))
		}
	}
}

// round is one look at nodes and leases.
func (p *partitions) round(ctx context.Context) error {
	seen := time.Now() // before the look: the view is at least this old
	now := p.r.now()
	ttl := p.r.o.LeaseTTL
	q := p.r.o.Store
	var others int
	var leases []dbq.Lease
	// The sign of life is committed before the look: of two nodes that start together at least one sees the other.
	err := q.Write(ctx, func(w *dbq.Queries) error {
		return w.BeatNode(ctx, dbq.BeatNodeParams{ID: p.r.o.Node, StartedAt: int64(now), SeenAt: int64(now)})
	})
	if err != nil {
		return err
	}
	err = q.Write(ctx, func(w *dbq.Queries) error {
		_, err := w.RenewLeases(ctx, dbq.RenewLeasesParams{Until: int64(now.Add(ttl)), Holder: p.r.o.Node, Now: int64(now)})
		if err != nil {
			return err
		}
		nodes, err := w.LiveNodes(ctx, int64(now.Add(-ttl)))
		if err != nil {
			return err
		}
		others = len(nodes) - 1
		leases, err = w.AllLeases(ctx)
		return err
	})
	if err != nil {
		return err
	}
	p.saw(others+1, seen)
	return p.balance(ctx, leases, others+1, now)
}

func (p *partitions) saw(nodes int, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if nodes > 1 && !p.shown.IsZero() && at.Sub(p.shown) >= p.r.o.LeaseTTL*9/10 {
		p.quiet = time.Now().Add(p.joinWait()) // they may have taken us for gone: we wait like a node that joins
	}
	p.nodes, p.shown = nodes, at
	p.view = time.Time{}
	if nodes <= 1 {
		p.view = at
	}
}

// balance takes free partitions up to this node's fair share and gives back what is beyond it.
func (p *partitions) balance(ctx context.Context, leases []dbq.Lease, nodes int, now desk.Millis) error {
	by := map[string]dbq.Lease{}
	for _, l := range leases {
		by[l.Name] = l
	}
	fair := (desk.Partitions + nodes - 1) / nodes
	held := p.check(by, now)
	var clean, unclean []taken
	for part := 0; part < desk.Partitions && held < fair; part++ {
		l, known := by[leaseName(part)]
		if p.holds(part) || (known && l.Until > int64(now) && l.Holder != p.r.o.Node) {
			continue
		}
		t, ok := p.takeOver(ctx, part)
		switch {
		case !ok:
			continue
		case known && l.Until != 0:
			unclean = append(unclean, t)
		default:
			clean = append(clean, t)
		}
		held++
	}
	p.beginAll(ctx, clean, unclean)
	p.endUnused(ctx, by, now)
	for part := desk.Partitions - 1; part >= 0 && held > fair; part-- {
		if p.owns(part) {
			p.giveUp(ctx, part)
			held--
		}
	}
	return nil
}

// endUnused ends leases that the record has under our name and we do not hold: one was lost to a fence, or is of a life before.
// Each round renews them with the rest, so that nobody would ever take what lies there.
func (p *partitions) endUnused(ctx context.Context, by map[string]dbq.Lease, now desk.Millis) {
	for part := range desk.Partitions {
		l, known := by[leaseName(part)]
		if !known || l.Holder != p.r.o.Node || l.Until <= int64(now) || p.holds(part) {
			continue
		}
		err := p.r.o.Store.Write(ctx, func(w *dbq.Queries) error {
			return w.EndLease(ctx, dbq.EndLeaseParams{Name: l.Name, Holder: l.Holder, Until: int64(now)})
		})
		if err != nil {
			p.r.log.Warn("a lease that is not used cannot be ended", zap.Int("partition", part), zap.Error(err))
			return
		}
	}
}

func (p *partitions) holds(part int) bool {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.own[part].held
}

// check drops what the record no longer says is ours and counts the rest.
func (p *partitions) check(by map[string]dbq.Lease, now desk.Millis) int {
	held := 0
	for part := range desk.Partitions {
		p.mu.RLock()
		s := p.own[part]
		p.mu.RUnlock()
		if !s.held {
			continue
		}
		l, ok := by[leaseName(part)]
		if !ok || l.Holder != p.r.o.Node || l.Fence != s.token || l.Until <= int64(now) {
			p.lost(part)
			continue
		}
		held++
	}
	return held
}

// taken is a lease that was just taken.
type taken struct {
	part  int
	token int64
}

// beginAll takes the partitions up. If the last holder did not give one up, a commit under the old token may still be
// under way: the new owner begins once that can no longer take effect.
func (p *partitions) beginAll(ctx context.Context, clean, unclean []taken) {
	for _, t := range clean {
		p.begin(ctx, t.part, t.token)
	}
	if len(unclean) == 0 {
		return
	}
	late := func() {
		p.r.o.Store.Settle(ctx)
		for _, t := range unclean {
			p.begin(ctx, t.part, t.token)
		}
	}
	if p.r.o.Store.Dialect() == "sqlite" {
		late()
		return
	}
	go late() // the leases have to be renewed meanwhile
}

// takeOver takes a free lease.
func (p *partitions) takeOver(ctx context.Context, part int) (taken, bool) {
	var token int64
	now := p.r.now()
	err := p.r.o.Store.Write(ctx, func(w *dbq.Queries) error {
		var err error
		token, err = w.TakeLease(ctx, dbq.TakeLeaseParams{Name: leaseName(part), Holder: p.r.o.Node, Until: int64(now.Add(p.r.o.LeaseTTL)), Now: int64(now)})
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return taken{}, false // another node was faster
	}
	if err != nil {
		p.r.log.Warn("a lease cannot be taken", zap.Int("partition", part), zap.Error(err))
		return taken{}, false
	}
	p.mu.Lock()
	p.own[part] = share{token: token, held: true}
	p.mu.Unlock()
	return taken{part, token}, true
}

// begin takes up what the owner before left behind: its outbox, its deadlines, its pending rows.
func (p *partitions) begin(ctx context.Context, part int, token int64) {
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, time.Second) {
		p.mu.RLock()
		still := p.own[part].token == token && p.own[part].held
		p.mu.RUnlock()
		if !still || ctx.Err() != nil {
			return
		}
		err := p.r.sender.recover(ctx, part, token)
		if err == nil {
			break
		}
		p.r.log.Warn("a partition cannot be taken up yet", zap.Int("partition", part), zap.Error(err))
		channels.Pause(ctx, wait)
	}
	p.r.feed.changeOver(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.own[part].token == token {
			p.own[part].ready = true
		}
	})
	p.r.sender.recovered(part)
	p.r.alarm.look()
	p.r.desk.wake()
}

func (p *partitions) giveUp(ctx context.Context, part int) {
	p.lost(part)
	err := p.r.o.Store.Write(ctx, func(w *dbq.Queries) error {
		return w.GiveUpLease(ctx, dbq.GiveUpLeaseParams{Name: leaseName(part), Holder: p.r.o.Node})
	})
	if err != nil {
		p.r.log.Warn("a lease cannot be given up; it runs out", zap.Int("partition", part), zap.Error(err))
	}
}

// leave gives everything up, so that the others need not wait for the leases to run out.
func (p *partitions) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	held := p.mine()
	err := p.r.o.Store.Write(ctx, func(w *dbq.Queries) error {
		for _, part := range held {
			if err := w.GiveUpLease(ctx, dbq.GiveUpLeaseParams{Name: leaseName(part), Holder: p.r.o.Node}); err != nil {
				return err
			}
		}
		return w.DropNode(ctx, p.r.o.Node)
	})
	if err != nil {
		p.r.log.Warn("leases could not be given up; they run out", zap.Error(err))
	}
}
