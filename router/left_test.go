package router

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestLeftMessagesComeFirst: what was left while nobody was there is handled before new work, the oldest first, whatever bonus
// the new work has. Shows CHN-04.
func TestLeftMessagesComeFirst(t *testing.T) {
	t.Parallel()
	now := desk.At(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))
	var all []sessions.State
	for _, s := range []struct {
		id    desk.SessionID
		ago   time.Duration
		bonus time.Duration
		left  bool
	}{
		{"complaint", time.Minute, 24 * time.Hour, false}, {"night", 10 * time.Hour, 0, true}, {"customer", 30 * time.Minute, 0, false},
		{"morning", time.Minute, 0, true}, {"night complaint", 9 * time.Hour, 2 * time.Minute, true},
	} {
		all = append(all, sessions.State{ID: s.id, Phase: sessions.Queued, QueuedAt: now.Add(-s.ago), Bonus: s.bonus.Milliseconds(), Left: s.left})
	}
	slices.SortFunc(all, func(a, b sessions.State) int { return cmp.Compare(waitingOf(a).Rank, waitingOf(b).Rank) })
	var got []desk.SessionID
	for _, s := range all {
		got = append(got, s.ID)
	}
	if want := []desk.SessionID{"night", "night complaint", "morning", "complaint", "customer"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
