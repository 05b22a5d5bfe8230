package store

import (
	"context"
	"errors"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// batchParts is the most jobs that share one SQLite transaction.
const batchParts = 64

// run is the one writer. What waits goes into one transaction: raw rows first, because a network waits for them.
func (s *sqlite) run() {
	defer close(s.done)
	batch := make([]*writeJob, 0, batchParts)
	for {
		batch = batch[:0]
		select {
		case j := <-s.raws:
			batch = append(batch, j)
		case j := <-s.jobs:
			batch = append(batch, j)
		case <-s.stop:
			s.drain()
			return
		}
		batch = s.gather(batch)
		rest := batch[:0]
		for _, j := range batch {
			if j.fold {
				j.done <- s.foldRest(j.bare)
				continue
			}
			rest = append(rest, j)
		}
		if len(rest) > 0 {
			s.land(rest)
		}
	}
}

// gather takes what waits already; raw rows go to the front.
func (s *sqlite) gather(batch []*writeJob) []*writeJob {
	for len(batch) < batchParts {
		select {
		case j := <-s.raws:
			batch = append(batch, j)
			batch[0], batch[len(batch)-1] = batch[len(batch)-1], batch[0]
			continue
		default:
		}
		select {
		case j := <-s.jobs:
			batch = append(batch, j)
		default:
			return batch
		}
	}
	return batch
}

// drain answers what still waits when the store closes.
func (s *sqlite) drain() {
	for {
		select {
		case j := <-s.raws:
			j.done <- errClosed
		case j := <-s.jobs:
			j.done <- errClosed
		default:
			return
		}
	}
}

// land commits the batch in one transaction. If a job breaks it, each is tried again alone, so that one bad row never
// holds back the others.
func (s *sqlite) land(batch []*writeJob) {
	verdicts, err := s.attempt(batch)
	if err == nil {
		for i, j := range batch {
			j.done <- verdicts[i]
		}
		return
	}
	if len(batch) == 1 {
		batch[0].done <- err
		return
	}
	for i := range batch {
		s.land(batch[i : i+1])
	}
}

// attempt runs the batch; verdicts are refusals that wrote nothing, err is anything that broke the transaction. The
// transaction is begun by hand: database/sql would prepare every statement anew for each one of its own.
func (s *sqlite) attempt(batch []*writeJob) (verdicts []error, err error) {
	ctx := context.Background()
	if _, err := s.stmts.begin.ExecContext(ctx); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_, _ = s.conn.ExecContext(ctx, "ROLLBACK") // the error that led here is the one that counts
		}
	}()
	s.fences = map[Fence]bool{}
	verdicts = make([]error, len(batch))
	for i, j := range batch {
		if verdicts[i], err = s.perform(ctx, j); err != nil {
			return nil, err
		}
	}
	_, err = s.stmts.commit.ExecContext(ctx)
	return verdicts, err
}

func (s *sqlite) perform(ctx context.Context, j *writeJob) (verdict, err error) {
	switch {
	case j.raws != nil:
		j.ids, err = s.insertRaws(ctx, j.raws)
		return nil, err
	case j.part != nil:
		return s.commitPart(ctx, j.part)
	case j.outs != nil:
		j.got, err = s.claimRows(ctx, j.outs, j.fns)
		return nil, err
	case j.do != nil:
		return s.custom(ctx, func() error { return j.do(dbq.New(s.conn)) })
	case j.raw != nil:
		return s.custom(ctx, func() error { return j.raw(s.conn) })
	}
	return nil, nil
}

// custom runs a free job inside a savepoint: its failure is its own.
func (s *sqlite) custom(ctx context.Context, do func() error) (verdict, err error) {
	if _, err := s.conn.ExecContext(ctx, "SAVEPOINT job"); err != nil {
		return nil, err
	}
	clear(s.fences) // the job may move leases
	if verdict = do(); verdict != nil {
		if _, err := s.conn.ExecContext(ctx, "ROLLBACK TO job"); err != nil {
			return nil, err
		}
	}
	_, err = s.conn.ExecContext(ctx, "RELEASE job")
	return verdict, err
}

func (s *sqlite) insertRaws(ctx context.Context, rows []desk.Raw) ([]int64, error) {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		part := r.Address().Partition()
		res, err := s.stmts.raw.ExecContext(ctx, string(r.Channel), r.EventID, r.Key, r.Order, part, int64(r.Received), r.Body)
		if err != nil {
			return nil, err
		}
		if n, _ := res.RowsAffected(); n == 0 {
			continue
		}
		if ids[i], err = res.LastInsertId(); err != nil {
			return nil, err
		}
		if _, err := s.stmts.pending.ExecContext(ctx, part, ids[i]); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

func (s *sqlite) claimRows(ctx context.Context, outs []Out, fences []Fence) ([]bool, error) {
	got := make([]bool, len(outs))
	for i, o := range outs {
		res, err := s.stmts.claim.ExecContext(ctx, string(o.Session), o.Seq, fences[i].Name, fences[i].Token)
		if err != nil {
			return nil, err
		}
		n, _ := res.RowsAffected()
		got[i] = n == 1
	}
	return got, nil
}

// pending reads on a reading connection, partition by partition merged by id.
func (s *sqlite) pending(ctx context.Context, parts []int, limit int) ([]Raw, error) {
	if len(parts) == 0 {
		return nil, nil
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(parts)), ",")
	args := make([]any, 0, len(parts)+1)
	for _, p := range parts {
		args = append(args, p)
	}
	rows, err := s.read.QueryContext(ctx, "SELECT i.id, i.channel, i.event_id, i.conv_key, i.ord, i.received_at, i.body FROM pending p JOIN inbound i ON i.id = p.id WHERE p.part IN ("+
		marks+") ORDER BY p.id LIMIT ?", append(args, limit)...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var out []Raw
	for rows.Next() {
		var r Raw
		if err := rows.Scan(&r.ID, &r.Channel, &r.EventID, &r.Key, &r.Order, &r.Received, &r.Body); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, rows.Err()
}

// isUnique says whether an error is a broken UNIQUE constraint.
func isUnique(err error) bool {
	var coded interface{ Code() int }
	if !errors.As(err, &coded) {
		return false
	}
	return coded.Code() == 2067 || coded.Code() == 1555 // SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY
}
