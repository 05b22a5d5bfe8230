package people

import (
	"context"
	"errors"
	"time"
)

// ErrBusy says that too many passwords are being judged: come back in a moment.
var ErrBusy = errors.New("people: too many sign-ins at once")

// hasher bounds how many passwords are judged at once: each takes 19 MiB and a core for some 25 ms, and a flood of
// guesses must not starve the desk.
type hasher struct {
	working chan struct{}
	waiting chan struct{}
}

// A shift that begins signs in together: 64 wait for about a second in all.
const (
	hashersWaiting = 64
	hasherPatience = 5 * time.Second
)

func newHasher(n int) *hasher {
	return &hasher{working: make(chan struct{}, n), waiting: make(chan struct{}, n+hashersWaiting)}
}

// do runs the work when there is a place; ErrBusy means that it was not run.
func (h *hasher) do(ctx context.Context, work func()) error {
	select {
	case h.waiting <- struct{}{}:
		defer func() { <-h.waiting }()
	default:
		return ErrBusy
	}
	patience := time.NewTimer(hasherPatience)
	defer patience.Stop()
	select {
	case h.working <- struct{}{}:
		defer func() { <-h.working }()
	case <-patience.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
	work()
	return nil
}

// hash makes the stored form of a password.
func (h *hasher) hash(ctx context.Context, password string) (encoded string, err error) {
	err = h.do(ctx, func() { encoded = encode(password, current()) })
	return encoded, err
}
