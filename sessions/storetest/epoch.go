package storetest

import (
	"sync"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

var epochTests = map[string]func(*testing.T, Open){
	"Epoch/stable":       epochStable,
	"Epoch/loss, refill": epochLoss,
}

func epoch(t testing.TB, s live.Store) string {
	t.Helper()
	e, err := s.Epoch(t.Context())
	must(t, err)
	if e == "" {
		t.Fatal("an empty epoch")
	}
	return e
}

func epochStable(t *testing.T, open Open) {
	s := open(t)
	first := epoch(t, s)
	fill(t, s)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if e, err := s.Epoch(t.Context()); e != first || err != nil {
				t.Errorf("epoch %q, %v; want %q", e, err, first)
			}
		})
	}
	wg.Wait()
}

// fill puts something of every kind into the store.
func fill(t *testing.T, s live.Store) {
	t.Helper()
	must(t, s.Put(t.Context(), []live.Projection{projection("a", 5, "five"), projection("b", 6, "six")}))
	must(t, s.Enqueue(t.Context(), []live.Waiting{entry("a", "service", 1), entry("b", "order", 2)}))
	must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"anna"}, time.Hour))
}

// expectFilled says whether what fill put is there.
func expectFilled(t *testing.T, s live.Store) {
	t.Helper()
	expect(t, s, projection("a", 5, "five"))
	expect(t, s, projection("b", 6, "six"))
	expectHead(t, s, "service", entry("a", "service", 1))
	expectDepths(t, s, map[desk.GroupID]int{"service": 1, "order": 1})
	expectSeen(t, s, "anna")
}

func epochLoss(t *testing.T, open Open) {
	s := open(t)
	world, ok := s.(losing)
	if !ok {
		t.Skip("this store cannot be made to lose its data")
	}
	seen := map[string]bool{}
	var in inbox
	defer subscribe(t, s, "hub", in.handle)()
	for range 3 {
		e := epoch(t, s)
		if seen[e] {
			t.Fatalf("epoch %q came back", e)
		}
		seen[e] = true
		fill(t, s)
		expectFilled(t, s)
		if e != epoch(t, s) {
			t.Fatal("the epoch changed without a loss")
		}
		world.Lose(t)
		if _, ok, err := s.Get(t.Context(), address("a")); ok || err != nil {
			t.Fatalf("after a loss: ok %v, %v", ok, err)
		}
		expectDepths(t, s, map[desk.GroupID]int{})
		expectHead(t, s, "service")
		expectSeen(t, s)
	}
	publish(t, s, "hub", "still here")
	eventually(t, "subscriptions stay", in.has(1))
}
