package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

var queueTests = map[string]func(*testing.T, Open){
	"Queue/order":           queueOrder,
	"Queue/every field":     queueFields,
	"Queue/moves":           queueMoves,
	"Queue/dequeue twice":   queueDequeueTwice,
	"Queue/limits":          queueLimits,
	"Queue/long":            queueLong,
	"Queue/as a plain list": queueModel,
	"Queue/odd names":       queueOddNames,
	"Queue/keeps no slice":  queueKeepsNothing,
}

func entry(session, group string, rank int64) live.Waiting {
	return live.Waiting{
		Session: desk.SessionID(session), Address: address("key of " + session), Group: desk.GroupID(group),
		Since: desk.Millis(rank + 1000), Rank: rank, Prefer: "anna", Partition: 63,
	}
}

// expectHead compares the group's whole queue.
func expectHead(t testing.TB, s live.Queue, group string, want ...live.Waiting) {
	t.Helper()
	got, err := s.Head(t.Context(), desk.GroupID(group), len(want)+10)
	must(t, err)
	if d := gocmp.Diff(append([]live.Waiting{}, want...), append([]live.Waiting{}, got...)); d != "" {
		t.Fatalf("head of %q (-want +got):\n%s", group, d)
	}
}

// expectDepths compares the depths; groups without any may be missing.
func expectDepths(t testing.TB, s live.Queue, want map[desk.GroupID]int) {
	t.Helper()
	got, err := s.Depths(t.Context())
	must(t, err)
	for g, n := range got {
		if n == 0 {
			delete(got, g)
		}
	}
	if d := gocmp.Diff(want, got); d != "" {
		t.Fatalf("depths (-want +got):\n%s", d)
	}
}

func queueOrder(t *testing.T, open Open) {
	s := open(t)
	expectHead(t, s, "service")
	expectDepths(t, s, map[desk.GroupID]int{})
	a, b, c, d := entry("a", "service", 1763740800000), entry("b", "service", 1763740800000), entry("c", "service", 1763740799999), entry("d", "service", -5)
	x := entry("x", "order", 1)
	must(t, s.Enqueue(t.Context(), []live.Waiting{b, a, x}))
	must(t, s.Enqueue(t.Context(), []live.Waiting{c, d}))
	expectHead(t, s, "service", d, c, a, b)
	expectHead(t, s, "order", x)
	expectDepths(t, s, map[desk.GroupID]int{"service": 4, "order": 1})
}

func queueFields(t *testing.T, open Open) {
	s := open(t)
	full := live.Waiting{
		Session: "0199-a", Address: desk.Address{Channel: "slack", Key: "C1/17.5 <&> 客"}, Group: "complaint",
		Since: 1763740800123, Rank: 1<<53 - 1, Prefer: "0199-b", Partition: 63,
	}
	bare := live.Waiting{Session: "0199-c", Group: "complaint"}
	must(t, s.Enqueue(t.Context(), []live.Waiting{full, bare}))
	expectHead(t, s, "complaint", bare, full)
}

func queueMoves(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Enqueue(t.Context(), []live.Waiting{entry("a", "service", 1), entry("b", "service", 2)}))
	moved := entry("a", "order", 3)
	must(t, s.Enqueue(t.Context(), []live.Waiting{moved}))
	expectHead(t, s, "service", entry("b", "service", 2))
	expectHead(t, s, "order", moved)
	expectDepths(t, s, map[desk.GroupID]int{"service": 1, "order": 1})
	must(t, s.Enqueue(t.Context(), []live.Waiting{entry("b", "service", 9), entry("a", "service", 10), entry("b", "service", 11)}))
	expectHead(t, s, "order")
	expectHead(t, s, "service", entry("a", "service", 10), entry("b", "service", 11))
}

func queueDequeueTwice(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Dequeue(t.Context(), []desk.SessionID{"unknown"}))
	must(t, s.Dequeue(t.Context(), nil))
	must(t, s.Enqueue(t.Context(), nil))
	must(t, s.Enqueue(t.Context(), []live.Waiting{entry("a", "service", 1), entry("b", "service", 2)}))
	for range 2 {
		must(t, s.Dequeue(t.Context(), []desk.SessionID{"a", "unknown", "a"}))
		expectHead(t, s, "service", entry("b", "service", 2))
	}
	must(t, s.Dequeue(t.Context(), []desk.SessionID{"b"}))
	expectHead(t, s, "service")
	expectDepths(t, s, map[desk.GroupID]int{})
	must(t, s.Enqueue(t.Context(), []live.Waiting{entry("a", "service", 4)}))
	expectHead(t, s, "service", entry("a", "service", 4))
}

func queueLimits(t *testing.T, open Open) {
	s := open(t)
	must(t, s.Enqueue(t.Context(), []live.Waiting{entry("a", "g", 1), entry("b", "g", 2), entry("c", "g", 3)}))
	for limit, want := range map[int]int{-1: 0, 0: 0, 1: 1, 3: 3, 4: 3, 1 << 20: 3} {
		got, err := s.Head(t.Context(), "g", limit)
		must(t, err)
		if len(got) != want {
			t.Errorf("limit %d gave %d, want %d", limit, len(got), want)
		}
	}
}

// queueLong enqueues and dequeues more than a store sends at once, in an order unlike that of the ranks.
func queueLong(t *testing.T, open Open) {
	s := open(t)
	const n = 5000
	var in, want []live.Waiting
	var gone []desk.SessionID
	for i := range n {
		w := entry(fmt.Sprintf("s%05d", i), "g", int64(i*7919%n))
		if in = append(in, w); i%3 == 0 {
			gone = append(gone, w.Session)
		} else {
			want = append(want, w)
		}
	}
	must(t, s.Enqueue(t.Context(), in))
	expectDepths(t, s, map[desk.GroupID]int{"g": n})
	must(t, s.Dequeue(t.Context(), gone))
	slices.SortFunc(want, byRank)
	expectHead(t, s, "g", want...)
	expectDepths(t, s, map[desk.GroupID]int{"g": len(want)})
}

func byRank(a, b live.Waiting) int {
	return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Session, b.Session))
}

// queueModel compares random histories with a map that is sorted when it is read.
func queueModel(t *testing.T, open Open) {
	s := open(t)
	history := 0
	rapid.Check(t, func(r *rapid.T) {
		history++ // names of its own for each history: the store is shared
		model := map[desk.SessionID]live.Waiting{}
		group := rapid.Map(rapid.IntRange(0, 2), func(i int) string { return fmt.Sprint("g", history, "-", i) })
		session := rapid.Map(rapid.IntRange(0, 12), func(i int) string { return fmt.Sprint("s", history, "-", i) })
		r.Repeat(map[string]func(*rapid.T){
			"enqueue": func(r *rapid.T) {
				w := entry(session.Draw(r, "session"), group.Draw(r, "group"), rapid.Int64Range(-3, 3).Draw(r, "rank"))
				model[w.Session] = w
				must(r, s.Enqueue(t.Context(), []live.Waiting{w}))
			},
			"dequeue": func(r *rapid.T) {
				id := desk.SessionID(session.Draw(r, "session"))
				delete(model, id)
				must(r, s.Dequeue(t.Context(), []desk.SessionID{id}))
			},
			"": func(r *rapid.T) { expectModel(r, s, model, history) },
		})
	})
}

func expectModel(t *rapid.T, s live.Queue, model map[desk.SessionID]live.Waiting, history int) {
	ctx := t.Context()
	depths, err := s.Depths(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		g := desk.GroupID(fmt.Sprint("g", history, "-", i))
		var want []live.Waiting
		for _, w := range model {
			if w.Group == g {
				want = append(want, w)
			}
		}
		slices.SortFunc(want, byRank)
		got, err := s.Head(ctx, g, 50)
		if err != nil {
			t.Fatal(err)
		}
		if d := gocmp.Diff(append([]live.Waiting{}, want...), append([]live.Waiting{}, got...)); d != "" {
			t.Fatalf("head of %s (-want +got):\n%s", g, d)
		}
		if depths[g] != len(want) {
			t.Fatalf("depth of %s is %d, want %d", g, depths[g], len(want))
		}
	}
}

func queueOddNames(t *testing.T, open Open) {
	s := open(t)
	depths := map[desk.GroupID]int{}
	for i, key := range oddKeys() {
		w := entry(key, "group "+key, int64(i))
		w.Address.Key = key
		must(t, s.Enqueue(t.Context(), []live.Waiting{w}))
		depths[w.Group] = 1
		expectHead(t, s, string(w.Group), w)
	}
	expectDepths(t, s, depths)
	must(t, s.Dequeue(t.Context(), []desk.SessionID{"{queue}"}))
	expectHead(t, s, "group {queue}")
}

func queueKeepsNothing(t *testing.T, open Open) {
	s := open(t)
	ws := []live.Waiting{entry("a", "g", 1), entry("b", "g", 2)}
	must(t, s.Enqueue(t.Context(), ws))
	clear(ws)
	got, err := s.Head(t.Context(), "g", 1)
	must(t, err)
	got[0].Session = "changed by the reader"
	expectHead(t, s, "g", entry("a", "g", 1), entry("b", "g", 2))
}
