package store

import (
	"context"
	"time"
)

// settlePause is how often the server is asked whether the older statements have ended.
const settlePause = 10 * time.Millisecond

// olderSQL counts what began before a moment and has not ended. A session whose state is hidden from us counts: then
// the longest that a statement may take has to pass.
const olderSQL = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend' AND (state IS NULL OR state <> 'idle' AND (xact_start IS NULL OR xact_start <= $1))`

// settle waits until no statement can take effect that may have seen the record as it was before the call.
func (p *postgres) settle(ctx context.Context) {
	end := time.NewTimer(p.timeout)
	defer end.Stop()
	tick := time.NewTicker(settlePause)
	defer tick.Stop()
	var since time.Time
	for known := false; ; {
		if !known {
			known = p.commits.QueryRow(ctx, "SELECT clock_timestamp()").Scan(&since) == nil
		}
		var older int
		if known && p.commits.QueryRow(ctx, olderSQL, since).Scan(&older) == nil && older == 0 {
			return
		}
		select {
		case <-tick.C:
		case <-end.C:
			return
		case <-ctx.Done():
			return
		}
	}
}
