package main

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	busyHeap   = 24 << 20 // live bytes from which a collection is worth sparing
	busyAllocs = 16 << 20 // bytes allocated in a second
	busyRatio  = 200      // garbage in percent of what lives before the next collection
	calmRatio  = 100      // Go's own default
	calmAfter  = 3        // quiet seconds until the memory of a burst is given back
)

// spareCollections trades memory for time while there is much to do: a busy desk spends a fifth of its processor time
// on collecting garbage at Go's default ratio. When it has become quiet the memory goes back to the system. Who sets GOGC
// or GOMEMLIMIT has decided.
func spareCollections(ctx context.Context) error {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	debug.FreeOSMemory() // what starting up needed
	heap := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(heap)
	before, quiet, busy := heap[1].Value.Uint64(), 0, false
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		metrics.Read(heap)
		allocated := heap[1].Value.Uint64() - before
		before += allocated
		if allocated > busyAllocs {
			quiet = 0
			if !busy && heap[0].Value.Uint64() > busyHeap {
				busy = true
				debug.SetGCPercent(busyRatio)
			}
			continue
		}
		if quiet++; quiet == calmAfter && busy {
			busy = false
			debug.SetGCPercent(calmRatio)
			debug.FreeOSMemory()
		}
	}
}
