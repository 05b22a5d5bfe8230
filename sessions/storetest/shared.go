package storetest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

var sharedTests = map[string]func(*testing.T, OpenPair){
	"one sees what the other wrote":     sharedView,
	"one epoch":                         sharedEpoch,
	"newest of two nodes":               sharedNewest,
	"queue moved and served from two":   sharedQueue,
	"gone on one, present on the other": sharedPresence,
	"fan-out to both":                   sharedFanout,
	"one bucket":                        sharedBucket,
}

func sharedView(t *testing.T, open OpenPair) {
	a, b := open(t)
	fill(t, a)
	expectFilled(t, b)
	must(t, b.Dequeue(t.Context(), []desk.SessionID{"a"}))
	must(t, b.Put(t.Context(), []live.Projection{projection("a", 7, "seven")}))
	expectHead(t, a, "service")
	expect(t, a, projection("a", 7, "seven"))
}

func sharedEpoch(t *testing.T, open OpenPair) {
	a, b := open(t)
	epochs := make([]string, 16)
	var wg sync.WaitGroup
	for i := range epochs { // all at once on an empty store: somebody's value must win for everybody
		wg.Go(func() {
			e, err := []live.Store{a, b}[i%2].Epoch(t.Context())
			if err != nil {
				t.Error(err)
			}
			epochs[i] = e
		})
	}
	wg.Wait()
	for _, e := range epochs {
		if e != epochs[0] || e == "" {
			t.Fatalf("epochs differ: %q", epochs)
		}
	}
}

func sharedNewest(t *testing.T, open OpenPair) {
	a, b := open(t)
	const n = 200
	var wg sync.WaitGroup
	for i, s := range []live.Store{a, b, a, b} {
		wg.Go(func() {
			for stamp := i%2 + 1; stamp <= n; stamp += 2 { // one node the odd stamps, the other the even
				p := projection("x", int64(stamp), fmt.Sprint("body ", stamp))
				if err := s.Put(t.Context(), []live.Projection{p}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	expect(t, a, projection("x", n, fmt.Sprint("body ", n)))
	expect(t, b, projection("x", n, fmt.Sprint("body ", n)))
}

// sharedQueue moves sessions between groups from both nodes: in the end each stands once, in the group it was put last.
func sharedQueue(t *testing.T, open OpenPair) {
	a, b := open(t)
	var wg sync.WaitGroup
	for i, s := range []live.Store{a, b} {
		wg.Go(func() {
			for round := range 50 {
				for id := i; id < 10; id += 2 {
					group := fmt.Sprint("g", (round+id)%3)
					if err := s.Enqueue(t.Context(), []live.Waiting{entry(fmt.Sprint("s", id), group, int64(round))}); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
	wg.Wait()
	want := map[desk.GroupID]int{}
	for id := range 10 {
		want[desk.GroupID(fmt.Sprint("g", (49+id)%3))]++
	}
	expectDepths(t, a, want)
	expectDepths(t, b, want)
}

func sharedPresence(t *testing.T, open OpenPair) {
	a, b := open(t)
	must(t, a.Beat(t.Context(), "node-a", []desk.AgentID{"anna", "bo"}, time.Hour))
	must(t, b.Beat(t.Context(), "node-b", []desk.AgentID{"anna"}, time.Hour))
	must(t, a.Gone(t.Context(), "node-a", "anna"))
	for _, s := range []live.Store{a, b} {
		expectSeen(t, s, "anna", "bo")
	}
	must(t, b.Gone(t.Context(), "node-b", "anna"))
	for _, s := range []live.Store{a, b} {
		expectSeen(t, s, "bo")
	}
}

func sharedFanout(t *testing.T, open OpenPair) {
	a, b := open(t)
	var onA, onB inbox
	defer subscribe(t, a, "hub", onA.handle)()
	defer subscribe(t, b, "hub", onB.handle)()
	publish(t, a, "hub", numbers(100)...)
	for _, in := range []*inbox{&onA, &onB} {
		eventually(t, "all arrive", in.has(100))
		if d := cmp.Diff(numbers(100), in.all()); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
}

func sharedBucket(t *testing.T, open OpenPair) {
	a, b := open(t)
	var taken atomic.Int32
	var wg sync.WaitGroup
	for _, s := range []live.Store{a, b, a, b} {
		wg.Go(func() {
			for range 30 {
				wait, err := s.Take(t.Context(), "b", 1, 50, time.Hour)
				if err != nil {
					t.Error(err)
				}
				if wait == 0 {
					taken.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if taken.Load() != 50 {
		t.Errorf("%d were taken of a bucket of 50", taken.Load())
	}
}
