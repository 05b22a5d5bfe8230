package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// Options are what is measured and how.
type Options struct {
	Binary  string   // of the desk; see Build
	Only    []string // works by name (Works); empty = all
	Short   bool     // seconds instead of minutes: shows that it works, not how fast it is
	Runs    int      // of each work
	Seed    int64    // of the senders' order
	Profile string   // folder for CPU profiles of the desk; empty = none
	Out     io.Writer

	Statements bool // account for PostgreSQL's statements; slower
}

// run is the measuring of one set-up.
type run struct {
	*bed
	o      Options
	rep    *Report
	seeded int64 // senders that have a session
	next   int64 // update id
	held   []holding
}

// work is a thing to measure. It needs so many senders with open sessions.
type work struct {
	name    string
	senders int64
	do      func(*run, context.Context) error
}

// works are in the order in which they are done: each at the size of the record that it is about.
func works() []work {
	return []work{
		{"w8", 0, (*run).idle},
		{"screen", 5_000, (*run).screen},
		{"w8", 10_000, (*run).grown},
		{"w6", 20_000, (*run).list},
		{"w2", 50_000, (*run).nothing},
		{"w1", 50_000, (*run).accept},
		{"c1", 50_000, (*run).alone},
		{"door", 0, (*run).door},
		{"path", 50_000, (*run).path},
		{"w3", 50_000, (*run).sends},
		{"stuck", 50_000, (*run).stuck},
		{"w4", 50_000, (*run).toAgent},
		{"w5", 50_000, (*run).toVisitor},
		{"sockets", 50_000, (*run).sockets},
	}
}

// Works are the names for Options.Only.
func Works() []string {
	var names []string
	for _, w := range works() {
		names = append(names, w.name)
	}
	return slices.Compact(names)
}

// first is the chat of the first sender.
const first = 1_000_000

// Measure takes the figures of one set-up. A figure whose rows do not add up is an error, and none is given.
func Measure(ctx context.Context, setup Setup, o Options) (*Report, error) {
	b, err := open(ctx, setup, o)
	defer b.close()
	if err != nil {
		return nil, err
	}
	r := &run{bed: b, o: o, rep: &Report{Setup: setup}, next: 1_000_000_000}
	for _, w := range works() {
		if len(o.Only) > 0 && !slices.Contains(o.Only, w.name) {
			continue
		}
		senders := w.senders
		if o.Short {
			senders = min(senders, 2_000)
		}
		if err := r.seed(ctx, senders); err != nil {
			return r.rep, fmt.Errorf("%s, new senders: %w", setup, err)
		}
		if err := w.do(r, ctx); err != nil {
			return r.rep, fmt.Errorf("%s, %s: %w\n%s", setup, w.name, err, r.logged())
		}
	}
	return r.rep, nil
}

func (r *run) nothing(context.Context) error { return nil }

// say tells the person who waits what is going on.
func (r *run) say(format string, args ...any) {
	fmt.Fprintf(r.o.Out, "%s %-8s "+format+"\n", append([]any{time.Now().Format("15:04:05"), r.setup}, args...)...)
}

// updates gives the next run its own update ids.
func (r *run) updates() Updates {
	u := Updates{Host: r.addr, Base: r.next, First: first, Senders: r.seeded, Seed: r.o.Seed}
	r.next += 10_000_000
	return u
}

// length is how long a timed run lasts.
func (r *run) length(full time.Duration) time.Duration {
	if r.o.Short {
		return min(full, 2*time.Second)
	}
	return full
}

// runs is how often a work is done.
func (r *run) runs() int {
	if r.o.Short {
		return 1
	}
	return max(r.o.Runs, 1)
}

// profiled takes a CPU profile of the desk while do runs.
func (r *run) profiled(name string, seconds int, do func() error) error {
	if r.o.Profile == "" {
		return do()
	}
	done := make(chan error, 1)
	go func() { done <- r.profile(name, seconds) }()
	err := do()
	if e := <-done; err == nil {
		err = e
	}
	return err
}

func (r *run) profile(name string, seconds int) error {
	res, err := http.Get("http://" + r.admin + "/debug/pprof/profile?seconds=" + strconv.Itoa(seconds))
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	f, err := os.Create(filepath.Join(r.o.Profile, string(r.setup)+"-"+name+".pprof"))
	if err != nil {
		return err
	}
	_, err = io.Copy(f, res.Body)
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}
