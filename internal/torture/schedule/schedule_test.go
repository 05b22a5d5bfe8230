package schedule

import (
	"bytes"
	"strings"
	"testing"

	"firstline/internal/desk"
	"firstline/sessions"
)

// TestSchedules is the short form; the long one is go run ./internal/torture/cmd/torture schedules -messages 1000000.
// Shows RTE-08, ORG-02.
func TestSchedules(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	ok, err := Run(t.Context(), Options{Seed: 1, Count: 3000, Out: &out})
	if err != nil || !ok {
		t.Fatalf("%v\n%s", err, out.String())
	}
	t.Log(out.String())
}

// TestItWouldBeSeen: each rule is broken by hand, and the books say so.
func TestItWouldBeSeen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, want string
		do         func(*world)
	}{
		{"two holders", "while a0 had it", func(w *world) {
			w.books.note(w, "s1", sessions.Assigned{Agent: "a0", By: "a0"})
			w.books.note(w, "s1", sessions.Assigned{Agent: "a1", By: "a1"})
		}},
		{"beyond capacity", "room for 1", func(w *world) {
			w.books.note(w, "s1", sessions.Assigned{Agent: "a0", By: "a0"})
			w.books.note(w, "s2", sessions.Assigned{Agent: "a0", By: "a0"})
		}},
		{"somebody who is away", "who is away", func(w *world) {
			w.agents[0].Status = desk.StatusAway
			w.books.note(w, "s1", sessions.Assigned{Agent: "a0", By: "system"})
		}},
		{"a place that nobody holds", "has 1 places taken", func(w *world) {
			w.agents[0].Load = 1
			w.books.settled(w)
		}},
		{"a state that says otherwise", `by the books with "a0"`, func(w *world) {
			w.books.holder["s1"] = "a0"
			w.books.settled(w)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := &world{books: newBooks(), agents: []desk.Agent{
				{ID: "a0", Status: desk.StatusOnline, Capacity: 1, Groups: groups()}, {ID: "a1", Status: desk.StatusOnline, Capacity: 1, Groups: groups()}},
				all: []*session{{sessions.State{ID: "s1", Group: "service"}}, {sessions.State{ID: "s2", Group: "service"}}}}
			c.do(w)
			if !strings.Contains(w.wrong, c.want) {
				t.Errorf("the books say %q", w.wrong)
			}
		})
	}
}
