package store

import (
	"context"
	"sync"
)

// Parts that wait at the same time share one statement and thereby one transaction: most of what a commit costs
// PostgreSQL is the statement and the flush, not the rows.
const (
	groupParts   = 64
	groupWorkers = 3 // one flushes while another works
)

// group gathers parts.
type group struct {
	p    *postgres
	jobs chan groupJob
	stop chan struct{}
	done sync.WaitGroup
}

type groupJob struct {
	ctx  context.Context
	part *Part
	out  chan<- error
}

func newGroup(p *postgres) *group {
	g := &group{p: p, jobs: make(chan groupJob, 4*groupParts), stop: make(chan struct{})}
	for range groupWorkers {
		g.done.Go(g.run)
	}
	return g
}

// takes says whether a part may share: those that count places at a desk lock rows that others want too, and commands,
// which any node makes, could lock two sessions in another order than their owner. Those with files or mentions are rare.
func (g *group) takes(p *Part) bool {
	return p.Fence != nil && p.Occupy == nil && p.Release == "" && len(p.Files)+len(p.Filed)+len(p.mentions()) == 0
}

func (g *group) commit(ctx context.Context, p *Part) error {
	out := make(chan error, 1)
	select {
	case g.jobs <- groupJob{ctx, p, out}:
	case <-ctx.Done():
		return ctx.Err()
	case <-g.stop:
		return errClosed
	}
	return <-out // once taken, only the worker knows whether it was committed
}

func (g *group) run() {
	jobs := make([]groupJob, 0, groupParts)
	for {
		jobs = jobs[:0]
		select {
		case j := <-g.jobs:
			jobs = append(jobs, j)
		case <-g.stop:
			return
		}
	more:
		for len(jobs) < groupParts {
			select {
			case j := <-g.jobs:
				jobs = append(jobs, j)
			default:
				break more
			}
		}
		g.land(jobs)
	}
}

// land commits the jobs together. Those that did not land, and all if one of them broke the statement, are committed
// alone, which also finds out why.
func (g *group) land(jobs []groupJob) {
	landed := make([]bool, len(jobs))
	if len(jobs) > 1 {
		g.together(jobs, landed)
	}
	for i, j := range jobs {
		if landed[i] {
			j.out <- nil
			continue
		}
		j.out <- g.p.commitOne(j.ctx, j.part)
	}
}

// together marks the parts that landed; none after an error.
func (g *group) together(jobs []groupJob, landed []bool) {
	parts := make([]*Part, len(jobs))
	for i, j := range jobs {
		parts[i] = j.part
	}
	b := newShared(parts)
	var places []int64
	if err := g.p.commits.QueryRow(context.Background(), b.sql(), b.args...).Scan(&places); err != nil {
		return
	}
	for _, k := range places {
		landed[k-1] = true
	}
}

func (g *group) close() {
	close(g.stop)
	g.done.Wait()
	for {
		select {
		case j := <-g.jobs:
			j.out <- errClosed
		default:
			return
		}
	}
}
