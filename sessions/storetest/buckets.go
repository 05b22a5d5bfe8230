package storetest

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var bucketTests = map[string]func(*testing.T, Open){
	"Buckets/burst is exact":      bucketBurst,
	"Buckets/concurrent is exact": bucketConcurrent,
	"Buckets/refill":              bucketRefill,
	"Buckets/odd requests":        bucketOdd,
	"Buckets/odd names":           bucketOddNames,
}

// bucketBurst takes in different portions; nothing refills within the test, since one token takes an hour.
func bucketBurst(t *testing.T, open Open) {
	s := open(t)
	take := func(n int) time.Duration {
		wait, err := s.Take(t.Context(), "login/anna", n, 10, time.Hour)
		must(t, err)
		return wait
	}
	for _, n := range []int{1, 4, 3} {
		if wait := take(n); wait != 0 {
			t.Fatalf("taking %d: wait %s, want 0", n, wait)
		}
	}
	for range 3 { // asking in vain costs nothing
		if wait := take(3); wait <= 0 || wait > time.Hour {
			t.Fatalf("taking 3 of 2: wait %s, want nearly an hour", wait)
		}
	}
	if wait := take(2); wait != 0 {
		t.Fatalf("taking the last 2: wait %s, want 0", wait)
	}
	if wait := take(2); wait <= time.Hour || wait > 2*time.Hour {
		t.Fatalf("taking 2 of none: wait %s, want nearly two hours", wait)
	}
	if wait, err := s.Take(t.Context(), "login/bo", 10, 10, time.Hour); wait != 0 || err != nil {
		t.Fatalf("another bucket: %s, %v", wait, err)
	}
}

func bucketConcurrent(t *testing.T, open Open) {
	s := open(t)
	var taken atomic.Int32
	var wg sync.WaitGroup
	for range 16 {
		wg.Go(func() {
			for range 20 {
				wait, err := s.Take(t.Context(), "b", 1, 100, time.Hour)
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
	if taken.Load() != 100 {
		t.Errorf("%d were taken of a bucket of 100", taken.Load())
	}
}

// bucketRefill asks again after the wait that it was told: exactly one token is there.
func bucketRefill(t *testing.T, open Open) {
	s := open(t)
	const every = 100 * time.Millisecond
	for range 3 {
		wait, err := s.Take(t.Context(), "b", 1, 3, every)
		must(t, err)
		if wait != 0 {
			t.Fatalf("wait %s, want 0", wait)
		}
	}
	start := time.Now() // before the wait is said: how long the answer takes must not count as early
	wait, err := s.Take(t.Context(), "b", 1, 3, every)
	must(t, err)
	if wait <= 0 || wait > every {
		t.Fatalf("wait %s, want up to %s", wait, every)
	}
	clock, ok := s.(advancing)
	if !ok {
		eventually(t, "a token comes", func() bool {
			w, err := s.Take(t.Context(), "b", 1, 3, every)
			must(t, err)
			return w == 0
		})
		if early := wait - time.Since(start); early > 5*time.Millisecond { // two clocks
			t.Errorf("came %s early", early)
		}
		return
	}
	clock.Advance(wait - time.Nanosecond)
	if w, err := s.Take(t.Context(), "b", 1, 3, every); w != time.Nanosecond || err != nil {
		t.Errorf("just before: %s, %v; want 1ns", w, err)
	}
	clock.Advance(time.Nanosecond)
	if w, err := s.Take(t.Context(), "b", 1, 3, every); w != 0 || err != nil {
		t.Errorf("after the wait: %s, %v; want 0", w, err)
	}
	clock.Advance(time.Hour)
	if w, err := s.Take(t.Context(), "b", 4, 3, every); w <= 0 || err != nil {
		t.Errorf("a bucket of 3 gave 4 after an hour: %s, %v", w, err)
	}
	if w, err := s.Take(t.Context(), "b", 3, 3, every); w != 0 || err != nil {
		t.Errorf("full again: %s, %v; want 0", w, err)
	}
}

func bucketOdd(t *testing.T, open Open) {
	s := open(t)
	for _, c := range []struct {
		name     string
		n, burst int
		every    time.Duration
		taken    bool
	}{
		{"none asked", 0, 1, time.Hour, true},
		{"fewer than none asked", -1, 1, time.Hour, true},
		{"no limit", 1000, 1, 0, true},
		{"more than it holds", 3, 2, time.Hour, false},
		{"holds none", 1, 0, time.Hour, false},
		{"a bucket of a thousand days", 1, 1000, 24 * time.Hour, true},
	} {
		for range 2 {
			wait, err := s.Take(t.Context(), c.name, c.n, c.burst, c.every)
			must(t, err)
			if (wait == 0) != c.taken || wait < 0 {
				t.Errorf("%s: wait %s, want taken = %v", c.name, wait, c.taken)
			}
		}
	}
	must2 := func(burst int) time.Duration {
		wait, err := s.Take(t.Context(), "made smaller", 1, burst, time.Hour)
		must(t, err)
		return wait
	}
	for range 50 {
		must2(50)
	}
	if wait := must2(2); wait <= 0 || wait > time.Hour {
		t.Errorf("an empty bucket made smaller: wait %s, want up to an hour", wait)
	}
}

func bucketOddNames(t *testing.T, open Open) {
	s := open(t)
	for _, key := range oddKeys() {
		for i := range 2 {
			wait, err := s.Take(t.Context(), key, 1, 1, time.Hour)
			must(t, err)
			if (wait == 0) != (i == 0) {
				t.Errorf("%q, take %d: wait %s", key, i, wait)
			}
		}
	}
}
