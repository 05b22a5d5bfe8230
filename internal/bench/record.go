package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"
	_ "modernc.org/sqlite"             // registers the driver "sqlite"
)

// record reads the desk's database beside it, to count what has become of a run.
type record struct {
	db       *sql.DB
	postgres bool
}

func openRecord(ctx context.Context, dsn string) (*record, error) {
	r := &record{}
	var err error
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		r.db, err = sql.Open("sqlite", "file:"+path+"?mode=ro&_pragma=busy_timeout(5000)")
	} else {
		r.postgres = true
		r.db, err = sql.Open("pgx", dsn)
	}
	if err != nil {
		return nil, err
	}
	r.db.SetMaxOpenConns(2)
	return r, r.db.PingContext(ctx)
}

func (r *record) close() { _ = r.db.Close() }

// n asks for one number.
func (r *record) n(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = r.db.QueryRowContext(ctx, query, args...).Scan(&n)
	return n, err
}

// want fails when a count is another than it has to be.
func (r *record) want(ctx context.Context, what string, want int64, query string, args ...any) error {
	got, err := r.n(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("bench: count %s: %w", what, err)
	}
	if got != want {
		return fmt.Errorf("bench: %s: %d, want %d: the run does not count", what, got, want)
	}
	return nil
}

// drained waits until everything that was accepted is carried.
func (r *record) drained(ctx context.Context) error {
	return r.until(ctx, "accepted rows to be carried", 20*time.Millisecond, "SELECT count(*) FROM (SELECT 1 FROM pending LIMIT 1) x")
}

// settled waits until nothing is under way: no row, no send, no deadline.
func (r *record) settled(ctx context.Context) error {
	if err := r.drained(ctx); err != nil {
		return err
	}
	return r.until(ctx, "sends and deadlines to settle", 200*time.Millisecond,
		"SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT 1) x) + (SELECT count(*) FROM (SELECT 1 FROM session WHERE next_due > 0 LIMIT 1) y)")
}

func (r *record) until(ctx context.Context, what string, every time.Duration, query string) error {
	for end := time.Now().Add(3 * time.Minute); ; {
		n, err := r.n(ctx, query)
		if err != nil {
			return err
		}
		if n == 0 {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("bench: waited for %s", what)
		}
		time.Sleep(every)
	}
}

// mark is where a run begins in the record.
type mark struct{ inbound int64 }

func (r *record) mark(ctx context.Context) (m mark, err error) {
	m.inbound, err = r.n(ctx, "SELECT coalesce(max(id), 0) FROM inbound")
	return m, err
}

// carried checks a run of updates that has drained: rows = updates that were acknowledged, each one message, each
// sender's in order. first is the first update's number; it and those behind it belong to the run.
func (r *record) carried(ctx context.Context, m mark, first, rows int64) error {
	const run = "role = 'customer' AND external_id <> '' AND session IN (SELECT id FROM session WHERE channel = 'tg') AND CAST(external_id AS BIGINT) >= $1"
	for _, c := range []struct {
		what  string
		want  int64
		query string
		arg   int64
	}{
		{"rows stored", rows, "SELECT count(*) FROM inbound WHERE id > $1", m.inbound},
		{"updates stored", rows, "SELECT count(DISTINCT event_id) FROM inbound WHERE id > $1", m.inbound},
		{"messages carried", rows, "SELECT count(*) FROM message WHERE " + run, first},
		{"messages that stand before an older one", 0, "SELECT count(*) FROM (SELECT CAST(external_id AS BIGINT) AS x, lag(CAST(external_id AS BIGINT)) OVER (PARTITION BY session ORDER BY seq) AS p FROM message WHERE " + run + ") t WHERE p >= x", first},
		{"rows in quarantine", 0, "SELECT count(*) FROM quarantine WHERE id > $1", m.inbound},
	} {
		if err := r.want(ctx, c.what, c.want, c.query, c.arg); err != nil {
			return err
		}
	}
	return nil
}

// analyze gives PostgreSQL's planner the statistics that it would have gathered by itself a minute later.
func (r *record) analyze(ctx context.Context) error {
	if !r.postgres {
		return nil
	}
	_, err := r.db.ExecContext(ctx, "ANALYZE")
	return err
}
