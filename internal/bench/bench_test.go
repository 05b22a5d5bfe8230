package bench_test

import (
	"os"
	"strings"
	"testing"

	"firstline/internal/bench"
)

func TestMain(m *testing.M) {
	bench.Helper() // this program is the measured desk's Telegram, too
	os.Exit(m.Run())
}

// TestRowsAddUp runs the load of W1, W2 and W3 for seconds and asks only whether what was acknowledged is in the record,
// carried once, in order, and every reply sent once. How fast it was is for the program to say, on a quiet machine.
func TestRowsAddUp(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs the whole desk")
	}
	binary, err := bench.Build(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	rep, err := bench.Measure(t.Context(), bench.SQLite, bench.Options{Binary: binary, Only: []string{"w1", "w3"}, Short: true, Seed: 1, Out: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	rep.Write(&text)
	for _, want := range []string{"| W1 | accepted, 64 connections", "| W2 | new senders", "| W3 | sends, provider at 50 ms"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the report has no line %q:\n%s", want, &text)
		}
	}
}
