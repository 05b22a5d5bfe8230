package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestAgain: what a browser's package failed in is run once more, leaf by leaf; what passes then is named, what fails again
// fails, and a failure in any other package is not looked at twice.
func TestAgain(t *testing.T) {
	t.Parallel()
	passes := func() *tally { return &tally{passed: 1} }
	fails := func() *tally { return &tally{failed: []string{"x"}, report: []string{"still\n"}} }
	failed := []string{"a/e2e TestA/one", "a/e2e TestA", "a/e2e TestB", "a/router TestC", "a/e2e"}
	for name, c := range map[string]struct {
		second              func(pattern string) *tally
		failed, flaky, runs []string
	}{
		"all pass": {
			second: func(string) *tally { return passes() },
			failed: []string{"a/router TestC", "a/e2e"}, flaky: []string{"a/e2e TestA/one", "a/e2e TestB"}, runs: []string{"^TestA$/^one$", "^TestB$"},
		},
		"one fails again": {
			second: func(p string) *tally {
				if p == "^TestB$" {
					return passes()
				}
				return fails()
			},
			failed: []string{"a/e2e TestA/one", "a/e2e TestA", "a/router TestC", "a/e2e"}, flaky: []string{"a/e2e TestB"}, runs: []string{"^TestA$/^one$", "^TestB$"},
		},
		"nothing was run": {
			second: func(string) *tally { return newTally() },
			failed: failed, runs: []string{"^TestA$/^one$", "^TestB$"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ta := newTally()
			ta.failed = slices.Clone(failed)
			var runs []string
			err := ta.again(regexp.MustCompile("/e2e$"), func(_, pattern string) (*tally, error) {
				runs = append(runs, pattern)
				return c.second(pattern), nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([][]string{c.failed, c.flaky, c.runs}, [][]string{ta.failed, ta.flaky, runs}); diff != "" {
				t.Errorf("failed, flaky, runs (-want +got):\n%s", diff)
			}
			out := &strings.Builder{}
			if ta.print(out); len(c.flaky) > 0 && !strings.Contains(out.String(), "Passed only when run again:\n  "+c.flaky[0]) {
				t.Errorf("what passed only when run again is not named:\n%s", out)
			}
		})
	}
}
