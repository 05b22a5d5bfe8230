package evidence

import (
	"fmt"
	"strings"
	"testing"

	"firstline/internal/store"
	"firstline/internal/testenv/record"
)

// TestHolds: what the real router wrote holds and is derived again without a difference.
func TestHolds(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st := play(t, dsn)
		file := sealed(t, st, "a")
		var out strings.Builder
		rep, err := Verify(t.Context(), st, testKey, []string{file}, &out)
		if err != nil {
			t.Fatal(err)
		}
		if want := fmt.Sprintf("8 sessions, %d events, 2 seals: all hold\n", rep.Events); out.String() != want || !rep.Holds() {
			t.Errorf("got %q, want %q", out.String(), want)
		}
		checkReplay(t, st)
	})
}

func checkReplay(t *testing.T, st *store.Store) {
	t.Helper()
	var out strings.Builder
	if _, err := Replay(t.Context(), st, &out); err != nil {
		t.Fatal(err)
	}
	if want := "8 sessions re-derived, 0 differences\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
