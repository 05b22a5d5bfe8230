package bench_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"firstline/internal/bench"
	"firstline/internal/testenv"
)

func TestMain(m *testing.M) {
	bench.Helper() // this program is the measured desk's Telegram, too
	os.Exit(m.Run())
}

// TestRowsAddUp runs the load of W1, W2 and W3 for seconds and asks only whether what was acknowledged is in the record,
// carried once, in order, and every reply sent once, also beside a chat that is stuck. How fast it was is for the program to say, on a quiet machine.
func TestRowsAddUp(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the whole desk")
	}
	binary, err := bench.Build(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	rep, err := bench.Measure(t.Context(), bench.SQLite, bench.Options{Binary: binary, Only: []string{"w1", "w3", "stuck"}, Short: true, Seed: 1, Out: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	rep.Write(&text)
	for _, want := range []string{"| W1 | accepted, 64 connections", "| W2 | new senders", "| W3 | sends, provider at 50 ms", "| stuck | p99 of the others, beside a chat in a long 429"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the report has no line %q:\n%s", want, &text)
		}
	}
}

// TestScreen runs the inbox's figures for seconds in a real browser, and asks only whether each of them was measured.
func TestScreen(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the whole desk")
	}
	testenv.Chromium(t)
	if _, err := exec.LookPath("npm"); err != nil && os.Getenv("CI") != "true" {
		t.Skip("npm is not on this machine: install Node 20 or later")
	}
	binary, err := bench.Build(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	rep, err := bench.Measure(t.Context(), bench.SQLite, bench.Options{Binary: binary, Only: []string{"screen"}, Short: true, Seed: 1, Out: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	measured := 0
	for _, f := range rep.Figures {
		if f.Work == "screen" {
			measured++
		}
	}
	if measured != 11 {
		t.Errorf("%d figures of the inbox, want 11", measured)
	}
}
