package sim

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"firstline/internal/store/dbq"
)

var (
	errDead = errors.New("sim: the node is dead")
	errDisk = errors.New("sim: the disk fails")
	errLive = errors.New("sim: the live store is away")
)

// spell is a span in which some steps of a node's record fail or hang.
type spell struct {
	step  string // "" = all
	mode  string
	until time.Time
}

// disk decides what each step of one node's record does. It outlives the node: a bad disk survives a restart.
type disk struct {
	mu     sync.Mutex
	spells []spell
}

func (d *disk) fail(s spell) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.spells = append(d.spells, s)
}

func (d *disk) heal() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.spells = nil
}

// judge says whether the step fails now, and how long it takes.
func (d *disk) judge(seed uint64, step string) (wait time.Duration, err error) {
	now := time.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	wait = time.Duration(mix(seed, step, now.UnixNano())%3000) * time.Microsecond // by the instant: a count would depend on who came first
	for _, s := range d.spells {
		if !now.Before(s.until) || (s.step != "" && s.step != step) {
			continue
		}
		if s.mode == diskFail {
			return 0, errDisk
		}
		wait = max(wait, s.until.Sub(now))
	}
	return wait, nil
}

// step is store.Options.Fail: it is asked before every step of the record, so that a node can also die just there.
func (n *node) step(name string) error {
	if n.wait("record." + name) {
		return errDead
	}
	wait, err := n.disk.judge(n.w.plan.Seed, name)
	if err != nil {
		return err
	}
	if !nap(wait, n.gone) {
		return errDead
	}
	return nil
}

// reads lets the reading queries of a node fail as well: they do not pass Options.Fail. They never hang here: a caller
// may hold a lock while it reads (the rulebook does), and a lock stops the bubble's clock.
type reads struct {
	n  *node
	db dbq.DBTX
}

func (r reads) check() error {
	if r.n.isDead() {
		return errDead
	}
	_, err := r.n.disk.judge(r.n.w.plan.Seed, "read")
	return err
}

func (r reads) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	return r.db.ExecContext(ctx, q, args...)
}

func (r reads) PrepareContext(ctx context.Context, q string) (*sql.Stmt, error) {
	return r.db.PrepareContext(ctx, q)
}

func (r reads) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	return r.db.QueryContext(ctx, q, args...)
}

// QueryRowContext cannot give an error of its own: a context that has ended makes the row carry one.
func (r reads) QueryRowContext(ctx context.Context, q string, args ...any) *sql.Row {
	if err := r.check(); err != nil {
		ended, end := context.WithCancel(ctx)
		end()
		return r.db.QueryRowContext(ended, q, args...)
	}
	return r.db.QueryRowContext(ctx, q, args...)
}
