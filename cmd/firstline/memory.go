package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	busyHeap  = 24 << 20 // live bytes from which a collection is worth sparing
	busyRatio = 200      // garbage in percent of what lives before the next collection
	calmRatio = 100      // Go's own default
)

// spareCollections trades memory for time while there is much to do: a busy desk spends a fifth of its processor time
// on collecting garbage at Go's default ratio. An idle one stays small. Who sets GOGC or GOMEMLIMIT has decided.
func spareCollections(ctx context.Context) error {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	debug.FreeOSMemory() // what starting up needed
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	ratio := calmRatio
	for tick := time.NewTicker(time.Second); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return nil
		case <-tick.C:
		}
		metrics.Read(live)
		want := calmRatio
		if live[0].Value.Uint64() > busyHeap {
			want = busyRatio
		}
		if want != ratio {
			ratio = want
			debug.SetGCPercent(ratio)
		}
	}
}
