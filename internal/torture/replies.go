package torture

import (
	"fmt"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/torture/checker"
)

// converse has every customer begin a conversation, and waits until each of them is served, answered once, and nothing is
// on its way.
func (r *run) converse() error {
	for i := range r.o.Customers {
		r.world.Telegram.User(int64(1000+i), fmt.Sprintf("Customer %d", i), "en").Say(nil, fmt.Sprintf("#%d 在吗", i))
	}
	served := fmt.Sprintf("SELECT %d - count(*) FROM session WHERE phase = 'serving' AND state NOT LIKE '%%\"waits\":[{%%'", r.o.Customers)
	if err := r.until(5*time.Minute, "every customer to be answered", served); err != nil {
		return err
	}
	return r.until(time.Minute, "the first answers to arrive", onTheirWay)
}

const onTheirWay = "SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 1) x"

// write has the agents write the replies of the scenario, all of them as fast as the desk takes them.
func (r *run) write() error {
	each := max(r.o.Messages/r.o.Customers, 1)
	var held atomic.Int64
	began := time.Now()
	var g errgroup.Group
	for _, a := range r.agents {
		g.Go(func() error { held.Add(int64(a.Write(r.ctx, each))); return nil })
	}
	_ = g.Wait()
	n, took := int(held.Load())*each, time.Since(began)
	r.figures.note("replies", "%d into %d conversations, taken by the desk in %s: %.0f a second", n, held.Load(), short(took), float64(n)/took.Seconds())
	if int(held.Load()) != r.o.Customers {
		return fmt.Errorf("%d of %d conversations were written into", held.Load(), r.o.Customers)
	}
	return r.ctx.Err()
}

// arrived counts in the network's ledger what agents were told is taken: all of it has to be there. What is there twice has
// to be what a person had sent again, which I5 looks at.
func (r *run) arrived(e *checker.Evidence) {
	taken, once, twice := checker.Arrived(e)
	r.figures.note("replies that arrived", "%d taken by the desk; at the network %d once, %d twice, %d never", taken, once, twice, taken-once-twice)
	if lost := taken - once - twice; lost > 0 {
		r.broken = append(r.broken, fmt.Sprintf("%d of %d replies that were taken never arrived", lost, taken))
	}
}
