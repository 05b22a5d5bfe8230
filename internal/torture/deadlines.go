package torture

import (
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/torture/agent"
	"firstline/internal/torture/checker"
)

// What is promised of deadlines: how late they may be heard of, kills and flushes included, and how long the last of
// many takes that are overdue at the same instant.
const (
	latest = 250 * time.Millisecond // of 99 in 100
	allDue = 5 * time.Second
)

const (
	heard    = "every deadline to be heard of"
	notHeard = "SELECT count(*) FROM session WHERE next_due > 0"
)

// deadlines opens as many sessions as there are messages, each with one customer whom nobody answers. The first half
// comes evenly within one target, so that the deadlines are spread over it, and meets kills and flushes while they are
// heard of. The second half comes at once and falls due while no node runs.
func deadlines(r *run) error {
	ledger, err := r.posts()
	if err != nil {
		return err
	}
	spread := r.o.Messages / 2
	if err := r.ask(ledger, 0, spread, r.o.Target/time.Duration(spread)); err != nil {
		return err
	}
	if err := r.disturb(); err != nil {
		return err
	}
	if err := r.until(2*r.o.Target, heard, notHeard); err != nil {
		return err
	}
	return r.overdue(ledger, spread)
}

// ask has one customer after the other write, a pause apart; many at once without a pause.
func (r *run) ask(ledger *agent.Ledger, from, n int, pause time.Duration) error {
	client := &http.Client{Transport: r.world.Spread, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	g, ctx := errgroup.WithContext(r.ctx)
	g.SetLimit(64)
	var calls atomic.Int64
	began := time.Now()
	for i := range n {
		if err := r.wait(time.Until(began.Add(time.Duration(i) * pause))); err != nil {
			return err
		}
		number := int64(from + i + 1)
		u := newPosted(ledger, number, 5000+number, 1)
		g.Go(func() error {
			if err := r.deliver(ctx, client, ledger, u, &calls); err != nil {
				return err
			}
			ledger.Note(map[string]any{"type": "done", "update_id": u.ID, "state": "delivered"})
			return nil
		})
	}
	return g.Wait()
}

// disturb kills and flushes, evenly over the time in which the deadlines come.
func (r *run) disturb() error {
	every := r.o.Target / time.Duration(max(r.o.Faults, 1))
	for i := range r.o.Faults {
		if err := r.wait(r.instant(every)); err != nil {
			return err
		}
		if r.world.Redis != nil {
			r.fault("FLUSHALL", "redis")
			if err := r.world.Redis.FlushAll(); err != nil {
				return err
			}
		}
		n := r.world.Nodes[r.rng.IntN(len(r.world.Nodes))]
		r.fault("kill -9", n.Name)
		n.Kill()
		if err := r.restart(n); err != nil {
			return fmt.Errorf("after kill %d: %w", i+1, err)
		}
	}
	r.figures.note("kills", "%d while deadlines came, with as many FLUSHALLs where there is a Redis", r.o.Faults)
	return nil
}

// overdue lets the rest fall due with every node dead.
func (r *run) overdue(ledger *agent.Ledger, from int) error {
	if err := r.ask(ledger, from, r.o.Messages-from, 0); err != nil {
		return err
	}
	if err := r.wait(r.o.Target / 3); err != nil { // routed, and greeted
		return err
	}
	for _, n := range r.world.Nodes {
		r.fault("kill -9", n.Name)
		n.Kill()
	}
	if err := r.wait(r.o.Target); err != nil {
		return err
	}
	for _, n := range r.world.Nodes {
		if err := r.restart(n); err != nil {
			return err
		}
	}
	ready := time.Now().UnixMilli()
	if err := r.until(time.Minute, heard, notHeard); err != nil {
		return err
	}
	var last int64
	if err := r.db.QueryRowContext(r.ctx, "SELECT max(at) FROM event WHERE kind = 'time_reached'").Scan(&last); err != nil {
		return err
	}
	took := time.Duration(last-ready) * time.Millisecond
	r.figures.note("all overdue at once", "%d; the last is heard of %s after the node was ready", r.o.Messages-from, short(max(took, 0)))
	if took > allDue {
		return fmt.Errorf("the last of %d deadlines was heard of %s after the start: %s is promised", r.o.Messages-from, short(took), allDue)
	}
	return nil
}

// until waits for a count to become 0.
func (r *run) until(most time.Duration, what, query string) error {
	for end := time.Now().Add(most); ; {
		var n int64
		if err := r.db.QueryRowContext(r.ctx, query).Scan(&n); err == nil && n == 0 {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("waited %s for %s", most, what)
		}
		if err := r.wait(20 * time.Millisecond); err != nil {
			return err
		}
	}
}

// lateness says how late the deadlines of the first half were heard of.
func (r *run) lateness(e *checker.Evidence) {
	var late []time.Duration
	for _, f := range checker.Firings(e) {
		if f.Chat <= int64(5000+r.o.Messages/2) {
			late = append(late, time.Duration(f.At-f.Due)*time.Millisecond)
			r.figures.took("lateness of what was spread", time.Duration(f.At-f.Due)*time.Millisecond)
		}
	}
	if len(late) == 0 {
		r.broken = append(r.broken, "no deadline was heard of")
		return
	}
	slices.Sort(late)
	if p99 := late[len(late)*99/100]; p99 > latest && r.o.Target >= time.Minute {
		r.broken = append(r.broken, fmt.Sprintf("deadlines were heard of %s late (p99): %s is promised", short(p99), latest))
	}
}
