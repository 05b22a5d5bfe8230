package torture

import (
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"firstline/internal/torture/checker"
	"firstline/internal/torture/rig"
)

// outage is a time in which the record could keep nothing.
type outage struct {
	what     string
	from, to time.Time
	ready    bool // what /readyz said at the end of it
}

// outages takes the record away under load and gives it back. Meanwhile the desk has to refuse (503) and to acknowledge
// nothing that it does not keep; afterwards it has to go on without a hand: the same process, ready again.
func outages(r *run) error {
	if err := r.slowly(); err != nil {
		return err
	}
	ways := r.waysAway()
	pid := r.world.Nodes[0].Pid()
	var past []outage
	for i := range r.o.Faults {
		if err := r.wait(time.Second + r.instant(longest)); err != nil {
			return err
		}
		x, err := r.takeAway(ways[i%len(ways)])
		if err != nil {
			return fmt.Errorf("outage %d: %w", i+1, err)
		}
		past = append(past, x)
	}
	if got := r.world.Nodes[0].Pid(); got != pid {
		r.broken = append(r.broken, "the desk did not live through the outages: it ended by itself")
	}
	if r.o.Setup == rig.SQLite {
		if err := r.readOnlyStart(); err != nil {
			return err
		}
	}
	return r.refusedMeanwhile(past)
}

// way is one way to lose the record.
type way struct {
	what       string
	least      time.Duration // how long at least
	take, give func() error
}

// diskFull is the one outage in which something may still be kept: what fits into the files that are there.
const diskFull = "disk full"

func (r *run) waysAway() []way {
	if r.o.Setup == rig.SQLite {
		return []way{{diskFull, 2 * time.Second, r.disk.fill, r.disk.free}}
	}
	pg := r.world.Postgres
	return []way{
		{"stopped", time.Second, func() error { pg.Stop(); return nil }, pg.Start},
		{"killed", time.Second, pg.Kill, pg.Start},
		{"frozen", 7 * time.Second, pg.Pause, pg.Cont}, // an accept is given up after five
	}
}

// takeAway loses the record for some seconds, notes what the desk says of itself, and waits until it is ready again.
func (r *run) takeAway(w way) (outage, error) {
	x := outage{what: w.what}
	if err := w.take(); err != nil {
		return x, err
	}
	r.fault(w.what, "record")
	x.from = time.Now()
	if err := r.wait(w.least + r.instant(longest)); err != nil {
		return x, err
	}
	x.to = time.Now()
	x.ready = r.world.Nodes[0].Ready(r.ctx) == nil
	r.fault("back", "record")
	if err := w.give(); err != nil {
		return x, err
	}
	back := time.Now()
	if _, err := r.world.Nodes[0].WaitReady(r.ctx, 30*time.Second); err != nil {
		return x, fmt.Errorf("the desk does not come back after the record was %s: %w", w.what, err)
	}
	r.figures.took("record back to ready", time.Since(back))
	return x, nil
}

// refusedMeanwhile looks at every attempt of the network that lay wholly inside an outage.
func (r *run) refusedMeanwhile(past []outage) error {
	e, err := checker.Load(r.ctx, r.dir, checker.WithRun(r.info))
	if err != nil {
		return err
	}
	counts := map[string]map[int]int{}
	for _, x := range past {
		if counts[x.what] == nil {
			counts[x.what] = map[int]int{}
		}
		last := map[int]int{} // in the last second
		for _, u := range e.Updates {
			for _, t := range u.Tries {
				if t.At.Before(x.from) || t.Until.After(x.to) {
					continue
				}
				counts[x.what][t.Status]++
				if t.Until.After(x.to.Add(-time.Second)) {
					last[t.Status]++
				}
			}
		}
		if x.ready && last[http.StatusOK] == 0 && last[http.StatusServiceUnavailable] > 0 {
			r.broken = append(r.broken, fmt.Sprintf("/readyz says ready while the record is %s and webhooks are answered %s", x.what, statuses(last)))
		}
	}
	for what, by := range counts {
		r.figures.note("webhook calls while "+what, "%s", statuses(by))
		if by[http.StatusOK] > 0 && what != diskFull {
			r.broken = append(r.broken, fmt.Sprintf("%d webhook calls were answered 200 while the record was %s", by[http.StatusOK], what))
		}
		if by[http.StatusServiceUnavailable] == 0 {
			r.broken = append(r.broken, fmt.Sprintf("no webhook call was answered 503 while the record was %s: %s", what, statuses(by)))
		}
	}
	return nil
}

// statuses writes counts by status; 0 is a call without an answer.
func statuses(by map[int]int) string {
	var parts []string
	for _, status := range slices.Sorted(maps.Keys(by)) {
		name := strconv.Itoa(status)
		if status == 0 {
			name = "no answer"
		}
		parts = append(parts, fmt.Sprintf("%s (%d times)", name, by[status]))
	}
	return strings.Join(parts, ", ")
}

// readOnlyStart ends the node and starts it where it may not write: it has to refuse at once, saying why, and to start
// as ever once it may.
func (r *run) readOnlyStart() error {
	n := r.world.Nodes[0]
	n.Kill()
	r.fault("read-only", "record")
	give, err := r.disk.readOnly()
	if err != nil {
		return err
	}
	err = r.refusesToStart(n)
	if e := give(); e != nil {
		return errors.Join(err, e)
	}
	r.fault("writable", "record")
	if e := r.restart(n); e != nil {
		return errors.Join(err, e)
	}
	return err
}

func (r *run) refusesToStart(n *rig.Node) error {
	if err := n.Start(); err != nil {
		return err
	}
	late := time.NewTimer(15 * time.Second)
	defer late.Stop()
	select {
	case <-n.Ended():
		r.figures.note("start in a read-only folder", "refused")
		return nil
	case <-late.C:
		n.Kill()
		return errors.New("the desk runs in a folder where it may not write")
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}
