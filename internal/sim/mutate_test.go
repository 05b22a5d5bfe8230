package sim_test

import (
	"testing"

	"firstline/internal/sim"
)

// TestMutations plants one defect at a time between the product and its surroundings: an oracle must see each
// of them, and nothing where none is planted.
func TestMutations(t *testing.T) {
	t.Run("none", func(t *testing.T) { report(t, 1, sim.Run(t, sim.Calm(1), nil, folder(t))) })
	for _, kind := range sim.Mutations() {
		t.Run(kind, func(t *testing.T) {
			m := &sim.Mutation{Kind: kind}
			out := sim.Run(t, sim.Calm(1), m, folder(t))
			if m.Hits.Load() == 0 || len(out.Broken) == 0 {
				t.Fatalf("planted %d times, and no oracle saw it", m.Hits.Load())
			}
			t.Logf("planted %d times, seen %d times: %s", m.Hits.Load(), len(out.Broken), out.Broken[0])
		})
	}
}
