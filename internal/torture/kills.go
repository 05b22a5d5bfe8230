package torture

import (
	"fmt"
	"time"

	"firstline/internal/fake/telegram"
	"firstline/internal/torture/rig"
)

// longest is the most time between readiness and the next fault.
const longest = 3 * time.Second

// slow is how long the network takes for each of our messages, so that some are always on their way.
const slow = 25 * time.Millisecond

// kills ends a node with SIGKILL again and again, each time at another instant after it was ready; two times of three
// just after a gust, when much is under way.
func kills(r *run) error {
	if err := r.slowly(); err != nil {
		return err
	}
	for i := range r.o.Faults {
		if err := r.wait(r.instant(longest)); err != nil {
			return err
		}
		if r.rng.IntN(3) > 0 {
			r.load.gust(5 + r.rng.IntN(20))
			if err := r.wait(time.Duration(r.rng.Int64N(int64(40 * time.Millisecond)))); err != nil {
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
	r.figures.note("kills", "%d", r.o.Faults)
	return nil
}

// slowly makes the network as slow as a real one, on loopback's scale.
func (r *run) slowly() error {
	return r.world.Telegram.AddFault(telegram.Fault{Kind: telegram.FaultLatency, Count: -1, LatencyMS: int(slow.Milliseconds())})
}

// restart starts a node again and waits until it is ready.
func (r *run) restart(n *rig.Node, env ...string) error {
	if err := n.Start(env...); err != nil {
		return err
	}
	took, err := n.WaitReady(r.ctx, time.Minute)
	if err != nil {
		return err
	}
	r.fault("ready", n.Name)
	r.figures.took("restart to ready", took)
	return nil
}
