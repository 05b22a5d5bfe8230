package schedule

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"firstline/internal/desk"
	"firstline/sessions"
)

// Options are what a run is made of.
type Options struct {
	Seed  uint64
	Count int // schedules
	Out   io.Writer
}

// steps of a schedule, before everybody is let finish.
const steps = 60

// report is what came of some schedules.
type report struct {
	given, turns, rounds int
	wrong                string
}

// Run plays the schedules and prints what came of them; ok is false when one of them broke a rule, which is printed with
// all that led to it.
func Run(ctx context.Context, o Options) (ok bool, err error) {
	began := time.Now()
	all, err := spread(ctx, o)
	if err != nil {
		return false, err
	}
	took := time.Since(began)
	fmt.Fprintf(o.Out, "torture schedules: who is given what, in every order of events\n  %d schedules of %d steps, seed %d, %d cores, %.1f s: %.0f a second\n",
		o.Count, steps, o.Seed, runtime.GOMAXPROCS(0), took.Seconds(), float64(o.Count)/took.Seconds())
	fmt.Fprintf(o.Out, "  %d assignments, %d decisions held against the queue, at most %d rounds until nobody waited any more\n", all.given, all.turns, all.rounds)
	if all.wrong != "" {
		fmt.Fprintf(o.Out, "  FAIL %s\n", all.wrong)
		return false, nil
	}
	fmt.Fprintln(o.Out, "  no session with two holders, nobody beyond capacity, nobody who may not, nobody left waiting: PASS")
	return true, nil
}

// spread plays them on all cores; each schedule has a seed of its own.
func spread(ctx context.Context, o Options) (report, error) {
	var all report
	var mu sync.Mutex
	var g sync.WaitGroup
	cores := runtime.GOMAXPROCS(0)
	for core := range cores {
		g.Go(func() {
			var mine report
			for n := core; n < o.Count && ctx.Err() == nil && mine.wrong == ""; n += cores {
				mine.add(play(o.Seed, uint64(n)))
			}
			mu.Lock()
			defer mu.Unlock()
			all.add(mine)
		})
	}
	g.Wait()
	return all, ctx.Err()
}

func (r *report) add(x report) {
	r.given, r.turns, r.rounds = r.given+x.given, r.turns+x.turns, max(r.rounds, x.rounds)
	if r.wrong == "" {
		r.wrong = x.wrong
	}
}

// play is one schedule: some steps in any order, and then everybody is let finish.
func play(seed, n uint64) report {
	rng := rand.New(rand.NewPCG(seed, n))
	w := newWorld(rng, drawRules(rng))
	for range steps {
		w.step()
		w.books.settled(w)
		if w.wrong != "" {
			break
		}
	}
	rounds := w.finish()
	return w.told(n, rounds)
}

// finish lets nobody else come, has every group served by somebody who is there, and looks until nobody waits any more: who
// has to wait for ever starves.
func (w *world) finish() (rounds int) {
	for i := range w.agents {
		a := &w.agents[i]
		a.Status, a.Epoch = desk.StatusOnline, a.Epoch+1
	}
	w.agents = append(w.agents, desk.Agent{ID: "z", Name: "z", Rank: desk.RankAgent, Status: desk.StatusOnline, Capacity: 1, Epoch: 1, Groups: groups(), Speciality: desk.SpecialityAllRound})
	most := 4*len(w.all) + 4
	for rounds = 1; rounds <= most && w.wrong == ""; rounds++ {
		if w.round() == 0 {
			return rounds
		}
	}
	w.fail("somebody waits after %d rounds of people who are there and finish what they have", most)
	return rounds
}

// round decides once by the newest view, lands it, and has every holder end what they hold. It gives how many still wait.
func (w *world) round() (waiting int) {
	w.now += 1000
	for i := range w.nodes {
		w.nodes[i].agents, w.nodes[i].choices = slices.Clone(w.agents), nil
	}
	w.lookWhole(0)
	w.decide(0)
	for len(w.nodes[0].choices) > 0 {
		w.land(0)
	}
	for _, x := range w.all {
		if h := x.s.Holder; h != nil {
			w.commit(x, x.s.Version, sessions.CloseRequested{At: w.now, By: h.Agent, ClientID: "c", Outcome: "solved", Skip: "invalid"})
		}
		if x.s.Phase == sessions.Queued {
			waiting++
		}
	}
	w.books.settled(w)
	return waiting
}

func (w *world) lookWhole(node int) {
	for w.nodes[node].states = nil; w.nodes[node].states == nil; {
		w.look(node)
	}
	w.nodes[node].agents = slices.Clone(w.agents)
}

func (w *world) told(n uint64, rounds int) report {
	r := report{turns: w.books.turns, rounds: rounds}
	for _, line := range w.trace {
		if strings.HasPrefix(line, "node ") {
			r.given++
		}
	}
	if w.wrong != "" {
		r.wrong = fmt.Sprintf("schedule %d: %s\n    %s", n, w.wrong, strings.Join(w.trace, "\n    "))
	}
	return r
}
