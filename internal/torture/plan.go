package torture

import (
	"maps"
	"slices"
	"time"

	"firstline/internal/torture/rig"
)

// Plan is every scenario on every set-up that it runs on.
func Plan() []Options {
	var out []Options
	all := scenarios()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, setup := range all[name].setups {
			out = append(out, Options{Scenario: name, Setup: setup})
		}
	}
	return append(out, Options{Scenario: "dupes", Setup: rig.Postgres, Nodes: 2}, Options{Scenario: "kills", Setup: rig.Postgres, Nodes: 2},
		Options{Scenario: "polls", Setup: rig.Postgres, Nodes: 2})
}

// Short turns the options into those of a run of less than a minute.
func (o *Options) Short() {
	sizes := map[string][2]int{ // messages, faults
		"kills": {1000, 10}, "polls": {1000, 10}, "dupes": {1000, 0}, "flush": {600, 5}, "nodes": {600, 2}, "sqlaway": {500, 3}, "failpoints": {1000, 1}, "unconfirmed": {300, 30}, "deadlines": {600, 3}, "claims": {4000, 0}, "storm": {3000, 5}, "doubts": {2000, 60},
	}
	if s, ok := sizes[o.Scenario]; ok {
		o.Messages, o.Faults = s[0], s[1]
	}
	if o.Scenario == "storm" {
		o.Faster = 10
	}
	if o.Scenario == "deadlines" {
		o.Target = 6 * time.Second
	}
}
