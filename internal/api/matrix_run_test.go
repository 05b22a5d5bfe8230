//go:build !race

package api

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"firstline/internal/testenv"
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

// TestNULsOnPostgres: a NUL in whatever text somebody hands in does no harm: every route answers as it does without them, on the database
// that keeps none.
func TestNULsOnPostgres(t *testing.T) {
	t.Parallel()
	r := rigOn(t, testenv.Postgres(t))
	staff := r.staff()
	text := regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`) // keys too
	spoilt := 0
	r.spoil = func(body []byte) []byte {
		spoilt++
		return text.ReplaceAll(body, []byte(`"\u0000$1\u0000"`))
	}
	for _, row := range matrix() {
		if strings.HasPrefix(row.route, "GET ") {
			continue
		}
		want := strings.Fields(row.want)
		for i, kind := range kinds() {
			if kind != "own" && kind != "admin" {
				continue
			}
			c := &cell{r: r, own: staff["own"], who: staff[kind], kind: kind}
			if got := fmt.Sprint(row.ask(c)); got != want[i] {
				t.Errorf("%s as %s: %s, want %s", row.route, kind, got, want[i])
			}
			c.restore()
		}
	}
	if spoilt < len(matrix()) {
		t.Errorf("only %d bodies", spoilt)
	}
}

// TestAddressesOnPostgres: what no database can be asked for is refused before it is asked, in a path and behind the question mark.
func TestAddressesOnPostgres(t *testing.T) {
	t.Parallel()
	r := rigOn(t, testenv.Postgres(t))
	boss := r.staff()["manager"]
	part := regexp.MustCompile(`\{[^}]+\}`)
	for route := range r.api.needs {
		method, path, _ := strings.Cut(route, " ")
		if method != "GET" || !strings.HasPrefix(path, "/api/v1/") || path == "/api/v1/stream" {
			continue
		}
		for _, bad := range []string{"%00", "a%00b", "%ff"} {
			if strings.Contains(path, "{") {
				if got := boss.do(method, part.ReplaceAllString(path, bad), nil); got.status != 400 || got.body["code"] != "bad_address" {
					t.Errorf("%s with %s in its path: %d %s", route, bad, got.status, got.raw)
				}
			}
			if got := boss.do(method, part.ReplaceAllString(path, "x")+"?q="+bad+"&customer="+bad, nil); got.status != 400 || got.body["code"] != "bad_address" {
				t.Errorf("%s with %s behind it: %d %s", route, bad, got.status, got.raw)
			}
		}
	}
}
