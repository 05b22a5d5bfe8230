package torture

import (
	"fmt"
	"path/filepath"
	"time"

	"firstline/internal/torture/checker"
	"firstline/internal/torture/rig"
)

// away is how long a lost node stays lost unless the options say otherwise: longer than its leases (2 s) and the wait of the new owner.
const away = 7 * time.Second

// goesOn is the promise: sessions of a lost node go on within this time.
const goesOn = 5 * time.Second

// losses takes one node away at a time: killed, or frozen until its leases have run out and then let go on as if
// nothing had been. What it does then must be refused.
func losses(r *run) error {
	if err := r.slowly(); err != nil {
		return err
	}
	began := time.Now()
	for i := range r.o.Faults {
		if err := r.wait(2*time.Second + r.instant(longest)); err != nil { // the leases are spread again by then
			return err
		}
		n := r.world.Nodes[r.rng.IntN(len(r.world.Nodes))]
		if err := r.lose(n, i%2 == 1); err != nil {
			return fmt.Errorf("after loss %d: %w", i+1, err)
		}
	}
	r.figures.note("losses", "%d: killed and frozen in turn, away for %s", r.o.Faults, r.o.Away)
	return r.wentOn(began)
}

func (r *run) lose(n *rig.Node, freeze bool) error {
	if !freeze {
		r.fault("kill -9", n.Name)
		n.Kill()
		if err := r.wait(r.o.Away); err != nil {
			return err
		}
		return r.restart(n)
	}
	r.fault("freeze", n.Name)
	if err := n.Freeze(); err != nil {
		return err
	}
	if err := r.wait(r.o.Away); err != nil {
		return err
	}
	r.fault("thaw", n.Name)
	if err := n.Thaw(); err != nil {
		return err
	}
	_, err := n.WaitReady(r.ctx, time.Minute)
	return err
}

// wentOn looks how long accepted messages of each partition waited to be routed, at worst.
func (r *run) wentOn(began time.Time) error {
	var worst time.Duration
	gaps := map[int64]time.Duration{}
	err := checker.EachSample(filepath.Join(r.dir, checker.SamplesFile), func(s checker.Sample) {
		for part, oldest := range s.Oldest {
			if s.At >= began.UnixMilli() {
				gaps[part] = max(gaps[part], time.Duration(s.At-oldest)*time.Millisecond)
				worst = max(worst, gaps[part])
			}
		}
	})
	if err != nil {
		return err
	}
	for _, gap := range gaps {
		r.figures.took("longest gap of each partition", gap)
	}
	if worst > goesOn {
		return fmt.Errorf("an accepted message waited %s to be routed: %s after a loss is promised", short(worst), goesOn)
	}
	return nil
}
