package torture

import (
	"fmt"
	"time"
)

// flushes empties Redis again and again; in between it ends it and starts it empty, at once and after a while.
func flushes(r *run) error {
	if err := r.slowly(); err != nil {
		return err
	}
	restarts := 0
	for i := range r.o.Faults {
		if err := r.wait(r.instant(longest)); err != nil {
			return err
		}
		r.fault("FLUSHALL", "redis")
		if err := r.world.Redis.FlushAll(); err != nil {
			return err
		}
		if i%5 != 4 {
			continue
		}
		if err := r.wait(r.instant(longest)); err != nil {
			return err
		}
		restarts++
		r.fault("stop", "redis")
		r.world.Redis.Stop()
		if restarts%2 == 0 {
			if err := r.wait(3 * time.Second); err != nil {
				return err
			}
		}
		if err := r.world.Redis.Start(); err != nil {
			return fmt.Errorf("redis does not come back: %w", err)
		}
		r.fault("start, empty", "redis")
	}
	r.figures.note("Redis", "%d FLUSHALLs, %d restarts empty, every other after 3 s", r.o.Faults, restarts)
	return nil
}
