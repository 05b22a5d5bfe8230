package torture

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"firstline/internal/testenv"
	"firstline/internal/torture/rig"
)

// TestMain makes the place for the program and takes it away again.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "firstline-torture-build-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	build.dir = dir
	code := testenv.Wrap(m).Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// build is the program that all tests torture, built once. Tests have no common place to hand it around.
var build struct {
	dir  string
	once sync.Once
	path string
	err  error
}

func binary(t *testing.T) string {
	t.Helper()
	build.once.Do(func() { build.path, build.err = rig.Build(context.Background(), build.dir) })
	if build.err != nil {
		t.Fatal(build.err)
	}
	return build.path
}

// torture runs the short form of a scenario and gives its folder, which stays when it fails.
func torture(t *testing.T, o Options) (folder string) {
	t.Helper()
	if testing.Short() {
		t.Skip("kills real processes for some seconds")
	}
	var out bytes.Buffer
	dir, err := os.MkdirTemp("", "firstline-torture-")
	if err != nil {
		t.Fatal(err)
	}
	o.Short()
	o.Keep, o.Binary, o.Out, o.Rest = dir, binary(t), &out, 20*time.Second
	if o.Setup == rig.Postgres {
		o.DSN = testenv.Postgres(t)
	}
	ok, err := Run(t.Context(), o)
	if err != nil || !ok {
		t.Fatalf("%v\n%s", err, out.String())
	}
	t.Cleanup(func() {
		if !t.Failed() {
			_ = os.RemoveAll(dir)
		}
	})
	t.Log(out.String())
	return dir
}

// The tests follow one upon the other: each of them keeps two cores busy, and time is part of what they look at.

func TestTortureKillsOnSQLite(t *testing.T) {
	dir := torture(t, Options{Scenario: "kills", Setup: rig.SQLite})
	for _, c := range forgeries() {
		t.Run(c.name, func(t *testing.T) { c.seen(t, dir) })
	}
}

func TestTortureKillsOnPostgres(t *testing.T) {
	torture(t, Options{Scenario: "kills", Setup: rig.Postgres})
}

// TestTorturePolls: what the network was told to forget is there, once and in order, whenever the node that polls dies;
// on two nodes the other goes on. The checker sees a loss there too.
func TestTorturePolls(t *testing.T) {
	dir := torture(t, Options{Scenario: "polls", Setup: rig.SQLite})
	for _, c := range forgeries()[:3] {
		t.Run(c.name, func(t *testing.T) { c.seen(t, dir) })
	}
	torture(t, Options{Scenario: "polls", Setup: rig.Postgres, Nodes: 2})
}

func TestTortureDupes(t *testing.T) {
	torture(t, Options{Scenario: "dupes", Setup: rig.SQLite})
	torture(t, Options{Scenario: "dupes", Setup: rig.Postgres})
	torture(t, Options{Scenario: "dupes", Setup: rig.Postgres, Nodes: 2})
}

func TestTortureFlush(t *testing.T) { torture(t, Options{Scenario: "flush", Setup: rig.Postgres}) }

func TestTortureDeadlines(t *testing.T) {
	torture(t, Options{Scenario: "deadlines", Setup: rig.SQLite})
}

func TestTortureClaims(t *testing.T) { torture(t, Options{Scenario: "claims", Setup: rig.Postgres}) }

func TestTortureUnconfirmed(t *testing.T) {
	torture(t, Options{Scenario: "unconfirmed", Setup: rig.SQLite})
}

// TestTortureDoubts: whatever becomes of a call that has arrived, nothing is lost, nothing is doubled unasked, and whoever
// wrote it sees the doubt.
func TestTortureDoubts(t *testing.T) {
	torture(t, Options{Scenario: "doubts", Setup: rig.SQLite})
	torture(t, Options{Scenario: "doubts", Setup: rig.Postgres})
}

// TestTortureStorm: pauses of chats and of the whole bot are kept, and nothing is lost behind them.
func TestTortureStorm(t *testing.T) { torture(t, Options{Scenario: "storm", Setup: rig.SQLite}) }

// TestFailpointsAreFound: the list is generated from the source, so that a new effect cannot be forgotten.
func TestFailpointsAreFound(t *testing.T) {
	t.Parallel()
	root, err := rig.Root(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	names, err := Failpoints(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"accept.before", "accept.committed", "commit.before", "commit.after", "outbox.claimed", "outbox.sent"} {
		if !slices.Contains(names, want) {
			t.Errorf("%s is not among %v", want, names)
		}
	}
}
