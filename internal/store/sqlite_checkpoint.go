package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// The write-ahead log is folded into the database file aside from the writer, so that no commit waits for it: a second
// connection moves the bulk, then the writer itself moves the small rest and thereby lets the log begin anew.
const (
	checkpointEvery = 500 * time.Millisecond
	checkpointPages = 2000 // 8 MiB: below it the log is left alone
)

// checkpoints runs until the store closes.
func (s *sqlite) checkpoints(db *sql.DB) {
	defer close(s.folded)
	tick := time.NewTicker(checkpointEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.stop:
			return
		case <-tick.C:
		}
		if n := s.fold(db); n < checkpointPages {
			continue
		}
		j := &writeJob{ctx: context.Background(), fold: true}
		if s.submit(s.jobs, j) != nil {
			return
		}
	}
}

// fold moves what can be moved without waiting for anybody and gives the log's size in pages. Its failure is no loss:
// the log only grows until the next try.
func (s *sqlite) fold(db *sql.DB) (pages int) {
	var busy, moved int
	if err := db.QueryRow("PRAGMA wal_checkpoint(NOOP)").Scan(&busy, &pages, &moved); err != nil || pages < checkpointPages {
		return pages
	}
	_ = db.QueryRow("PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &pages, &moved)
	return pages
}

// foldRest moves, between two transactions of the writer, what has come since.
func (s *sqlite) foldRest(bare bool) error {
	how := "PASSIVE"
	if bare {
		how = "TRUNCATE"
	}
	var busy, pages, moved int
	err := s.conn.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint("+how+")").Scan(&busy, &pages, &moved)
	if err == nil && bare && busy != 0 {
		return errors.New("store: somebody reads for so long that the log cannot be emptied")
	}
	return err
}

// Scrub empties SQLite's log, which still has what was erased, after moving it into the file, where what is deleted is overwritten.
// PostgreSQL has no such place: its vacuum frees what no statement sees any more (docs/operations.md).
func (s *Store) Scrub(ctx context.Context) error {
	if h, ok := s.hot.(*sqlite); ok {
		return h.submit(h.jobs, &writeJob{ctx: ctx, fold: true, bare: true})
	}
	return nil
}
