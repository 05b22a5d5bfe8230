package store

import (
	"context"
	"errors"
	"sync"

	"firstline/internal/desk"
)

// batchRows is the most raw rows that share one commit: enough to make the fsync cheap, few enough to keep the wait
// below a few milliseconds.
const batchRows = 64

var errClosed = errors.New("store: closed")

// acceptor gathers raw rows that wait at the same time into one commit: the next batch closes when the last commit
// returns, so a single caller pays nothing for the gathering.
type acceptor struct {
	hot  hot
	in   chan acceptJob
	stop chan struct{}
	done sync.WaitGroup
}

type acceptJob struct {
	raw desk.Raw
	out chan<- accepted
}

type accepted struct {
	id  int64
	err error
}

func newAcceptor(h hot) *acceptor {
	a := &acceptor{hot: h, in: make(chan acceptJob, 4*batchRows), stop: make(chan struct{})}
	a.done.Add(1)
	go a.run()
	return a
}

// put blocks until the row's batch is committed. When ctx ends first the row may still be kept: the caller must not
// acknowledge, and the network's retry will find it.
func (a *acceptor) put(ctx context.Context, raw desk.Raw) (int64, error) {
	out := make(chan accepted, 1)
	select {
	case a.in <- acceptJob{raw, out}:
	case <-ctx.Done():
		return 0, ctx.Err()
	case <-a.stop:
		return 0, errClosed
	}
	select {
	case r := <-out:
		return r.id, r.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

func (a *acceptor) run() {
	defer a.done.Done()
	jobs := make([]acceptJob, 0, batchRows)
	for {
		jobs = jobs[:0]
		select {
		case j := <-a.in:
			jobs = append(jobs, j)
		case <-a.stop:
			return
		}
		jobs = a.gather(jobs)
		a.commit(jobs)
	}
}

// gather takes what waits already, without waiting for more.
func (a *acceptor) gather(jobs []acceptJob) []acceptJob {
	for len(jobs) < batchRows {
		select {
		case j := <-a.in:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

func (a *acceptor) commit(jobs []acceptJob) {
	rows := make([]desk.Raw, len(jobs))
	for i, j := range jobs {
		rows[i] = j.raw
	}
	ids, err := a.hot.acceptBatch(context.Background(), rows)
	for i, j := range jobs {
		r := accepted{err: err}
		if err == nil {
			r.id = ids[i]
		}
		j.out <- r
	}
}

func (a *acceptor) close() {
	close(a.stop)
	a.done.Wait()
}
