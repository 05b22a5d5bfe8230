package redisstore

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

func TestBreaker(t *testing.T) {
	t.Parallel()
	var b breaker
	cause := errors.New("no route")
	expect := func(now time.Duration, open bool) {
		t.Helper()
		err := b.allow(now)
		if open != (err == nil) {
			t.Errorf("at %s: %v, want open = %v", now, err, open)
		}
		if err != nil && (!errors.Is(err, errResting) || !errors.Is(err, cause)) {
			t.Errorf("at %s: %v does not say why", now, err)
		}
	}
	expect(0, true)
	expect(0, true)
	b.failed(1000, cause)
	expect(1000, false)
	expect(1000+rest-1, false)
	expect(1000+rest, true) // one tries
	expect(1000+rest, false)
	expect(1000+2*rest-1, false)
	expect(1000+2*rest, true) // the first has no answer yet: another tries
	expect(1000+2*rest, false)
	if b.resting(1000+3*rest-1) == nil || b.resting(1000+3*rest) != nil {
		t.Error("resting and allow do not agree")
	}
	b.succeeded()
	expect(1000+2*rest, true)
	expect(1000+2*rest, true)
}

// TestBreakerLetsOneTry asks from many goroutines at the moment when the rest is over.
func TestBreakerLetsOneTry(t *testing.T) {
	t.Parallel()
	for range 50 {
		var b breaker
		b.failed(0, io.EOF)
		var tries atomic.Int32
		var wg sync.WaitGroup
		for range 32 {
			wg.Go(func() {
				if b.allow(rest) == nil {
					tries.Add(1)
				}
			})
		}
		wg.Wait()
		if tries.Load() != 1 {
			t.Fatalf("%d tried", tries.Load())
		}
	}
}

func TestAnswered(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err  error
		want bool
	}{
		{nil, true},
		{redis.Nil, true},
		{fmt.Errorf("get: %w", redis.Nil), true},
		{redis.ErrCrossSlot, true},
		{fmt.Errorf("eval: %w", redis.ErrNoScript), true},
		{reply("OOM command not allowed when used memory > 'maxmemory'."), true},
		{reply("LOADING Redis is loading the dataset in memory"), false},
		{reply("READONLY You can't write against a read only replica."), false},
		{reply("CLUSTERDOWN Hash slot not served"), false},
		{fmt.Errorf("put: %w", reply("MASTERDOWN Link with MASTER is down")), false},
		{io.EOF, false},
		{context.DeadlineExceeded, false},
		{redis.ErrPoolTimeout, false},
		{errResting, false},
	} {
		if got := answered(c.err); got != c.want {
			t.Errorf("%v: %v, want %v", c.err, got, c.want)
		}
	}
}

// reply is an error that Redis sent.
type reply string

func (r reply) Error() string { return string(r) }
func (reply) RedisError()     {}
