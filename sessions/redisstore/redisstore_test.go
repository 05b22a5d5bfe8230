package redisstore_test

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"firstline/internal/desk"
	"firstline/internal/testenv"
	"firstline/sessions/live"
	"firstline/sessions/redisstore"
	"firstline/sessions/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }

// subject is a store that can lose its data without harm to others on the same Redis.
type subject struct{ *redisstore.Store }

func (s subject) Lose(t *testing.T) { must(t, s.Forget(t.Context())) }

// open makes a store that is closed with the test.
func open(t testing.TB, o redisstore.Options) *redisstore.Store {
	t.Helper()
	s, err := redisstore.New(o)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

// ownPrefix is a name that no other test uses.
func ownPrefix() string { return "fl-test-" + rand.Text()[:10] + ":" }

// alone opens a store with a prefix of its own and tidies up afterwards.
func alone(t testing.TB, o redisstore.Options) subject {
	t.Helper()
	o.Prefix = ownPrefix()
	s := open(t, o)
	t.Cleanup(func() {
		tidy, err := redisstore.New(o) // the test may have closed its own
		must(t, err)
		must(t, tidy.Forget(context.Background()))
		must(t, tidy.Close())
	})
	return subject{s}
}

func single(t testing.TB) redisstore.Options {
	return redisstore.Options{Addrs: []string{testenv.SharedRedis(t)}}
}

func cluster(t testing.TB) redisstore.Options {
	return redisstore.Options{Addrs: testenv.RedisCluster(t)}
}

func TestSingle(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) live.Store { return alone(t, single(t)) })
}

func TestSingleShared(t *testing.T) {
	t.Parallel()
	storetest.RunShared(t, func(t *testing.T) (a, b live.Store) { return two(t, single(t)) })
}

func TestCluster(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) live.Store { return alone(t, cluster(t)) })
}

func TestClusterShared(t *testing.T) {
	t.Parallel()
	storetest.RunShared(t, func(t *testing.T) (a, b live.Store) { return two(t, cluster(t)) })
}

// two are two nodes on one Redis.
func two(t *testing.T, o redisstore.Options) (a, b live.Store) {
	first := alone(t, o)
	o.Prefix = first.Prefix()
	return first, open(t, o)
}

// TestPrefixesAreApart puts two desks on one Redis.
func TestPrefixesAreApart(t *testing.T) {
	t.Parallel()
	a, b := alone(t, single(t)), alone(t, single(t))
	fill(t, a)
	if _, ok, err := b.Get(t.Context(), at("a")); ok || err != nil {
		t.Errorf("the other desk's projection: %v, %v", ok, err)
	}
	if ws, err := b.Head(t.Context(), "service", 9); len(ws) > 0 || err != nil {
		t.Errorf("the other desk's queue: %v, %v", ws, err)
	}
	if epoch(t, a) == epoch(t, b) {
		t.Error("two desks have one epoch")
	}
}

// TestTimeToLive checks which keys live for ever: those whose loss nobody could tell from emptiness.
func TestTimeToLive(t *testing.T) {
	t.Parallel()
	s := alone(t, single(t))
	fill(t, s)
	epoch(t, s)
	if _, err := s.Take(t.Context(), "b", 1, 10, time.Hour); err != nil {
		t.Fatal(err)
	}
	seen := 0
	must(t, s.EachKey(t.Context(), func(ctx context.Context, c redis.Cmdable, key string) error {
		seen++
		forever := strings.Contains(key, "{queue}") || strings.Contains(key, "epoch")
		ttl, err := c.TTL(ctx, key).Result()
		switch {
		case forever == (ttl > 0):
			t.Errorf("%s has a time to live of %s", key, ttl)
		case strings.Contains(key, ":p:") && ttl < 48*time.Hour:
			t.Errorf("%s: a projection lives %s, want 48 h", key, ttl)
		}
		return err
	}))
	if seen < 40 {
		t.Errorf("only %d keys", seen)
	}
}

// TestUnknownScripts lets Redis forget the scripts: every call works as before.
func TestUnknownScripts(t *testing.T) {
	t.Parallel()
	server := testenv.Redis(t)
	s := open(t, redisstore.Options{Addrs: []string{server.Addr}})
	for range 2 {
		fill(t, s)
		expectFilled(t, s)
		must(t, s.Client().ScriptFlush(t.Context()).Err())
	}
}

// TestSomebodyElsesValue reads a key of ours that holds something else: an error, no panic, and Redis is not held for away.
func TestSomebodyElsesValue(t *testing.T) {
	t.Parallel()
	s := alone(t, single(t))
	fill(t, s)
	must(t, s.EachKey(t.Context(), func(ctx context.Context, c redis.Cmdable, key string) error {
		if !strings.Contains(key, ":p:") {
			return nil
		}
		return c.Set(ctx, key, "0000000000000005\xff", 0).Err()
	}))
	if _, _, err := s.Get(t.Context(), at("a")); err == nil {
		t.Error("no error for a value that is none of ours")
	}
	if _, err := s.Depths(t.Context()); err != nil {
		t.Errorf("the next call failed: %v", err)
	}
}

func TestStampOutOfRange(t *testing.T) {
	t.Parallel()
	s := alone(t, single(t))
	for _, stamp := range []int64{-1, 1 << 53} {
		if err := s.Put(t.Context(), []live.Projection{{Address: at("a"), Stamp: stamp}}); err == nil {
			t.Errorf("stamp %d was taken", stamp)
		}
	}
}

func at(key string) desk.Address { return desk.Address{Channel: "tg", Key: key} }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func epoch(t testing.TB, s live.Store) string {
	t.Helper()
	e, err := s.Epoch(t.Context())
	must(t, err)
	return e
}

// fill puts something of every kind into the store.
func fill(t testing.TB, s live.Store) {
	t.Helper()
	must(t, s.Put(t.Context(), []live.Projection{{Address: at("a"), Session: "s", Stamp: 5, Body: []byte("five")}}))
	must(t, s.Enqueue(t.Context(), []live.Waiting{{Session: "s", Group: "service", Rank: 1}}))
	must(t, s.Beat(t.Context(), "n1", []desk.AgentID{"anna"}, time.Hour))
}

// expectFilled says whether what fill put is there.
func expectFilled(t testing.TB, s live.Store) {
	t.Helper()
	p, ok, err := s.Get(t.Context(), at("a"))
	if !ok || err != nil || string(p.Body) != "five" || p.Stamp != 5 || p.Session != "s" {
		t.Errorf("projection: %+v, %v, %v", p, ok, err)
	}
	if ws, err := s.Head(t.Context(), "service", 9); len(ws) != 1 || err != nil {
		t.Errorf("queue: %+v, %v", ws, err)
	}
	if seen, err := s.Seen(t.Context()); !seen["anna"] || err != nil {
		t.Errorf("presence: %v, %v", seen, err)
	}
}

// eventually polls until the condition holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	const bound = 20 * time.Second
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	late := time.NewTimer(bound)
	defer late.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-late.C:
			t.Fatalf("not within %s: %s", bound, what)
		}
	}
}
