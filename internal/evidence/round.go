package evidence

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// Seal seals what has changed since the last time, as Run does every few seconds. It returns once the seals are in the
// table and in the file. After an error everything is tried again by the next call.
func (s *Sealer) Seal(ctx context.Context) error {
	s.round.Lock()
	defer s.round.Unlock()
	if err := s.prepare(ctx); err != nil {
		return err
	}
	heads, missed := s.take()
	for rest := heads; len(rest) > 0; rest = rest[min(chunk, len(rest)):] {
		if err := s.write(ctx, body{Heads: rest[:min(chunk, len(rest))]}); err != nil {
			s.giveBack(rest)
			return err
		}
	}
	if missed || !s.o.Now().Before(s.sweep) {
		if err := s.sweepRecord(ctx); err != nil {
			s.sweep = s.o.Now() // also when it was for a missed head
			return err
		}
	}
	return s.follow(ctx)
}

// prepare finds where this node's chain ends.
func (s *Sealer) prepare(ctx context.Context) error {
	if s.ready {
		return nil
	}
	if err := s.reload(ctx); err != nil {
		return err
	}
	at := s.last.At
	if at == 0 { // a new node: the others have sealed what is older
		var err error
		if at, err = s.o.Store.NewestSeal(ctx); err != nil {
			return err
		}
	}
	s.since = desk.Millis(at)
	if err := s.openFile(); err != nil {
		s.o.Log.Error("there is no seal file: the seals are in the database only", zap.Error(err))
	} else if s.file.last.N > s.last.N {
		// The evidence of it stays visible: the chain goes on behind what the file has.
		s.o.Log.Error("seals are gone from the database that the seal file has: run firstline verify",
			zap.Int64("last_in_database", s.last.N), zap.Int64("last_in_file", s.file.last.N))
		s.last = s.file.last
	}
	if _, err := openSeal(s.o.Key, s.last); s.last.N > 0 && err != nil {
		s.o.Log.Error("this node's last seal cannot be checked: run firstline verify", zap.Int64("seal", s.last.N), zap.Error(err))
	}
	s.ready = true
	return nil
}

// reload reads this node's newest seal from the table.
func (s *Sealer) reload(ctx context.Context) error {
	row, err := s.o.Store.LastSeal(ctx, s.o.Node)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil && row.N > s.last.N {
		s.last = row
	}
	return err
}

// write puts one seal into the table and then into the file. Only the table decides whether it was made.
func (s *Sealer) write(ctx context.Context, b body) error {
	ctx, cancel := context.WithTimeout(ctx, writeTimeout)
	defer cancel()
	for {
		b.Prev = s.last.Mac
		row, err := makeSeal(s.o.Key, s.o.Node, s.last.N+1, desk.At(s.o.Now()), b)
		if err != nil {
			return err
		}
		err = s.o.Store.Write(ctx, func(q *dbq.Queries) error { return q.PutSeal(ctx, dbq.PutSealParams(row)) })
		if err == nil {
			s.last = row
			break
		}
		err = fmt.Errorf("write a seal: %w", err)
		if !store.IsBad(err) {
			return err
		}
		// The place is taken: an attempt that looked lost had been committed, or a process with our name runs.
		if e := s.reload(ctx); e != nil || s.last.N < row.N {
			return errors.Join(err, e)
		}
	}
	if s.file != nil && s.file.last.N == s.last.N-1 {
		_ = s.file.append(s.last) // follow sees that it is behind, tries again and says why it cannot
	}
	return nil
}

// openFile opens the seal file if it is not open.
func (s *Sealer) openFile() (err error) {
	if s.file == nil {
		s.file, err = openFile(File(s.o.Dir, s.o.Node))
	}
	return err
}

// follow brings the file up to the table.
func (s *Sealer) follow(ctx context.Context) error {
	if err := s.openFile(); err != nil {
		return err
	}
	for s.file.last.N < s.last.N {
		after := s.file.last.N
		rows, err := s.o.Store.SealsAfter(ctx, dbq.SealsAfterParams{Node: s.o.Node, N: after, Most: 100})
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Node != s.o.Node {
				break
			}
			if _, err := openSeal(s.o.Key, row); err != nil {
				continue // no witness for a seal that does not hold
			}
			if err := s.file.append(row); err != nil {
				return err
			}
		}
		if s.file.last.N == after { // the rows that are missing do not hold or are gone: the chain goes on behind them
			return s.file.append(s.last)
		}
	}
	return nil
}

// sweepRecord asks the record itself which sessions have changed since the last sweep and counts it: so that what a
// node had committed when it died is sealed by another, or by itself when it is back.
func (s *Sealer) sweepRecord(ctx context.Context) error {
	began := s.o.Now()
	n, err := s.o.Store.CountUntil(ctx, began.UnixMilli())
	if err != nil {
		return err
	}
	since, after := int64(s.since.Add(-lateness)), ""
	for more := true; more; {
		rows, err := s.o.Store.HeadsSince(ctx, dbq.HeadsSinceParams{After: after, Since: since, Most: chunk})
		if err != nil {
			return err
		}
		b := body{Heads: make([]Head, 0, len(rows))}
		for _, r := range rows {
			b.Heads = append(b.Heads, Head{Session: desk.SessionID(r.ID), Version: r.Version, Hash: r.Head})
			after = r.ID
		}
		if more = len(rows) == chunk; !more {
			b.Count = &Count{At: desk.At(began), Sessions: n.Sessions, Events: n.Events}
		}
		if len(b.Heads) == 0 && n.Events == 0 {
			break // nothing has ever happened
		}
		if err := s.write(ctx, b); err != nil {
			return err
		}
	}
	if err := s.sweepCases(ctx, since); err != nil {
		return err
	}
	s.since, s.sweep = desk.At(began), began.Add(sweepEvery)
	return nil
}

// CasePrefix stands before the id of a complaint where a seal names it.
const CasePrefix = "case/"

// sweepCases asks which complaints have changed, as sweepRecord does for the sessions.
func (s *Sealer) sweepCases(ctx context.Context, since int64) error {
	for after, more := "", true; more; {
		rows, err := s.o.Store.CaseHeadsSince(ctx, dbq.CaseHeadsSinceParams{After: after, Since: since, Most: chunk})
		if err != nil {
			return err
		}
		var b body
		for _, r := range rows {
			b.Heads = append(b.Heads, Head{Session: desk.SessionID(CasePrefix + r.ID), Version: r.Version, Hash: r.Head})
			after = r.ID
		}
		if len(b.Heads) > 0 {
			err = s.write(ctx, b)
		}
		if more = len(rows) == chunk; err != nil {
			return err
		}
	}
	return nil
}

// Files lists the seal files in a data folder, and the node's own if the record has seals of it, whether it is there or
// not: that it is gone is for Verify to say.
func Files(ctx context.Context, st *store.Store, dir, node string) ([]string, error) {
	files, err := globFiles(dir)
	if err != nil {
		return nil, err
	}
	own := File(dir, node)
	if slices.Contains(files, own) {
		return files, nil
	}
	_, err = st.LastSeal(ctx, node)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return files, nil
	case err != nil:
		return nil, err
	}
	return append(files, own), nil
}
