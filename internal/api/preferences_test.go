package api

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestPreferences: what a person chooses is there on every other computer and nobody else's; two windows that change different
// things at once keep both; what no browser writes is refused.
func TestPreferences(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); preferred(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); preferred(t, rigOn(t, testenv.Postgres(t))) })
}

func preferred(t *testing.T, r *rig) {
	const path = "/api/v1/me/preferences"
	type m = map[string]any
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service")
	if got := mei.must(200, "GET", path, nil).body; len(got) != 0 {
		t.Errorf("before anything is chosen: %v", got)
	}
	mei.must(200, "PATCH", path, m{"theme": "dark", "keys": m{"urgent": "Alt+KeyJ", "help": ""}})
	var done sync.WaitGroup
	for _, change := range []m{{"density": "compact"}, {"volume": 30}, {"sounds": m{"over": false}}} {
		done.Go(func() { mei.must(200, "PATCH", path, change) })
	}
	done.Wait()
	want := m{"theme": "dark", "keys": m{"urgent": "Alt+KeyJ", "help": ""}, "density": "compact", "volume": 30., "sounds": m{"over": false}}
	if got := mei.must(200, "GET", path, nil).body; !cmp.Equal(got, want) {
		t.Errorf("kept: %s", cmp.Diff(want, got))
	}
	if got := bo.must(200, "GET", path, nil).body; len(got) != 0 {
		t.Errorf("a colleague sees %v", got)
	}
	for _, wrong := range []m{{"theme": "pink"}, {"locale": "xx"}, {"density": ""}, {"send": "space"}, {"volume": 101}, {"volume": -1},
		{"keys": m{"urgent": "Alt+<b>"}}, {"keys": m{"<b>": "KeyU"}}, {"sounds": m{"a b": true}}, {"agent": "bo"}} {
		if got := mei.do("PATCH", path, wrong).status; got != 422 {
			t.Errorf("%v: %d", wrong, got)
		}
	}
	if got := mei.must(200, "GET", path, nil).body; !cmp.Equal(got, want) {
		t.Errorf("after what was refused: %s", cmp.Diff(want, got))
	}
}
