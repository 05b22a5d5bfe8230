package memstore_test

import (
	"context"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"firstline/internal/desk"
	"firstline/sessions/live"
	"firstline/sessions/memstore"
	"firstline/sessions/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a time that stands until the test moves it.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// subject is a store with the abilities that the suite can use.
type subject struct {
	*memstore.Store
	*clock
}

func (s subject) Lose(*testing.T) { s.Store.Lose() }

func open(t *testing.T) live.Store {
	c := &clock{now: time.Date(2026, 11, 21, 16, 0, 0, 0, time.UTC)}
	s := memstore.New(memstore.Options{Now: c.Now})
	t.Cleanup(func() { _ = s.Close() })
	return subject{s, c}
}

func TestStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, open)
}

func TestStoreShared(t *testing.T) {
	t.Parallel()
	storetest.RunShared(t, func(t *testing.T) (a, b live.Store) { a = open(t); return a, a })
}

func put(t testing.TB, s live.Store, key string, stamp int64, body []byte) {
	t.Helper()
	p := live.Projection{Address: desk.Address{Channel: "tg", Key: key}, Session: "s", Stamp: stamp, Body: body}
	if err := s.Put(context.Background(), []live.Projection{p}); err != nil {
		t.Fatal(err)
	}
}

func has(t testing.TB, s live.Store, key string) bool {
	t.Helper()
	_, ok, err := s.Get(context.Background(), desk.Address{Channel: "tg", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func TestCountIsBounded(t *testing.T) {
	t.Parallel()
	const limit = 20_000
	s := memstore.New(memstore.Options{Projections: limit})
	for i := range limit {
		put(t, s, fmt.Sprint(i), 1, nil)
	}
	for i := range limit {
		if !has(t, s, fmt.Sprint(i)) {
			t.Fatalf("projection %d of %d was forgotten", i, limit)
		}
	}
	for i := limit; i < 2*limit; i++ {
		put(t, s, fmt.Sprint(i), 1, nil)
		if !has(t, s, "7") { // used all the time
			t.Fatal("the one in use was forgotten")
		}
	}
	kept := 0
	for i := range 2 * limit {
		if has(t, s, fmt.Sprint(i)) {
			kept++
		}
	}
	if most := limit + int(35*math.Sqrt(limit)); kept < limit || kept > most {
		t.Errorf("kept %d, want %d to %d", kept, limit, most)
	}
}

func TestBytesAreBounded(t *testing.T) {
	t.Parallel()
	s := memstore.New(memstore.Options{Bytes: 8 << 20})
	body := make([]byte, 64<<10)
	for i := range 1000 {
		put(t, s, fmt.Sprint(i), 1, body)
		put(t, s, fmt.Sprint(i), 2, body[:32<<10]) // a body that shrinks gives its bytes back
	}
	kept := 0
	for i := range 1000 {
		if has(t, s, fmt.Sprint(i)) {
			kept++
		}
	}
	if kept < 150 || kept > 9<<20/(32<<10) {
		t.Errorf("kept %d bodies of 32 KiB in 8 MiB", kept)
	}
	put(t, s, "huge", 1, make([]byte, 16<<20))
	if !has(t, s, "huge") {
		t.Error("a body that is greater than its share was not kept at all")
	}
}

func TestFullBucketsAreForgotten(t *testing.T) {
	t.Parallel()
	s := open(t).(subject)
	for i := range 5000 { // each is full again before the next sweep
		if wait, err := s.Take(t.Context(), fmt.Sprint(i), 1, 1, time.Second); wait != 0 || err != nil {
			t.Fatal(wait, err)
		}
		s.Advance(time.Second)
	}
	if n := s.Store.BucketCount(); n > 1024 {
		t.Errorf("%d buckets are kept, want at most 1024", n)
	}
}
