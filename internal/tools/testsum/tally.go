package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// tally is the count of one run.
type tally struct {
	passed  int
	failed  []string // what failed
	skipped []string // what was skipped, with the reason
	flaky   []string // what failed and passed when it was run again
	most    int      // so many of those are let pass

	output map[string][]string // of every test that is still running, and of builds
	broken map[string]bool     // packages in which a test has failed
	report []string            // the output of what failed
}

// event is one line of go test -json (go doc test2json).
type event struct {
	Action, Package, Test, Output, ImportPath, FailedBuild string
	Elapsed                                                float64
}

func newTally() *tally {
	return &tally{output: map[string][]string{}, broken: map[string]bool{}}
}

// event counts one line and returns what to show of it, if anything.
func (t *tally) event(line []byte) string {
	var e event
	if json.Unmarshal(line, &e) != nil {
		return string(line)
	}
	id := strings.TrimSpace(e.Package + " " + e.Test)
	switch e.Action {
	case "output":
		t.output[id] = append(t.output[id], e.Output)
	case "build-output":
		t.output["build:"+e.ImportPath] = append(t.output["build:"+e.ImportPath], e.Output)
	case "pass", "skip", "fail":
		defer delete(t.output, id)
		if e.Test == "" {
			return t.pack(e)
		}
		t.test(e, id)
	}
	return ""
}

func (t *tally) test(e event, id string) {
	switch e.Action {
	case "pass":
		t.passed++
	case "skip":
		if strings.Contains(id, "Fuzz") && strings.Contains(id, "/seed#") {
			return // bytes that are no input of a fuzz target leave nothing unproved
		}
		t.skipped = append(t.skipped, id+": "+reason(t.output[id]))
	case "fail":
		t.broken[e.Package] = true
		t.failed = append(t.failed, id)
		t.report = append(t.report, t.output[id]...)
	}
}

// pack is the end of a package. One that fails without a failing test did not
// build, panicked outside a test, or ran out of time.
func (t *tally) pack(e event) string {
	switch e.Action {
	case "pass":
		return fmt.Sprintf("ok    %s  %.1fs", e.Package, e.Elapsed)
	case "skip":
		return "" // no test files
	}
	if !t.broken[e.Package] {
		t.failed = append(t.failed, e.Package)
		t.report = append(t.report, t.output["build:"+e.FailedBuild]...)
		t.report = append(t.report, t.output[e.Package]...)
		for id, out := range t.output { // tests that were running when it ended
			if strings.HasPrefix(id, e.Package+" ") {
				t.report = append(t.report, out...)
			}
		}
	}
	return fmt.Sprintf("FAIL  %s  %.1fs", e.Package, e.Elapsed)
}

// add counts another run too.
func (t *tally) add(o *tally) {
	t.passed += o.passed
	t.failed = append(t.failed, o.failed...)
	t.skipped = append(t.skipped, o.skipped...)
	t.flaky = append(t.flaky, o.flaky...)
	t.report = append(t.report, o.report...)
}

// reason finds what t.Skip said among the lines around it.
func reason(output []string) string {
	for _, line := range output {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "===") || strings.HasPrefix(line, "---") {
			continue
		}
		if _, after, found := strings.Cut(line, ".go:"); found {
			_, line, _ = strings.Cut(after, ": ")
		}
		return line
	}
	return "no reason given"
}

func (t *tally) good(strict bool) bool {
	return len(t.failed) == 0 && t.passed > 0 && (!strict || len(t.skipped) == 0) && len(t.flaky) <= t.most
}

func (t *tally) print(w io.Writer) {
	list := func(title string, lines []string) {
		if len(lines) > 0 {
			fmt.Fprintf(w, "\n%s\n  %s\n", title, strings.Join(lines, "\n  "))
		}
	}
	if len(t.report) > 0 {
		fmt.Fprintf(w, "\n%s", strings.Join(t.report, ""))
	}
	list("Skipped:", t.skipped)
	list("Passed only when run again:", t.flaky)
	if len(t.flaky) > t.most {
		fmt.Fprintf(w, "  (%d are too many: at most %d may)\n", len(t.flaky), t.most)
	}
	list("Failed:", t.failed)
	fmt.Fprintf(w, "\n%d passed, %d failed, %d skipped\n", t.passed, len(t.failed), len(t.skipped))
}
