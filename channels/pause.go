package channels

import (
	"context"
	"time"
)

// Pause waits for so long, or until ctx ends. It does not wait for 0 or less.
func Pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
