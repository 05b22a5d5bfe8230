package torture

import (
	"fmt"
	"path/filepath"
	"time"

	"firstline/internal/fake/telegram"
	"firstline/internal/torture/checker"
)

// cuts makes the network break off calls: mostly after it has taken the message, so that nobody can know; sometimes with
// a 502 after it, before it, or with a 429. Each is one call, at a random moment.
func cuts(r *run) error {
	kinds := []telegram.Fault{{Kind: telegram.FaultResetAfter}, {Kind: telegram.FaultResetAfter}, {Kind: telegram.FaultResetAfter},
		{Kind: telegram.FaultBadGateway}, {Kind: telegram.FaultResetBefore}, {Kind: telegram.FaultTooMany, RetryAfter: 1}}
	for range r.o.Faults {
		if err := r.wait(r.instant(400 * time.Millisecond)); err != nil {
			return err
		}
		if err := r.world.Telegram.AddFault(kinds[r.rng.IntN(len(kinds))]); err != nil {
			return err
		}
	}
	r.load.finish(r.ctx)
	for _, a := range r.agents {
		a.Drain()
	}
	if unrest := r.rest(); unrest != "" {
		return fmt.Errorf("no rest: %s", unrest)
	}
	return r.allShown()
}

// allShown compares: as many messages as calls were broken off without a clear answer must have been reported
// unconfirmed, and must have stood so on a screen.
func (r *run) allShown() error {
	e, err := checker.Load(r.ctx, r.dir, checker.WithRun(r.info))
	if err != nil {
		return err
	}
	broken := map[string]int{}
	for _, s := range e.Sends {
		if s.Fault != "" {
			broken[s.Fault]++
		}
	}
	unclear := broken[telegram.FaultResetAfter] + broken[telegram.FaultBadGateway] + broken[telegram.FaultResetBefore]
	reported, shown := checker.Unconfirmed(e)
	r.figures.note("calls broken off", "%d after the message was taken, %d with a 502 after it, %d before it; %d refused with 429",
		broken[telegram.FaultResetAfter], broken[telegram.FaultBadGateway], broken[telegram.FaultResetBefore], broken[telegram.FaultTooMany])
	r.figures.note("unconfirmed", "%d reported, %d of them seen on a screen", reported, shown)
	if reported != unclear {
		return fmt.Errorf("%d calls had no clear answer and %d messages were reported unconfirmed (%s)", unclear, reported, filepath.Base(r.dir))
	}
	return nil
}
