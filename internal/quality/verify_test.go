package quality

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/quality/draw"
)

func (o *office) proof() Proof {
	return Proof{Record: o.st, Key: []byte(key), Desk: o.st.Epoch(), Zone: china(), At: 5 * time.Hour, Now: o.clock()}
}

func (o *office) verify(t *testing.T, day Day) (string, int) {
	t.Helper()
	var out bytes.Buffer
	n, err := Verify(t.Context(), o.proof(), day, &out)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), n
}

// holds: everything that was drawn follows.
func (o *office) holds(t *testing.T) {
	t.Helper()
	if out, n := o.verify(t, ""); n != 0 {
		t.Errorf("%d differences:\n%s", n, out)
	}
}

func TestVerifySaysWhatWasDrawn(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.hire("mei")
		o.drawn(map[desk.AgentID]int{"mei": 7, "bo": 2})
		if _, _, err := o.Replace(t.Context(), "sue", Place{thursday, "mei", 3}, "c", "test_chat"); err != nil {
			t.Fatal(err)
		}
		o.round(thursday.Plus(2).at(5, 0))
		out, n := o.verify(t, "")
		seed := func(d Day) string { return draw.NewSeed([]byte(key), o.st.Epoch(), string(d)).String()[:12] }
		want := "2026-08-19  drawn 2026-08-21 05:00:00 by a, seed " + seed(thursday.Plus(-1)) + "… promised 2026-08-19 23:00:00 (late: the day had begun)\n" +
			"2026-08-20  drawn 2026-08-21 05:00:00 by a, seed " + seed(thursday) + "… promised 2026-08-19 23:00:00 (before the day)\n" +
			"  bo: 2 of 2: follows\n" +
			"  Name mei: 3 of 7, 1 replaced: follows\n" +
			"2026-08-21  drawn 2026-08-22 05:00:00 by a, seed " + seed(thursday.Plus(1)) + "… promised 2026-08-19 23:00:00 (before the day)\n" +
			"3 days, 6 items drawn: all of it follows from seeds and populations\n"
		if diff := cmp.Diff(want, out); diff != "" || n != 0 {
			t.Errorf("%d differences:\n%s", n, diff)
		}
		if one, _ := o.verify(t, thursday.Plus(1)); strings.Contains(one, "2026-08-20  ") || !strings.Contains(one, "2026-08-21  drawn") {
			t.Errorf("one day:\n%s", one)
		}
		if _, err := Verify(t.Context(), o.proof(), thursday.Plus(2), &bytes.Buffer{}); codeOf(err) != "not_found not_drawn" {
			t.Errorf("a day that is not over: %v", err)
		}
	})
}

// tamper changes the record as somebody would who may do everything with the database.
func (o *office) tamper(t *testing.T, table, query string, args ...any) {
	t.Helper()
	drop := []string{"DROP TRIGGER " + table + "_no_update", "DROP TRIGGER " + table + "_no_delete"}
	if o.st.Dialect() == "postgres" {
		drop = []string{"DROP TRIGGER " + table + "_append_only ON " + table}
	}
	for _, q := range append(drop, "") {
		var err error
		if q == "" {
			err = o.st.Exec(t.Context(), query, args...)
		} else {
			err = o.st.Exec(t.Context(), q)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestVerifyFindsTampering(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		table string
		do    func(t *testing.T, o *office) (query string, args []any)
		want  []string
	}{
		{"an item points elsewhere", "draw_item", func(t *testing.T, o *office) (string, []any) {
			return "UPDATE draw_item SET session = 's-x' WHERE agent = 'mei' AND n = 2", nil
		}, []string{"item 2 of mei is not as this key sealed it", "item 2: it is s-x, the seed gives "}},
		{"an item is gone", "draw_item", func(t *testing.T, o *office) (string, []any) {
			return "DELETE FROM draw_item WHERE agent = 'mei' AND n = 2", nil
		}, []string{"item 2: it is missing: the seed gives "}},
		{"all items of somebody are gone", "draw_item", func(t *testing.T, o *office) (string, []any) {
			return "DELETE FROM draw_item WHERE agent = 'mei'", nil
		}, []string{"item 1: it is missing"}},
		{"a transcript is kept out of the population, all sums made anew", "draw", func(t *testing.T, o *office) (string, []any) {
			d := o.population(thursday)
			gone := o.items("sue", thursday, "mei")[0].Session
			var rest draw.Population
			for _, p := range d.Population {
				if p.Session != gone {
					rest = append(rest, p)
				}
			}
			return "UPDATE draw SET population = $1, hash = $2", []any{rest.String(), rest.Hash()}
		}, []string{"the draw is not as this key sealed it"}},
		{"another seed with a promise that it keeps", "draw", func(t *testing.T, o *office) (string, []any) {
			s := draw.NewSeed([]byte("chosen"), "x", "y")
			return "UPDATE draw SET seed = $1, promise = $2", []any{s.String(), s.Promise()}
		}, []string{"the seed is not the one that was promised first", "the seed is not the one that this key gives for the day"}},
		{"fewer wanted", "draw", func(t *testing.T, o *office) (string, []any) {
			return `UPDATE draw SET settings = '{"per_agent":1,"block":1}'`, nil
		}, []string{"the draw is not as this key sealed it", "item 2: the seed does not give it"}},
		{"an unreadable population", "draw", func(t *testing.T, o *office) (string, []any) {
			return "UPDATE draw SET population = 'x'", nil
		}, []string{"it cannot be read: the draw of 2026-08-20: population, line 1"}},
		{"the draw is gone", "draw", func(t *testing.T, o *office) (string, []any) {
			return "DELETE FROM draw", nil
		}, []string{"its seed was promised and the day is over"}},
		{"the promise is made earlier", "draw_promise", func(t *testing.T, o *office) (string, []any) {
			return "UPDATE draw_promise SET at = at - 5", nil
		}, []string{"the promise is not as this key sealed it"}},
		{"the promise is gone", "draw_promise", func(t *testing.T, o *office) (string, []any) {
			return "DELETE FROM draw_promise", nil
		}, []string{"the seed is not the one that was promised first"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, func(t *testing.T, o *office) {
				o.drawn(map[desk.AgentID]int{"mei": 7, "bo": 2})
				o.setTo(thursday.Plus(1).at(9, 0))
				query, args := c.do(t, o)
				o.tamper(t, c.table, query, args...)
				out, n := o.verify(t, "")
				if n == 0 {
					t.Error("nothing is found")
				}
				for _, w := range c.want {
					if !strings.Contains(out, "! "+w) {
						t.Errorf("it is not said that %s:\n%s", w, out)
					}
				}
				if !strings.HasSuffix(out, fmt.Sprintf(" drawn: %s\n", count(n, "difference"))) {
					t.Errorf("the last line does not count them:\n%s", out)
				}
			})
		})
	}
}

// TestVerifyNeedsTheKey: with another key nothing holds, and it says so instead of accusing anybody.
func TestVerifyNeedsTheKey(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, o *office) {
		o.drawn(map[desk.AgentID]int{"mei": 7})
		p := o.proof()
		p.Key = []byte("another-key-of-the-tests-long-enough")
		var out bytes.Buffer
		n, err := Verify(t.Context(), p, "", &out)
		if err != nil || n == 0 || !strings.Contains(out.String(), "the draw is not as this key sealed it") || !strings.Contains(out.String(), "mei: 3 of 7: follows") {
			t.Errorf("%d differences (%v):\n%s", n, err, out.String())
		}
	})
}
