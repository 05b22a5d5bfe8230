package torture

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"firstline/internal/torture/agent"
	"firstline/internal/torture/checker"
)

// judge has the ledgers checked and prints the verdict.
func (r *run) judge() (bool, error) {
	e, err := r.evidence()
	if err != nil {
		return false, err
	}
	v := checker.Check(e)
	r.measure(e)
	out := r.o.Out
	r.header(out)
	r.figures.print(out)
	v.Print(out, 12)
	for _, text := range r.broken {
		_, _ = fmt.Fprintln(out, "  !!  "+text)
	}
	ok := v.Violations() == 0 && len(r.broken) == 0
	r.footer(out, ok, v)
	return ok, nil
}

// evidence closes the ledgers and reads them, with the record, the way somebody will who has the folder alone.
func (r *run) evidence() (*checker.Evidence, error) {
	for _, l := range r.ledgers {
		if err := l.Close(); err != nil {
			return nil, fmt.Errorf("a ledger could not be written: %w", err)
		}
	}
	r.ledgers = nil
	if err := r.world.Telegram.Close(); err != nil {
		return nil, fmt.Errorf("the network's ledger could not be written: %w", err)
	}
	if err := r.settleDisk(); err != nil {
		return nil, err
	}
	e, err := checker.Load(r.ctx, r.dir, checker.WithRun(r.info))
	if err != nil {
		return nil, err
	}
	if path, ok := strings.CutPrefix(r.info.Database, "sqlite:"); ok {
		if rel, err := filepath.Rel(r.dir, path); err == nil && filepath.IsLocal(rel) {
			r.info.Database = "sqlite:" + rel // the folder can be moved
		}
		return e, r.writeInfo()
	}
	r.info.Database = checker.RecordFile // the server goes away with the run
	return e, errors.Join(e.Record.Keep(r.dir), r.writeInfo())
}

// settleDisk takes the record off a disk that goes away with the run.
func (r *run) settleDisk() error {
	if r.disk == nil || !r.disk.mounted {
		return nil
	}
	_ = r.db.Close()
	r.info.Database = "sqlite:" + filepath.Join(r.dir, "data", "firstline.db")
	return r.disk.save(filepath.Join(r.dir, "data"))
}

func (r *run) header(w io.Writer) {
	fmt.Fprintf(w, "torture %s: %s\n", r.o.Scenario, r.s.text)
	fmt.Fprintf(w, "  set-up %s, %d node(s), %d agents, seed %d, commit %s, %s, %d cores, %s\n", r.o.Setup, r.o.Nodes, r.o.Agents, r.o.Seed, commit(), runtime.Version(),
		runtime.NumCPU(), r.info.Started.UTC().Format("2006-01-02 15:04 UTC"))
	fmt.Fprintf(w, "  %-34s %s\n", "duration", short(r.info.Ended.Sub(r.info.Started)))
}

func (r *run) footer(w io.Writer, ok bool, v checker.Verdict) {
	result := "PASS"
	if !ok {
		result = "FAIL " + strings.Join(v.Broken(), " ")
	}
	fmt.Fprintf(w, "  %s   ledgers in %s\n  again: %s\n", result, r.dir, r.info.Command)
}

// commit names what was built, as far as git knows.
func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(out))
}

// measure adds the figures that follow from the ledgers.
func (r *run) measure(e *checker.Evidence) {
	attempts, acked := 0, 0
	var wait time.Duration
	for _, u := range e.Updates {
		attempts += len(u.Tries)
		if u.Acked > 0 {
			acked++
			wait = max(wait, u.AckedAt.Sub(u.QueuedAt))
		}
	}
	r.figures.note("network: updates, attempts, 2xx", "%d, %d, %d; longest wait for a 2xx %s", len(e.Updates), attempts, acked, short(wait))
	closed := 0
	for _, s := range e.Record.Sessions {
		if s.Phase == "closed" {
			closed++
		}
	}
	r.figures.note("sessions", "%d, %d closed; %d raw rows", len(e.Record.Sessions), closed, len(e.Record.Inbound))
	r.measureSends(e)
	if len(r.agents) > 0 {
		r.measureAgents()
	}
	if r.o.Scenario == "deadlines" {
		r.lateness(e)
	}
	if r.s.limited {
		r.throughput(e)
	}
	if r.o.Scenario == "doubts" {
		r.inDoubt(e)
	}
	part, gap := longestGap(e.Samples)
	r.figures.note("longest wait to be routed", "%s, in partition %d", short(gap), part)
}

func (r *run) measureSends(e *checker.Evidence) {
	states := map[string]int{}
	for _, ms := range e.Record.Messages {
		for _, m := range ms {
			if m.Role == "agent" || m.Role == "auto" {
				states[m.Delivery]++
			}
		}
	}
	unsure, shown := checker.Unconfirmed(e)
	r.figures.note("our messages", "%d sent, %d unconfirmed, %d failed; %d calls at the network", states["sent"], states["unconfirmed"], states["failed"], len(e.Sends))
	r.figures.note("reported unconfirmed meanwhile", "%d, %d of them seen on a screen", unsure, shown)
}

func (r *run) measureAgents() {
	var sum agent.Stats
	for _, a := range r.agents {
		s := a.Stats()
		sum.Replies, sum.Changes, sum.Closes, sum.Connects, sum.Retries = sum.Replies+s.Replies, sum.Changes+s.Changes, sum.Closes+s.Closes, sum.Connects+s.Connects, sum.Retries+s.Retries
		sum.Opens, sum.Diffs, sum.Resyncs, sum.Gaps = sum.Opens+s.Opens, sum.Diffs+s.Diffs, sum.Resyncs+s.Resyncs, sum.Gaps+s.Gaps
	}
	r.figures.note("agents", "%d replies, %d of them changed, %d closes, %d commands repeated after a lost answer", sum.Replies, sum.Changes, sum.Closes, sum.Retries)
	r.figures.note("screens", "%d connects, %d opens, %d changes, %d gaps asked again, %d resyncs", sum.Connects, sum.Opens, sum.Diffs, sum.Gaps, sum.Resyncs)
}

// longestGap is the longest time that a sample saw an accepted message wait to be routed.
func longestGap(samples []checker.Sample) (part int64, gap time.Duration) {
	for _, s := range samples {
		for p, oldest := range s.Oldest {
			if d := time.Duration(s.At-oldest) * time.Millisecond; d > gap {
				part, gap = p, d
			}
		}
	}
	return part, gap
}
