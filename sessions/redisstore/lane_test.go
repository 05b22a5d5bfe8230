package redisstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"
)

// field is a lane whose flights the test lets go one by one.
type field struct {
	lane
	started chan []redis.Cmder // a flight has begun, with these
	land    chan error         // it ends, with this
	refused error
}

func newField() *field {
	f := &field{started: make(chan []redis.Cmder), land: make(chan error)}
	f.run = func(_ context.Context, cmds []redis.Cmder) error {
		f.started <- cmds
		return <-f.land
	}
	f.refuse = func() error { return f.refused }
	return f
}

func command(name string) redis.Cmder { return redis.NewStringCmd(context.Background(), "get", name) }

// send runs a job in a goroutine of its own and waits until the lane has it.
func (f *field) send(t *testing.T, ctx context.Context, j *job) <-chan error {
	t.Helper()
	done := make(chan error, 1)
	before := f.count()
	go func() { done <- f.do(ctx, j) }()
	late := time.After(10 * time.Second)
	for f.count() == before {
		select {
		case <-late:
			t.Fatal("the lane did not take the job")
		default:
		}
	}
	return done
}

// count is how many jobs wait; a flight counts as one.
func (f *field) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.flying {
		return 1 + len(f.waiting)
	}
	return len(f.waiting)
}

func names(cmds []redis.Cmder) []string {
	var out []string
	for _, c := range cmds {
		out = append(out, fmt.Sprint(c.Args()[1]))
	}
	return out
}

func TestLaneGathers(t *testing.T) {
	t.Parallel()
	f := newField()
	first := f.send(t, t.Context(), &job{cmds: []redis.Cmder{command("a")}})
	if got := names(<-f.started); !slices.Equal(got, []string{"a"}) {
		t.Fatalf("first flight: %v", got)
	}
	var rest []<-chan error
	for _, name := range []string{"b", "c", "d"} {
		rest = append(rest, f.send(t, t.Context(), &job{cmds: []redis.Cmder{command(name)}}))
	}
	f.land <- nil
	if err := <-first; err != nil {
		t.Error(err)
	}
	if d := cmp.Diff([]string{"b", "c", "d"}, names(<-f.started)); d != "" {
		t.Errorf("second flight (-want +got):\n%s", d)
	}
	f.land <- errors.New("lost")
	for _, done := range rest {
		if err := <-done; err == nil || err.Error() != "lost" {
			t.Errorf("got %v, want what happened to the flight", err)
		}
	}
	f.wait()
	last := f.send(t, t.Context(), &job{cmds: []redis.Cmder{command("e")}}) // the lane is free again
	<-f.started
	f.land <- nil
	if err := <-last; err != nil {
		t.Error(err)
	}
}

// TestLaneBounds lets too much gather: it leaves in order, in flights within the bounds, a large job alone.
func TestLaneBounds(t *testing.T) {
	t.Parallel()
	f := newField()
	done := []<-chan error{f.send(t, t.Context(), &job{cmds: []redis.Cmder{command("0")}})}
	<-f.started
	for i, size := range []int{maxBytes / 2, maxBytes / 2, 1, 5 * maxBytes, 1} {
		done = append(done, f.send(t, t.Context(), &job{cmds: []redis.Cmder{command(fmt.Sprint(i + 1))}, size: size}))
	}
	many := make([]redis.Cmder, maxCommands)
	for i := range many {
		many[i] = command("many")
	}
	done = append(done, f.send(t, t.Context(), &job{cmds: many}))
	f.land <- nil
	var flights []int
	for range 5 {
		flights = append(flights, len(<-f.started))
		f.land <- nil
	}
	if d := cmp.Diff([]int{2, 1, 1, 1, maxCommands}, flights); d != "" {
		t.Errorf("commands a flight (-want +got):\n%s", d)
	}
	for _, d := range done {
		if err := <-d; err != nil {
			t.Error(err)
		}
	}
}

// TestLaneGiveUp lets a caller give up while it waits: the others are served.
func TestLaneGiveUp(t *testing.T) {
	t.Parallel()
	f := newField()
	first := f.send(t, t.Context(), &job{cmds: []redis.Cmder{command("a")}})
	<-f.started
	ctx, cancel := context.WithCancel(t.Context())
	second := f.send(t, ctx, &job{cmds: []redis.Cmder{command("b")}})
	third := f.send(t, t.Context(), &job{cmds: []redis.Cmder{command("c")}})
	cancel()
	if err := <-second; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	f.land <- nil
	<-f.started
	f.land <- nil
	for _, done := range []<-chan error{first, third} {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// TestLaneRefuses: who waited while Redis failed need not wait for the next failure.
func TestLaneRefuses(t *testing.T) {
	t.Parallel()
	f := newField()
	first := f.send(t, t.Context(), &job{cmds: []redis.Cmder{command("a")}})
	<-f.started
	second := f.send(t, t.Context(), &job{cmds: []redis.Cmder{command("b")}})
	f.refused = errResting
	f.land <- errors.New("timeout")
	if err := <-first; err == nil {
		t.Error("the first did not fail")
	}
	if err := <-second; !errors.Is(err, errResting) { // without a flight
		t.Errorf("got %v", err)
	}
}

// TestLaneOwnErrors: a command's own failure is its caller's alone.
func TestLaneOwnErrors(t *testing.T) {
	t.Parallel()
	bad, good, none := command("bad"), command("good"), command("none")
	bad.SetErr(reply("WRONGTYPE"))
	none.SetErr(redis.Nil)
	flight := fmt.Errorf("pipeline: %w", bad.Err())
	for _, c := range []struct {
		cmds []redis.Cmder
		want bool
	}{
		{[]redis.Cmder{good, none}, true},
		{[]redis.Cmder{good, bad}, false},
	} {
		if err := firstError(flight, c.cmds); (err == nil) != c.want {
			t.Errorf("%v: %v", names(c.cmds), err)
		}
	}
	if err := firstError(errResting, []redis.Cmder{good}); !errors.Is(err, errResting) {
		t.Errorf("a flight that did not take place: %v", err)
	}
}

// TestLaneStress counts: every job is run once, whoever waits for it.
func TestLaneStress(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	ran, flights := map[string]int{}, 0
	l := lane{refuse: func() error { return nil }, run: func(_ context.Context, cmds []redis.Cmder) error {
		mu.Lock()
		defer mu.Unlock()
		flights++
		for _, name := range names(cmds) {
			ran[name]++
		}
		return nil
	}}
	var wg sync.WaitGroup
	const callers, each = 32, 200
	for c := range callers {
		wg.Go(func() {
			for i := range each {
				if err := l.do(t.Context(), &job{cmds: []redis.Cmder{command(fmt.Sprint(c, "/", i))}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	l.wait()
	for name, n := range ran {
		if n != 1 {
			t.Errorf("%s ran %d times", name, n)
		}
	}
	if len(ran) != callers*each || l.flying || l.waiting != nil {
		t.Errorf("ran %d of %d; flying %v, waiting %v", len(ran), callers*each, l.flying, l.waiting)
	}
}
