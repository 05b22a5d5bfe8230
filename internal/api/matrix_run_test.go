//go:build !race

package api

import (
	"fmt"
	"strings"
	"testing"
)

// The detector has nothing to see here and makes it minutes: one request follows the other. What runs beside something has tests of its own.

// TestAuthorizationMatrix asks every route as every kind of person. A route without a row fails.
// Shows ORG-04, ORG-05, ORG-12, ORG-13, FCR-08.
func TestAuthorizationMatrix(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	missing := map[string]bool{}
	for route := range r.api.needs {
		missing[route] = true
	}
	for _, row := range matrix() {
		name, _, _ := strings.Cut(row.route, "#")
		if _, known := r.api.needs[name]; !known {
			t.Errorf("%s is in the matrix and not in the API", name)
		}
		delete(missing, name)
	}
	for route := range missing {
		t.Errorf("%s has no row in the matrix", route)
	}
	staff := r.staff()
	cells := 0
	for _, row := range matrix() {
		want := strings.Fields(row.want)
		if len(want) != len(kinds()) {
			t.Fatalf("%s: %d statuses for %d kinds", row.route, len(want), len(kinds()))
		}
		for i, kind := range kinds() {
			c := &cell{r: r, own: staff["own"], who: staff[kind], kind: kind}
			if got := fmt.Sprint(row.ask(c)); got != want[i] {
				t.Errorf("%s as %s: %s, want %s", row.route, kind, got, want[i])
			}
			cells++
			c.restore()
		}
	}
	t.Logf("%d cells", cells)
}
