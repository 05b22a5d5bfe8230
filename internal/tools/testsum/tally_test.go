package main

import (
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTally(t *testing.T) {
	t.Parallel()
	const good = `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"pass","Package":"p","Elapsed":1.25}
{"Action":"skip","Package":"empty"}
`
	for name, c := range map[string]struct {
		in   string
		good bool // when skips are allowed
		want string
	}{
		"pass": {in: good, good: true, want: "ok    p  1.2s\n\n1 passed, 0 failed, 0 skipped\n"},
		"skip": {
			in: good + `{"Action":"output","Package":"q","Test":"TestB","Output":"=== RUN   TestB\n"}
{"Action":"output","Package":"q","Test":"TestB","Output":"    b_test.go:12: no redis: install it\n"}
{"Action":"skip","Package":"q","Test":"TestB"}
`,
			good: true,
			want: "ok    p  1.2s\n\nSkipped:\n  q TestB: no redis: install it\n\n1 passed, 0 failed, 1 skipped\n",
		},
		"fail": {
			in: good + `{"Action":"output","Package":"q","Test":"TestB","Output":"want 1, got 2\n"}
{"Action":"fail","Package":"q","Test":"TestB"}
{"Action":"fail","Package":"q","Elapsed":2}
`,
			want: "ok    p  1.2s\nFAIL  q  2.0s\n\nwant 1, got 2\n\nFailed:\n  q TestB\n\n1 passed, 1 failed, 0 skipped\n",
		},
		"build": {
			in: good + `{"ImportPath":"q [q.test]","Action":"build-output","Output":"q.go:1: syntax error\n"}
{"ImportPath":"q [q.test]","Action":"build-fail"}
{"Action":"fail","Package":"q","FailedBuild":"q [q.test]"}
`,
			want: "ok    p  1.2s\nFAIL  q  0.0s\n\nq.go:1: syntax error\n\nFailed:\n  q\n\n1 passed, 1 failed, 0 skipped\n",
		},
		"panic": {
			in: good + `{"Action":"output","Package":"q","Test":"TestB","Output":"panic: oh\n"}
{"Action":"fail","Package":"q"}
`,
			want: "ok    p  1.2s\nFAIL  q  0.0s\n\npanic: oh\n\nFailed:\n  q\n\n1 passed, 1 failed, 0 skipped\n",
		},
		"nothing": {want: "\n0 passed, 0 failed, 0 skipped\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ta, out := newTally(), &strings.Builder{}
			if err := ta.read(strings.NewReader(c.in), out); err != nil {
				t.Fatal(err)
			}
			ta.print(out)
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Errorf("output (-want +got):\n%s", diff)
			}
			if ta.good(false) != c.good {
				t.Errorf("good is %v", ta.good(false))
			}
			if len(ta.skipped) > 0 && ta.good(true) {
				t.Error("a skipped test counts as good in CI")
			}
		})
	}
}

func TestNotesAreCounted(t *testing.T) {
	t.Parallel()
	ta := newTally()
	ta.failed, ta.passed = []string{"web: npm test"}, 3
	out := &strings.Builder{}
	ta.print(io.Writer(out))
	if want := "\nFailed:\n  web: npm test\n\n3 passed, 1 failed, 0 skipped\n"; out.String() != want || ta.good(false) {
		t.Errorf("got %q", out.String())
	}
}

// TestTogether: several runs are counted as one, and what passes only when run again has a limit.
func TestTogether(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff([][]string{{"-race", "a"}, {"b"}}, runs([]string{"-race", "a", "--", "b"})); diff != "" {
		t.Errorf("the runs (-want +got):\n%s", diff)
	}
	sum := newTally()
	sum.most = 1
	sum.add(&tally{passed: 2, flaky: []string{"a TestA"}})
	if sum.passed != 2 || !sum.good(true) {
		t.Errorf("one of one that may: %+v", sum)
	}
	sum.add(&tally{passed: 1, flaky: []string{"b TestB"}})
	out := &strings.Builder{}
	if sum.print(out); sum.good(true) || !strings.Contains(out.String(), "2 are too many") {
		t.Errorf("two of one that may: %s", out)
	}
	sum.most = 2
	if sum.add(&tally{passed: 1, failed: []string{"c TestC"}}); sum.good(true) {
		t.Error("a failure of a later run is none")
	}
}
