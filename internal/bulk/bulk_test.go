package bulk_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"firstline/internal/bulk"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }

// house is a record with two nodes that remember requests, and their clock.
type house struct {
	one, two *bulk.Service
	now      time.Time
}

func onBoth(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		h := &house{now: time.UnixMilli(1_000_000)}
		now := func() time.Time { return h.now }
		h.one, h.two = bulk.New(st, now), bulk.New(st, now)
		run(t, h)
	})
}

type order struct{ Act string }

func code(err error) string {
	if e, ok := err.(*desk.Error); ok {
		return e.Code
	}
	return ""
}

// TestRemembersWhatWasDone: the same request finds what it has done, on any node; another order under its id is refused, and another
// person's request of that id is another one.
func TestRemembersWhatWasDone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		done, err := h.one.Begin(ctx, "mei", "r1", order{"close"})
		if err != nil || done != nil {
			t.Fatalf("a new one: %v, %v", done, err)
		}
		if _, err := h.two.Begin(ctx, "mei", "r1", order{"close"}); code(err) != "in_progress" {
			t.Errorf("while it runs: %v", err)
		}
		want := map[desk.SessionID]bulk.Done{"s1": {Seq: 3, Version: 7, Register: "TS-1"}, "s2": {}}
		if err := h.one.End(ctx, "mei", "r1", want); err != nil {
			t.Fatal(err)
		}
		got, err := h.two.Begin(ctx, "mei", "r1", order{"close"})
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("again: %v %s", err, diff)
		}
		if _, err := h.one.Begin(ctx, "mei", "r1", order{"take"}); desk.KindOf(err) != desk.Duplicate {
			t.Errorf("another order: %v", err)
		}
		if done, err := h.one.Begin(ctx, "bo", "r1", order{"take"}); err != nil || done != nil {
			t.Errorf("another person: %v, %v", done, err)
		}
	})
}

// TestLeftInTheMiddle: who begins and never ends (the node died) is waited for no longer than a request may take; after a day nothing
// is remembered.
func TestLeftInTheMiddle(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		ctx := t.Context()
		begin := func() error {
			_, err := h.one.Begin(ctx, "mei", "r1", order{"take"})
			return err
		}
		if err := begin(); err != nil {
			t.Fatal(err)
		}
		h.now = h.now.Add(bulk.For - time.Millisecond)
		if err := begin(); code(err) != "in_progress" {
			t.Errorf("just before its time is over: %v", err)
		}
		h.now = h.now.Add(time.Millisecond)
		if err := begin(); err != nil {
			t.Errorf("once its time is over: %v", err)
		}
		if err := h.one.End(ctx, "mei", "r1", map[desk.SessionID]bulk.Done{"s1": {}}); err != nil {
			t.Fatal(err)
		}
		h.now = h.now.Add(25 * time.Hour)
		if done, err := h.one.Begin(ctx, "mei", "r1", order{"star"}); err != nil || done != nil {
			t.Errorf("a day later: %v, %v", done, err)
		}
	})
}

// TestOneOfManyBegins: of the same request sent many times at once one is carried out.
func TestOneOfManyBegins(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		var began atomic.Int32
		var all sync.WaitGroup
		for i := range 8 {
			s := []*bulk.Service{h.one, h.two}[i%2]
			all.Go(func() {
				switch _, err := s.Begin(t.Context(), "mei", "r1", order{"take"}); {
				case err == nil:
					began.Add(1)
				case code(err) != "in_progress":
					t.Errorf("refused with %v", err)
				}
			})
		}
		all.Wait()
		if n := began.Load(); n != 1 {
			t.Errorf("%d have begun", n)
		}
	})
}
