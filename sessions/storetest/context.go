package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

var contextTests = map[string]func(*testing.T, Open){
	"Context/cancelled": contextCancelled,
}

// contextCancelled calls everything with a dead context: each call fails at once, changes nothing and does no harm.
func contextCancelled(t *testing.T, open Open) {
	s := open(t)
	fill(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	calls := map[string]func() error{
		"Get":     func() error { _, _, err := s.Get(ctx, address("a")); return err },
		"Put":     func() error { return s.Put(ctx, []live.Projection{projection("a", 9, "nine")}) },
		"Enqueue": func() error { return s.Enqueue(ctx, []live.Waiting{entry("c", "service", 1)}) },
		"Dequeue": func() error { return s.Dequeue(ctx, []desk.SessionID{"a"}) },
		"Head":    func() error { _, err := s.Head(ctx, "service", 1); return err },
		"Depths":  func() error { _, err := s.Depths(ctx); return err },
		"Beat":    func() error { return s.Beat(ctx, "n1", []desk.AgentID{"bo"}, time.Hour) },
		"Gone":    func() error { return s.Gone(ctx, "n1", "anna") },
		"Seen":    func() error { _, err := s.Seen(ctx); return err },
		"Publish": func() error { return s.Publish(ctx, "hub", []byte("x")) },
		"Take":    func() error { _, err := s.Take(ctx, "b", 1, 1, time.Hour); return err },
		"Epoch":   func() error { _, err := s.Epoch(ctx); return err },
	}
	for name, call := range calls {
		start := time.Now()
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want context.Canceled", name, err)
		}
		if took := time.Since(start); took > time.Second {
			t.Errorf("%s took %s", name, took)
		}
	}
	expectFilled(t, s)
}
