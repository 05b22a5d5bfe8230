// Command torture runs one scenario of package torture, or all of them, and exits with 1 when an oracle does not hold
// and with 2 when the harness itself could not do its work.
//
//	go run ./internal/torture/cmd/torture kills -setup sqlite -messages 10000 -kills 50 -seed 1
//	go run ./internal/torture/cmd/torture all -short
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"slices"
	"syscall"
	"time"

	"firstline/internal/torture"
	"firstline/internal/torture/schedule"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string) int {
	if len(args) == 0 || args[0] == "-h" || args[0] == "help" {
		usage()
		return 2
	}
	o := torture.Options{Scenario: args[0], Out: os.Stdout}
	f := flag.NewFlagSet(args[0], flag.ContinueOnError)
	f.StringVar(&o.Setup, "setup", "", "sqlite, or postgres (PostgreSQL and Redis)")
	f.Uint64Var(&o.Seed, "seed", 1, "draws every instant and every word")
	f.IntVar(&o.Messages, "messages", 0, "customers' messages, at least")
	f.IntVar(&o.Faults, "faults", 0, "kills (at each fail point), flushes, losses, outages, pauses or unclear answers, by the scenario")
	f.IntVar(&o.Faults, "kills", 0, "another name of faults, for the scenarios that kill")
	f.IntVar(&o.Nodes, "nodes", 0, "Firstline processes")
	f.IntVar(&o.Customers, "customers", 0, "conversations")
	f.IntVar(&o.Agents, "agents", 0, "simulated agents")
	f.StringVar(&o.Keep, "keep", "", "empty `folder` for the ledgers; without it a new one, which is printed")
	f.StringVar(&o.Binary, "binary", "", "a `program` that was built with -tags failpoints; without it one is built")
	f.DurationVar(&o.Away, "away", 0, "how long a lost node stays lost; without it 7s")
	f.IntVar(&o.Faster, "faster", 0, "the network's limits so many times, and the desk's knowledge of them; without it the real ones")
	f.DurationVar(&o.Rest, "rest", 90*time.Second, "how long the desk may take to come to rest at the end")
	short := f.Bool("short", false, "the short form of the scenario")
	if err := f.Parse(args[1:]); err != nil {
		return 2
	}
	switch o.Scenario {
	case "all":
		return all(ctx, o, *short)
	case schedules:
		return plays(ctx, o, *short)
	}
	if *short {
		o.Short()
	}
	return one(ctx, o)
}

// schedules need no desk: they are played within this process.
const schedules = "schedules"

func plays(ctx context.Context, o torture.Options, short bool) int {
	n := cmp.Or(o.Messages, 1_000_000)
	if short {
		n = 5_000
	}
	ok, err := schedule.Run(ctx, schedule.Options{Seed: o.Seed, Count: n, Out: o.Out})
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "torture:", err)
		return 2
	case !ok:
		return 1
	}
	return 0
}

func one(ctx context.Context, o torture.Options) int {
	ok, err := torture.Run(ctx, o)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "torture:", err)
		return 2
	case !ok:
		return 1
	}
	return 0
}

// all runs everything on every set-up, one after the other, and goes on after a failure.
func all(ctx context.Context, o torture.Options, short bool) int {
	worst := plays(ctx, torture.Options{Seed: o.Seed, Out: o.Out}, short)
	for _, p := range torture.Plan() {
		p.Seed, p.Binary, p.Rest, p.Out = o.Seed, o.Binary, o.Rest, o.Out
		if short {
			p.Short()
		}
		worst = max(worst, one(ctx, p))
		if ctx.Err() != nil {
			return 2
		}
	}
	return worst
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: torture SCENARIO [-setup S] [-seed N] [-messages N] [-faults N] [-nodes N] [-keep DIR] …")
	texts := torture.Scenarios()
	texts[schedules] = "who is given what, in every order of events: -messages schedules without a desk"
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		fmt.Fprintf(os.Stderr, "  %-12s %s\n", name, texts[name])
	}
	fmt.Fprintf(os.Stderr, "  %-12s %s\n", "all", "all of them on every set-up")
}
