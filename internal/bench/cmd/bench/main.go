// Command bench builds Firstline, runs it with real servers and measures it. docs/performance.md explains the figures.
//
//	go run ./internal/bench/cmd/bench [-setup sqlite|postgres|both] [-only w1,w3] [-short] [-runs 3] [-seed 1]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"

	"firstline/internal/bench"
)

func main() {
	bench.Helper()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := measure(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, args []string, out io.Writer) error {
	var o bench.Options
	f := flag.NewFlagSet("bench", flag.ContinueOnError)
	setup := f.String("setup", "both", "sqlite, postgres (with Redis) or both")
	only := f.String("only", "", "works, with commas: "+strings.Join(bench.Works(), ","))
	f.BoolVar(&o.Short, "short", false, "seconds instead of minutes: that it works, not how fast it is")
	f.IntVar(&o.Runs, "runs", 3, "runs of each work")
	f.Int64Var(&o.Seed, "seed", 1, "of the senders' order")
	f.StringVar(&o.Profile, "profile", "", "`folder` for CPU profiles of the desk")
	f.BoolVar(&o.Statements, "statements", false, "account for PostgreSQL's statements (slower)")
	if err := f.Parse(args); err != nil {
		return err
	}
	if *only != "" {
		o.Only = strings.Split(*only, ",")
	}
	for _, w := range o.Only {
		if !slices.Contains(bench.Works(), w) {
			return fmt.Errorf("no work %q: %s", w, strings.Join(bench.Works(), ", "))
		}
	}
	setups := []bench.Setup{bench.SQLite, bench.Postgres}
	if *setup != "both" {
		setups = []bench.Setup{bench.Setup(*setup)}
	}
	return all(ctx, setups, o, out)
}

func all(ctx context.Context, setups []bench.Setup, o bench.Options, out io.Writer) error {
	dir, err := os.MkdirTemp("", "firstline-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if o.Binary, err = bench.Build(ctx, dir); err != nil {
		return err
	}
	commit, _ := exec.CommandContext(ctx, "git", "describe", "--always", "--dirty").Output()
	fmt.Fprintf(out, "commit %s, seed %d, %s\n", strings.TrimSpace(string(commit)), o.Seed, bench.Machine())
	o.Out = out
	for _, s := range setups {
		rep, err := bench.Measure(ctx, s, o)
		if rep != nil {
			rep.Write(out)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
