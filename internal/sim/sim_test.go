package sim_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"firstline/internal/sim"
)

var (
	seeds = flag.Int("sim.seeds", ordinary, "how many seeds to run")
	first = flag.Uint64("sim.seed", 0, "run this seed alone, and print its trace if it fails")
	times = flag.Int("sim.times", 1, "how often to run each seed, to see how well it repeats")
)

// TestLeasesWithoutAHolder: what a node could not give back while the record was away, or lost to a fence, is carried all the
// same; in these lives it lay there for good, renewed with the node's other leases and used by nobody.
func TestLeasesWithoutAHolder(t *testing.T) {
	for _, seed := range []uint64{181, 219} {
		t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) { report(t, seed, sim.Run(t, sim.Draw(seed), nil, folder(t))) })
	}
}

// TestSeeds runs the simulation and asks the oracles.
func TestSeeds(t *testing.T) {
	from, n := uint64(1), uint64(*seeds)
	if *first > 0 {
		from, n = *first, 1
	}
	events, same, alike := 0, 0, 0
	for seed := from; seed < from+n; seed++ {
		digests, coarse := map[string]int{}, map[string]int{}
		for range *times {
			t.Run(fmt.Sprint("seed=", seed), func(t *testing.T) {
				out := sim.Run(t, sim.Draw(seed), nil, folder(t))
				events += out.Events
				digests[out.Digest]++
				coarse[out.Coarse]++
				report(t, seed, out)
			})
		}
		if len(digests) == 1 {
			same++
		}
		if len(coarse) == 1 {
			alike++
		}
	}
	t.Logf("%d seeds, %d events in their logs", n, events)
	if *times > 1 {
		t.Logf("run %d times, %d of %d seeds gave the same transcripts, %d also to the nanosecond of every event, send and attempt", *times, alike, n, same)
	}
}

func report(t *testing.T, seed uint64, out sim.Outcome) {
	if len(out.Broken) == 0 {
		return
	}
	t.Errorf("%d promises broken, the first: %s\nrepeat: go test ./internal/sim -run TestSeeds -sim.seed=%d", len(out.Broken), strings.Join(out.Broken[:min(5, len(out.Broken))], "\n  "), seed)
	if *first > 0 {
		t.Log("what happened, in virtual time:\n" + out.Trace)
	}
}

// folder is a place in memory where the system has one: a sync to a real disk costs real time and proves nothing here.
func folder(t *testing.T) string {
	dir, err := os.MkdirTemp("/dev/shm", "firstline-sim-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}
