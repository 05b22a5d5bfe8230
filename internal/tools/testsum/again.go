package main

import (
	"regexp"
	"slices"
	"strings"
)

// again runs once more what failed in the packages that the pattern names, each test by itself. What passes then stands in
// the end under a title of its own, with what it printed when it failed: it is to be looked at, but a test that a busy
// machine starved is no fault of the change that is judged. Whatever else failed is left as it is.
func (t *tally) again(only *regexp.Regexp, run func(pkg, pattern string) (*tally, error)) error {
	tests := rerunnable(t.failed, only)
	for _, id := range tests {
		pkg, test, _ := strings.Cut(id, " ")
		second, err := run(pkg, "^"+strings.ReplaceAll(regexp.QuoteMeta(test), "/", "$/^")+"$")
		if err != nil {
			return err
		}
		if len(second.failed) > 0 || second.passed == 0 {
			t.report = append(t.report, "--- and when it was run again:\n")
			t.report = append(t.report, second.report...)
			continue
		}
		t.flaky = append(t.flaky, id)
		t.failed = slices.DeleteFunc(t.failed, func(f string) bool { return f == id })
		t.passed++
	}
	t.failed = slices.DeleteFunc(t.failed, func(f string) bool { // whose parts have all passed
		return slices.ContainsFunc(t.flaky, func(id string) bool { return strings.HasPrefix(id, f+"/") }) &&
			!slices.ContainsFunc(t.failed, func(id string) bool { return strings.HasPrefix(id, f+"/") })
	})
	return nil
}

// rerunnable are the failed tests of the packages that have no failed part of their own. A package that failed as a whole did
// not get to its tests.
func rerunnable(failed []string, only *regexp.Regexp) (leaves []string) {
	for _, id := range failed {
		pkg, test, ok := strings.Cut(id, " ")
		if !ok || test == "" || !only.MatchString(pkg) {
			continue
		}
		if !slices.ContainsFunc(failed, func(o string) bool { return strings.HasPrefix(o, id+"/") }) {
			leaves = append(leaves, id)
		}
	}
	return leaves
}
