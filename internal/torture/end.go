package torture

import (
	"context"
	"fmt"
	"time"

	"firstline/internal/fake/telegram"
	"firstline/internal/torture/checker"
)

// end lets everything come to rest, sends the people home and stops the nodes in order.
func (r *run) end() error {
	r.world.Telegram.ClearFaults()
	if r.load != nil {
		r.load.finish(r.ctx)
		r.figures.note("messages", "%d, %d of them edits; %d conversations", r.load.n, r.load.edits, r.o.Customers)
	}
	for _, a := range r.agents {
		a.Drain()
	}
	began := time.Now()
	r.info.Unrest = r.rest()
	r.figures.took("load's end to rest", time.Since(began))
	r.screensUpToDate()
	r.goHome()
	if err := r.people.Wait(); err != nil {
		return err
	}
	for _, a := range r.agents {
		a.Finish()
	}
	r.stopLook()
	r.watching.Wait()
	r.info.Ended = time.Now()
	took, ok := r.world.StopAll()
	r.figures.took("orderly stop", took)
	if !ok {
		r.broken = append(r.broken, fmt.Sprintf("a node did not stop in order within %s, or said that it failed", took.Round(time.Millisecond)))
	}
	return r.ctx.Err()
}

// calms is how many looks in a row have to find nothing moving: an agent thinks for longer than one of them takes.
const calms = 8

// rest waits until nothing moves for a while. It gives what still moves when the patience is over.
func (r *run) rest() string {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(r.o.Rest)
	calm := 0
	for {
		moving := r.moving()
		if calm++; moving != "" {
			calm = 0
		}
		if calm == calms {
			return ""
		}
		select {
		case <-tick.C:
		case <-deadline:
			return moving
		case <-r.ctx.Done():
			return "interrupted"
		}
	}
}

// moving is what has not come to rest yet; empty when nothing moves.
func (r *run) moving() string {
	if n := r.world.Telegram.Counts().States[telegram.Pending]; n > 0 {
		return fmt.Sprintf("%d updates wait at the network", n)
	}
	ctx, cancel := context.WithTimeout(r.ctx, 5*time.Second)
	defer cancel()
	m, err := checker.Rest(ctx, r.db)
	if err != nil {
		return err.Error()
	}
	if len(r.agents) == 0 {
		m.Owed, m.Queued = 0, 0 // nobody is there to answer
	}
	if m != (checker.Moving{}) {
		return fmt.Sprintf("raw rows %d, outbox %d, unanswered %d, closing %d, waiting %d", m.Pending, m.Outbox, m.Owed, m.Closing, m.Queued)
	}
	return ""
}

// screensUpToDate gives the last hints a moment to arrive; what is behind then is for the checker to name.
func (r *run) screensUpToDate() {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(15 * time.Second)
	for began := time.Now(); ; {
		if r.behind() == 0 {
			r.figures.took("rest to screens up to date", time.Since(began))
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			return
		case <-r.ctx.Done():
			return
		}
	}
}

// behind counts the sessions on screens that the record has in a newer version.
func (r *run) behind() int {
	n := 0
	for _, a := range r.agents {
		for id, version := range a.Versions() {
			var now int64
			ctx, cancel := context.WithTimeout(r.ctx, 2*time.Second)
			err := r.db.QueryRowContext(ctx, "SELECT version FROM session WHERE id = '"+id+"'").Scan(&now)
			cancel()
			if err != nil || now != version {
				n++
			}
		}
	}
	return n
}
