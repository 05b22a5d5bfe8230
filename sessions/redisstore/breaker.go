package redisstore

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

// rest is how long calls fail at once after one has failed. A lane that must go on from SQL loses nothing by not asking;
// Redis that comes back is noticed within this time.
const rest = 250 * time.Millisecond

// errResting is the failure of a call that was not made.
var errResting = errors.New("redis is away (not asked again yet)")

// breaker spares callers the wait for a Redis that is away. After a failure calls fail at once for rest; then one call
// goes through to try, and as long as it has no answer one more each rest. The zero value lets calls through.
type breaker struct {
	until atomic.Int64 // nanoseconds on the process's own clock; 0 when Redis answers
	cause atomic.Pointer[error]
}

// allow says whether a call may be made.
func (b *breaker) allow(now time.Duration) error {
	until := b.until.Load()
	if until == 0 || int64(now) >= until && b.until.CompareAndSwap(until, int64(now+rest)) {
		return nil // the one who swapped is the one who tries
	}
	return b.why()
}

// resting is allow for a call that has been allowed already and then had to wait: it fails if Redis has failed since.
func (b *breaker) resting(now time.Duration) error {
	if int64(now) >= b.until.Load() {
		return nil
	}
	return b.why()
}

func (b *breaker) why() error {
	if cause := b.cause.Load(); cause != nil {
		return fmt.Errorf("%w: %w", errResting, *cause)
	}
	return errResting
}

// succeeded lets all calls through.
func (b *breaker) succeeded() {
	if b.until.Load() != 0 {
		b.until.Store(0)
	}
}

// failed makes calls fail at once for rest.
func (b *breaker) failed(now time.Duration, err error) {
	b.cause.Store(&err)
	b.until.Store(int64(now + rest))
}

// answered says whether err came from a Redis that works: it is no failure, or one of this command alone. A node that
// is loading, follows a lost master or has no slot answers, but has nothing to say.
func answered(err error) bool {
	if err == nil || errors.Is(err, redis.Nil) {
		return true
	}
	for _, prefix := range []string{"LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "READONLY", "NOREPLICAS", "BUSY"} {
		if redis.HasErrorPrefix(err, prefix) {
			return false
		}
	}
	var reply redis.Error
	return errors.As(err, &reply)
}
