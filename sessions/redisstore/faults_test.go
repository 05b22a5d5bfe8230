package redisstore_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/testenv"
	"firstline/sessions/live"
	"firstline/sessions/redisstore"
)

// patience is the longest that a call may take while Redis is away: the promised second and what a busy machine adds.
const patience = 1500 * time.Millisecond

// everyCall calls each method once.
func everyCall(ctx context.Context, s live.Store) map[string]func() error {
	return map[string]func() error{
		"Get": func() error { _, _, err := s.Get(ctx, at("a")); return err },
		"Put": func() error {
			return s.Put(ctx, []live.Projection{{Address: at("a"), Session: "s", Stamp: 5, Body: []byte("five")}})
		},
		"Enqueue": func() error { return s.Enqueue(ctx, []live.Waiting{{Session: "s", Group: "service", Rank: 1}}) },
		"Dequeue": func() error { return s.Dequeue(ctx, []desk.SessionID{"unknown"}) },
		"Head":    func() error { _, err := s.Head(ctx, "service", 1); return err },
		"Depths":  func() error { _, err := s.Depths(ctx); return err },
		"Beat":    func() error { return s.Beat(ctx, "n1", []desk.AgentID{"anna"}, time.Hour) },
		"Gone":    func() error { return s.Gone(ctx, "n2", "anna") },
		"Seen":    func() error { _, err := s.Seen(ctx); return err },
		"Publish": func() error { return s.Publish(ctx, "hub", []byte("x")) },
		"Take":    func() error { _, err := s.Take(ctx, "b", 1, 1<<40, time.Microsecond); return err },
		"Epoch":   func() error { _, err := s.Epoch(ctx); return err },
	}
}

// expectAway says whether each call fails in time; after the first, the others must not wait at all but for the one that
// tries.
func expectAway(t *testing.T, s live.Store) {
	t.Helper()
	start := time.Now()
	for name, call := range everyCall(t.Context(), s) {
		began := time.Now()
		if err := call(); err == nil {
			t.Errorf("%s succeeded without Redis", name)
		}
		if took := time.Since(began); took > patience {
			t.Errorf("%s took %s", name, took)
		}
	}
	if took := time.Since(start); took > 2*patience {
		t.Errorf("failing everywhere took %s", took)
	}
}

func answers(t *testing.T, s live.Store) func() bool {
	return func() bool { _, err := s.Depths(t.Context()); return err == nil }
}

func TestStopAndStart(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	var in hints
	stop, err := s.Subscribe("hub", in.handle)
	must(t, err)
	defer stop()
	for round := range 2 {
		before := epoch(t, s)
		fill(t, s)
		expectFilled(t, s)
		missed := in.missed.Load()
		server.Stop()
		expectAway(t, s)
		must(t, server.Start())
		eventually(t, "Redis answers again", answers(t, s))
		if epoch(t, s) == before {
			t.Error("the epoch is the same after a loss")
		}
		if _, ok, err := s.Get(t.Context(), at("a")); ok || err != nil {
			t.Errorf("in an empty Redis: %v, %v", ok, err)
		}
		fill(t, s)
		expectFilled(t, s)
		eventually(t, "the subscriber is told", func() bool { return in.missed.Load() > missed })
		must(t, s.Publish(t.Context(), "hub", []byte("x")))
		eventually(t, "hints come again", func() bool { return in.got.Load() == int32(round+1) })
	}
}

// TestFrozen stops Redis from answering while its connections stay open.
func TestFrozen(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	before := epoch(t, s)
	fill(t, s)
	must(t, server.Pause())
	expectAway(t, s)
	for _, name := range []string{"Depths", "Get", "Put"} {
		expectManyFailFast(t, s, name)
	}
	must(t, server.Cont())
	eventually(t, "Redis answers again", answers(t, s))
	expectFilled(t, s)
	if epoch(t, s) != before {
		t.Error("the epoch changed without a loss")
	}
}

// expectManyFailFast lets 64 lanes go on for a while without Redis: nearly all of their calls must fail at once.
func expectManyFailFast(t *testing.T, s live.Store, name string) {
	t.Helper()
	var calls, slow atomic.Int32
	ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
	defer cancel()
	var wg sync.WaitGroup
	for range 64 {
		wg.Go(func() {
			call := everyCall(t.Context(), s)[name]
			pace := time.NewTicker(5 * time.Millisecond)
			defer pace.Stop()
			for {
				select {
				case <-ctx.Done():
					return
				case <-pace.C:
				}
				began := time.Now()
				if call() == nil {
					t.Errorf("%s succeeded without Redis", name)
				}
				calls.Add(1)
				if time.Since(began) > 100*time.Millisecond {
					slow.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if slow.Load() > calls.Load()/20 {
		t.Errorf("%d of %d calls to %s waited", slow.Load(), calls.Load(), name)
	}
}

// TestShortDeadlines calls a frozen Redis with deadlines below the store's own limits: that too opens the breaker.
func TestShortDeadlines(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	fill(t, s)
	must(t, server.Pause())
	call := func(limit time.Duration) (took time.Duration) {
		ctx, cancel := context.WithTimeout(t.Context(), limit)
		defer cancel()
		began := time.Now()
		if _, err := s.Depths(ctx); err == nil {
			t.Error("a frozen Redis answered")
		}
		return time.Since(began)
	}
	const long = redisstore.Rest + 50*time.Millisecond
	if took := call(20 * time.Millisecond); took > long {
		t.Errorf("a deadline of 20 ms took %s", took)
	}
	call(long)
	if took := call(long); took > long/2 {
		t.Errorf("after a failure a call took %s", took)
	}
	must(t, server.Cont())
	eventually(t, "Redis answers again", answers(t, s))
}

// TestClientPause lets Redis hold back its answers for a moment, as a failover by hand does.
func TestClientPause(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	fill(t, s)
	must(t, s.Client().Do(t.Context(), "client", "pause", 1200, "all").Err())
	began := time.Now()
	if _, err := s.Depths(t.Context()); err == nil {
		t.Error("a paused Redis answered")
	}
	if took := time.Since(began); took > patience {
		t.Errorf("took %s", took)
	}
	eventually(t, "the pause is over", answers(t, s))
	expectFilled(t, s)
}

// TestFlushUnderLoad flushes while eight writers write: every flush makes a new epoch, no call fails, and what is put
// again after it is there.
func TestFlushUnderLoad(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := int64(1); ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				p := live.Projection{Address: at(fmt.Sprint("load", w)), Session: "s", Stamp: i}
				if err := s.Put(t.Context(), []live.Projection{p}); err != nil {
					t.Error(err)
				}
				if err := s.Enqueue(t.Context(), []live.Waiting{{Session: desk.SessionID(fmt.Sprint("load", w)), Group: "load", Rank: i}}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	seen := map[string]bool{}
	for range 20 {
		e := epoch(t, s)
		if seen[e] {
			t.Error("an epoch came back")
		}
		seen[e] = true
		fill(t, s)
		expectFilled(t, s)
		must(t, server.FlushAll())
	}
	close(stop)
	wg.Wait()
	if depths, err := s.Depths(t.Context()); err != nil || depths["load"] > 8 {
		t.Errorf("depths %v, %v", depths, err)
	}
}

// TestFullMemory fills Redis up: writing fails and says so, reading goes on, and Redis is not held for away.
func TestFullMemory(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	fill(t, s)
	must(t, s.Client().ConfigSet(t.Context(), "maxmemory", "1").Err())
	p := live.Projection{Address: at("b"), Session: "s", Stamp: 1, Body: make([]byte, 1024)}
	for range 3 {
		if err := s.Put(t.Context(), []live.Projection{p}); err == nil || !strings.Contains(err.Error(), "OOM") {
			t.Errorf("got %v, want OOM", err)
		}
		expectFilled(t, s)
	}
	must(t, s.Client().ConfigSet(t.Context(), "maxmemory", "0").Err())
	must(t, s.Put(t.Context(), []live.Projection{p}))
}

func TestEvicts(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	for policy, want := range map[string]bool{"noeviction": false, "volatile-lru": false, "allkeys-lru": true, "allkeys-random": true} {
		must(t, s.Client().ConfigSet(t.Context(), "maxmemory-policy", policy).Err())
		if got, err := s.Evicts(t.Context()); got != want || err != nil {
			t.Errorf("%s: %v, %v; want %v", policy, got, err, want)
		}
	}
	if got, err := open(t, cluster(t)).Evicts(t.Context()); got || err != nil {
		t.Errorf("the Cluster: %v, %v", got, err)
	}
}

// TestNeverThere opens a store whose Redis does not exist: it opens, it fails in time, it closes.
func TestNeverThere(t *testing.T) {
	t.Parallel()
	for _, o := range []redisstore.Options{
		{Addrs: []string{"127.0.0.1:1"}},
		{Addrs: []string{"127.0.0.1:1", "127.0.0.1:2"}},
		{Addrs: []string{"127.0.0.1:1"}, Master: "desk"},
		{Addrs: []string{"192.0.2.1:6379"}}, // a network that swallows what is sent to it
	} {
		s := open(t, o)
		expectAway(t, s)
	}
}
