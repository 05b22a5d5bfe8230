package router

import (
	"context"
	"sync"
	"time"

	"firstline/internal/desk"
)

// lanes run tasks one at a time and in order for each address, and side by side for different ones. A lane blocks its
// own address only, and never drops a task.
type lanes struct {
	mu     sync.Mutex
	open   map[desk.Address]*lane
	ctx    context.Context
	cancel context.CancelFunc
	wg     sync.WaitGroup
	crew   *crew
	work   func(ctx context.Context, at desk.Address, raws []*rawTask) // handles runs of raw tasks; set before use
}

type lane struct {
	waiting []task
}

// task is one piece of work on a lane. raws that stand next to each other are worked on together.
type task struct {
	raw *rawTask
	do  func(ctx context.Context)
}

func newLanes(c *crew) *lanes {
	ctx, cancel := context.WithCancel(context.Background())
	return &lanes{open: map[desk.Address]*lane{}, crew: c, ctx: ctx, cancel: cancel}
}

// put adds a task to the address's lane and starts the lane if it stands still.
func (l *lanes) put(at desk.Address, t task) {
	l.mu.Lock()
	defer l.mu.Unlock()
	ln := l.open[at]
	if ln == nil {
		ln = &lane{}
		l.open[at] = ln
		l.wg.Add(1)
		l.crew.do(func() { l.run(at, ln) })
	}
	ln.waiting = append(ln.waiting, t)
}

func (l *lanes) run(at desk.Address, ln *lane) {
	defer l.wg.Done()
	for {
		l.mu.Lock()
		if len(ln.waiting) == 0 {
			delete(l.open, at)
			l.mu.Unlock()
			return
		}
		batch := ln.waiting
		ln.waiting = nil
		l.mu.Unlock()
		for len(batch) > 0 {
			n := rawRun(batch)
			if n == 0 {
				batch[0].do(l.ctx)
				batch = batch[1:]
				continue
			}
			raws := make([]*rawTask, n)
			for i := range raws {
				raws[i] = batch[i].raw
			}
			l.work(l.ctx, at, raws)
			batch = batch[n:]
		}
	}
}

// maxRun bounds how many raw events share one state commit, so that a flood at one address cannot make a huge one.
const maxRun = 32

// rawRun is how many raw tasks stand at the front.
func rawRun(batch []task) int {
	n := 0
	for n < len(batch) && n < maxRun && batch[n].raw != nil {
		n++
	}
	return n
}

// errStopping is a call that was not made any more.
var errStopping = desk.Fail(desk.Unavailable, "stopping", "this node is stopping: send it again")

// call runs do on the address's lane and waits for it. Without an error do has run to its end.
func (l *lanes) call(ctx context.Context, at desk.Address, do func(ctx context.Context)) error {
	done := make(chan bool, 1)
	l.put(at, task{do: func(lc context.Context) {
		ran := ctx.Err() == nil && lc.Err() == nil
		if ran {
			do(ctx)
		}
		done <- ran
	}})
	select {
	case ran := <-done:
		if !ran && ctx.Err() == nil {
			return errStopping
		}
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// lastTasks is how long a stopping node lets its lanes finish; with the record away they would wait for ever.
const lastTasks = 3 * time.Second

// close waits for running tasks, then ends waiting retries.
func (l *lanes) close() {
	done := make(chan struct{})
	go func() { defer close(done); l.wg.Wait() }()
	select {
	case <-done:
	case <-time.After(lastTasks):
	}
	l.cancel()
	<-done
}
