package sim

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	faketelegram "firstline/internal/fake/telegram"
)

// Outcome is what came of one run.
type Outcome struct {
	Broken  []string // what the oracles found
	Trace   string
	Coarse  string // of the transcripts alone, without instants
	Digest  string // of the stand-in's ledger and the event log, without random ids
	Events  int
	Virtual time.Duration
}

// Run carries a plan out in a bubble of its own. Everything it starts has ended when it returns.
func Run(t *testing.T, p Plan, mut *Mutation, dir string) (out Outcome) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // fewer ways for goroutines to interleave: a seed repeats better
	cryptotest.SetGlobalRandom(t, p.Seed)           // session ids, salts, multipart boundaries
	path := filepath.Join(dir, fmt.Sprintf("sim-%d.db", p.Seed))
	var tr *trace
	watch := time.AfterFunc(2*time.Minute, func() { panic(fmt.Sprintf("seed %d hangs in real time:\n%s", p.Seed, tr)) })
	defer watch.Stop()
	synctest.Test(t, func(t *testing.T) {
		w, err := newWorld(p, mut, path)
		if err != nil {
			t.Fatal(err)
		}
		tr = w.trace
		began := time.Now()
		if err := w.play(); err != nil {
			out.Broken = append(out.Broken, err.Error())
		}
		out.Broken = append(out.Broken, w.found...)
		out.Broken = append(out.Broken, w.judge(&out)...)
		out.Trace, out.Virtual = w.trace.String(), time.Since(began)
		_ = w.view.Close()
	})
	return out
}

// play starts the system, lets everything happen, settles it and stops it.
func (w *World) play() error {
	for _, s := range w.slots {
		w.wg.Go(s.run)
	}
	defer w.end()
	if err := w.until("the first node", time.Minute, func() bool { return len(w.nodes()) == len(w.slots) }); err != nil {
		return err
	}
	if err := w.hire(w.pick(0)); err != nil {
		return err
	}
	w.pick(0).router.PeopleChanged()
	if err := w.connect(); err != nil {
		return err
	}
	busy := make(chan struct{}, len(w.people))
	for _, p := range w.people {
		w.wg.Go(p.beats)
		w.wg.Go(func() { p.run(); busy <- struct{}{} })
	}
	w.wg.Go(w.watch)
	began := time.Now()
	for _, s := range w.plan.Steps {
		nap(time.Until(began.Add(s.At)), nil)
		w.do(s)
	}
	w.heal()
	for _, p := range w.people {
		close(p.todo)
	}
	for range w.people {
		<-busy
	}
	return w.settle()
}

// do carries one step out.
func (w *World) do(s Step) {
	switch s.Do {
	case doSay:
		w.say(s)
	case doEdit:
		w.edit(s)
	case doTwin:
		w.wg.Go(func() { w.again(s) })
	case doWork, doDesk:
		w.people[s.Who].todo <- s
	case doDisk:
		w.disk(s)
	case doLose:
		w.lose()
	case doNoLive:
		w.trace.add("the live store is away for %s", s.For)
		w.mu.Lock()
		w.away = time.Now().Add(s.For)
		w.mu.Unlock()
	case doNet:
		w.net(s)
	case doCrash:
		w.slots[s.Who].crash(spots()[s.X%uint64(len(spots()))], 1+int(s.X>>32%4), s.For)
	case doStop:
		w.slots[s.Who].stop(s.For)
	case doJump:
		w.trace.add("the clock leaps by %s", s.For)
		w.mu.Lock()
		w.leap += s.For
		w.mu.Unlock()
	}
}

func (w *World) disk(s Step) {
	r := pcg(s.X)
	step := []string{"", "accept", "commit", "claim", "write", "read"}[r.IntN(6)]
	mode := []string{diskFail, diskHang}[r.IntN(2)]
	w.trace.add("node %c: %q of the record will %s for %s", 'a'+s.Who, step, mode, s.For)
	w.slots[s.Who].disk.fail(spell{step, mode, time.Now().Add(s.For)})
}

func (w *World) lose() {
	w.trace.add("the live store loses its data")
	if w.shared != nil {
		w.shared.Lose()
		return
	}
	for _, n := range w.nodes() {
		n.own.Lose()
	}
}

func (w *World) net(s Step) {
	r := pcg(s.X)
	kinds := []string{faketelegram.FaultLatency, faketelegram.FaultResetBefore, faketelegram.FaultResetAfter, faketelegram.FaultBadGateway,
		faketelegram.FaultTooMany, faketelegram.FaultLostAck}
	f := faketelegram.Fault{Kind: kinds[r.IntN(len(kinds))], Count: 1 + r.IntN(3), RetryAfter: 1 + r.IntN(15)}
	if f.Kind == faketelegram.FaultLatency {
		f.LatencyMS = 1 + r.IntN(40_000)
	}
	w.trace.add("the network: %s × %d", f.Kind, f.Count)
	_ = w.tg.AddFault(f)
}

// heal ends all trouble.
func (w *World) heal() {
	w.trace.add("all trouble ends")
	w.tg.ClearFaults()
	for _, s := range w.slots {
		s.disk.heal()
		if n := s.node(); n != nil {
			n.light("", 0)
		}
	}
	w.mu.Lock()
	w.away = time.Time{}
	w.mu.Unlock()
}

func (w *World) nodes() []*node {
	var up []*node
	for _, s := range w.slots {
		if n := s.node(); n != nil {
			up = append(up, n)
		}
	}
	return up
}

// until waits in virtual time.
func (w *World) until(what string, most time.Duration, cond func() bool) error {
	for end := time.Now().Add(most); !cond(); {
		if time.Now().After(end) {
			return fmt.Errorf("I11 stuck: waited %s for: %s", most, what)
		}
		nap(200*time.Millisecond, nil)
	}
	return nil
}

// end stops everything in order.
func (w *World) end() {
	close(w.over)
	w.wg.Wait()
	_ = w.tg.Close()
	if w.shared != nil {
		_ = w.shared.Close()
	}
}

// ctx is for what must not end before the simulation.
func (w *World) ctx() context.Context { return context.Background() }

// count asks the record for one number; -1 when it cannot be read.
func (w *World) count(query string, args ...any) int {
	n := -1
	if err := w.view.QueryRowContext(context.Background(), query, args...).Scan(&n); err != nil {
		return -1
	}
	return n
}
