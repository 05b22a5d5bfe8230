package torture

import (
	"fmt"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/fake/telegram"
	"firstline/internal/torture/checker"
)

// What is promised of a network with limits.
const (
	used     = 0.95        // of what it allows, at least
	steady   = time.Minute // as long has to be allowed for that: a short run is mostly its beginning and its end
	noticing = time.Second // within which the desk sees that a pause is meant for the whole bot
)

// storm writes far more than the network takes at once, while it asks for pauses: of some chats, and one time of three of
// the whole bot, each of a random length.
func storm(r *run) error {
	if err := r.converse(); err != nil {
		return err
	}
	r.backlog[0] = time.Now()
	needs := time.Duration(float64(r.o.Messages) / float64(30*r.o.Faster) * float64(time.Second))
	var g errgroup.Group
	g.Go(r.write)
	g.Go(func() error { return r.floods(needs) })
	if err := g.Wait(); err != nil {
		return err
	}
	err := r.until(needs+5*time.Minute, "every reply to leave", onTheirWay)
	r.backlog[1] = time.Now()
	return err
}

// floods spreads the pauses over the time that the replies need without any.
func (r *run) floods(needs time.Duration) error {
	longest := 1 + int(needs.Seconds())/100
	whole, some := 0, 0
	for range r.o.Faults {
		if err := r.wait(time.Duration((0.5 + r.rng.Float64()) * 0.9 * float64(needs) / float64(r.o.Faults))); err != nil {
			return err
		}
		f := telegram.Fault{Kind: telegram.FaultFlood, RetryAfter: 1 + r.rng.IntN(longest)}
		if r.rng.IntN(3) == 0 {
			whole++
			r.fault("flood", fmt.Sprintf("the bot for %d s", f.RetryAfter))
			if err := r.world.Telegram.AddFault(f); err != nil {
				return err
			}
			continue
		}
		for range 1 + r.rng.IntN(1+r.o.Customers/20) {
			some++
			f.ChatID, f.RetryAfter = int64(1000+r.rng.IntN(r.o.Customers)), 1+r.rng.IntN(2*longest)
			if err := r.world.Telegram.AddFault(f); err != nil {
				return err
			}
		}
	}
	r.figures.note("storms", "%d of the whole bot, up to %d s, and %d of a chat, up to %d s", whole, longest, some, 2*longest)
	return nil
}

// throughput holds what left against what the network allowed, by its own ledger alone.
func (r *run) throughput(e *checker.Evidence) {
	r.arrived(e)
	perChat, all := float64(r.o.Faster), 30*float64(r.o.Faster)
	t := checker.Measure(e, checker.Limits{PerChat: perChat, Overall: all}, r.backlog[0], r.backlog[1])
	share := t.Allowed.Seconds() / t.Took.Seconds()
	r.figures.note("limits", "%.0f a second in a chat, %.0f over all chats: %d times the real ones", perChat, all, r.o.Faster)
	r.figures.note("against what was allowed", "%d in %s, where %s were needed (%s of them pauses of the whole bot): %.1f %%", t.Arrived, short(t.Took), short(t.Allowed), short(t.Stopped), 100*share)
	r.figures.note("calls that were refused", "%d; of them %d in %d pauses of the whole bot", t.Refused, t.Knocks, t.Floods)
	if share < used && t.Allowed >= steady {
		r.broken = append(r.broken, fmt.Sprintf("%.1f %% of what the network allowed was used: %.0f %% is promised", 100*share, 100*used))
	}
	if most := t.Floods * int(all*noticing.Seconds()); t.Knocks > most {
		r.broken = append(r.broken, fmt.Sprintf("%d calls were made in %d pauses of the whole bot: at most %d are promised", t.Knocks, t.Floods, most))
	}
}
