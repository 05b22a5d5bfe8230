package torture

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/fake/telegram"
	"firstline/internal/torture/checker"
)

const (
	// deaths are how often the desk dies between a send and its record while the first half of the replies leaves.
	deaths = 20
	// silence is how long the network keeps a call that it has carried out: longer than the desk waits for an answer.
	silence = 27 * time.Second
	// silentShare of the doubts are of that kind, in runs that are longer than it.
	silentShare = 0.05
)

// doubts writes replies as fast as the desk takes them, while the network leaves open what became of some: each of these
// has arrived, and the desk is not told.
func doubts(r *run) error {
	if err := r.converse(); err != nil {
		return err
	}
	before := r.world.Telegram.Counts().Sends
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	var unsettled errgroup.Group
	unsettled.Go(func() error { return r.unsettle(ctx, before) })
	dying := r.die()
	if err := r.write(); err != nil {
		return err
	}
	if err := <-dying; err != nil {
		return err
	}
	if err := r.until(5*time.Minute, "every reply to leave", onTheirWay); err != nil {
		return err
	}
	cancel()
	return unsettled.Wait()
}

// unsettle keeps pace with what is sent: one doubt to so many calls, at a random one of them.
func (r *run) unsettle(ctx context.Context, before int64) error {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	rng, every, done := r.fork(11), max(r.o.Messages/r.o.Faults, 1), 0
	for done < r.o.Faults {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
		due := int(r.world.Telegram.Counts().Sends-before)/every + 1
		for ; done < min(due, r.o.Faults); done++ {
			f := telegram.Fault{Kind: telegram.FaultResetAfter}
			switch x := rng.Float64(); {
			case x < silentShare && r.o.Messages >= 10_000:
				f = telegram.Fault{Kind: telegram.FaultLatency, LatencyMS: int(silence.Milliseconds())}
			case x < 0.5:
				f.Kind = telegram.FaultBadGateway
			}
			if err := r.world.Telegram.AddFault(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// die lets the desk die again and again, each time right after the network has answered a call, while the first half of
// the replies leaves; it gives the outcome when the last life has begun.
func (r *run) die() <-chan error {
	over, n := make(chan error, 1), r.world.Nodes[0]
	times := min(deaths, max(r.o.Faults/20, 1))
	each, rng := r.o.Messages/2/times, r.fork(13)
	go func() {
		over <- func() error {
			n.Kill()
			for range times {
				where := fmt.Sprintf("outbox.sent:%d", each/2+rng.IntN(each))
				r.fault("armed", where)
				if err := n.Start(FailpointVariable + "=" + where); err != nil {
					return err
				}
				select {
				case <-n.Ended():
					r.fault("died", where)
				case <-r.ctx.Done():
					return r.ctx.Err()
				}
			}
			r.figures.note("kills", "%d, each between a send and its record", times)
			return r.restart(n)
		}()
	}()
	return over
}

// inDoubt holds the network's ledger against what people were told.
func (r *run) inDoubt(e *checker.Evidence) {
	d := checker.InDoubt(e)
	injected := d.Unclear[telegram.FaultResetAfter] + d.Unclear[telegram.FaultBadGateway] + d.Unclear[telegram.FaultLatency]
	r.figures.note("outcomes that nobody could know", "%d: %d cut after the message was taken, %d with a 502 after it, %d kept for %s; and %d sends cut by a kill", injected+d.Cut,
		d.Unclear[telegram.FaultResetAfter], d.Unclear[telegram.FaultBadGateway], d.Unclear[telegram.FaultLatency], silence, d.Cut)
	r.figures.note("shown as unconfirmed", "%d; %d of them arrived again because a person had them sent again", d.Shown, d.Doubled)
	for what, texts := range map[string][]string{"lost, and nobody was told": d.Lost, "doubled, and nobody asked for it": d.Copied, "in doubt, and not shown": d.Silent} {
		if slices.Sort(texts); len(texts) > 0 {
			r.broken = append(r.broken, fmt.Sprintf("%d %s: %s", len(texts), what, strings.Join(texts[:min(3, len(texts))], "; ")))
		}
	}
	if injected < r.o.Faults*95/100 || d.Cut == 0 {
		r.broken = append(r.broken, fmt.Sprintf("%d doubts were injected and %d sends cut by a kill: %d and some are wanted", injected, d.Cut, r.o.Faults))
	}
}
