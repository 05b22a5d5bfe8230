package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

var presenceTests = map[string]func(*testing.T, Open){
	"Presence/beats and goes":    presenceGone,
	"Presence/ttl":               presenceTTL,
	"Presence/a new beat counts": presenceRenewed,
	"Presence/odd names":         presenceOddNames,
}

func expectSeen(t *testing.T, s live.Presence, want ...desk.AgentID) {
	t.Helper()
	got, err := s.Seen(t.Context())
	must(t, err)
	if d := cmp.Diff(set(want), got); d != "" {
		t.Errorf("seen (-want +got):\n%s", d)
	}
}

func set(ids []desk.AgentID) map[desk.AgentID]bool {
	m := map[desk.AgentID]bool{}
	for _, id := range ids {
		m[id] = true
	}
	return m
}

func presenceGone(t *testing.T, open Open) {
	s := open(t)
	expectSeen(t, s)
	must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"anna", "bo"}, time.Hour))
	must(t, s.Beat(t.Context(), "n2", []desk.AgentID{"anna"}, time.Hour))
	must(t, s.Beat(t.Context(), "n2", nil, time.Hour))
	expectSeen(t, s, "anna", "bo")
	must(t, s.Gone(t.Context(), "n1", "anna"))
	expectSeen(t, s, "anna", "bo") // anna's other socket is on n2
	must(t, s.Gone(t.Context(), "n2", "anna"))
	must(t, s.Gone(t.Context(), "n2", "anna"))
	must(t, s.Gone(t.Context(), "n3", "bo")) // never was there
	expectSeen(t, s, "bo")
}

// presenceTTL uses the store's clock where the test may move it, else 200 ms of real time.
func presenceTTL(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"bo"}, time.Hour))
	if clock, ok := s.(advancing); ok {
		must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"anna"}, 90*time.Second))
		clock.Advance(90*time.Second - time.Millisecond)
		expectSeen(t, s, "anna", "bo")
		clock.Advance(time.Millisecond)
		expectSeen(t, s, "bo")
		return
	}
	// A store may keep whole milliseconds, and its clock is another one's.
	const ttl, tick = 200 * time.Millisecond, 2 * time.Millisecond
	start := time.Now()
	must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"anna"}, ttl))
	eventually(t, "anna's beat runs out", func() bool {
		seen, err := s.Seen(t.Context())
		must(t, err)
		return !seen["anna"]
	})
	if early := ttl - time.Since(start); early > tick {
		t.Errorf("ran out %s early", early)
	}
	expectSeen(t, s, "bo")
}

// presenceRenewed beats with a short and then a long ttl: the last word counts.
func presenceRenewed(t *testing.T, open Open) {
	s := open(t)
	const short = 50 * time.Millisecond
	must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"anna", "bo"}, short))
	must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"anna"}, time.Hour))
	if clock, ok := s.(advancing); ok {
		clock.Advance(short)
	}
	eventually(t, "bo's beat runs out", func() bool {
		seen, err := s.Seen(t.Context())
		must(t, err)
		return !seen["bo"]
	})
	expectSeen(t, s, "anna")
}

func presenceOddNames(t *testing.T, open Open) {
	s := open(t)
	var agents []desk.AgentID
	for _, key := range oddKeys() {
		agents = append(agents, desk.AgentID(key))
		must(t, s.Beat(t.Context(), "node/{"+key+"}", []desk.AgentID{desk.AgentID(key)}, time.Hour))
	}
	expectSeen(t, s, agents...)
	for _, key := range oddKeys() {
		must(t, s.Gone(t.Context(), "node/{"+key+"}", desk.AgentID(key)))
	}
	expectSeen(t, s)
}
