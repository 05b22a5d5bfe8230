package bench

import (
	"context"
	"database/sql"
	"strings"
)

// wal is what PostgreSQL has written to its log: bytes, and whole pages, which it writes after a checkpoint.
type wal struct{ bytes, pages int64 }

func (r *record) wal(ctx context.Context) (w wal, err error) {
	if r.postgres {
		err = r.db.QueryRowContext(ctx, "SELECT CAST(wal_bytes AS BIGINT), wal_fpi FROM pg_stat_wal").Scan(&w.bytes, &w.pages)
	}
	return w, err
}

// countStatements makes PostgreSQL keep an account of each statement. It costs some per cent, so that it is off unless
// somebody looks for where time goes.
func (b *bed) countStatements(ctx context.Context) error {
	db, err := sql.Open("pgx", b.pg.DSN("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(ctx, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'"); err != nil {
		return err
	}
	b.pg.Stop()
	return b.pg.Start()
}

// statements prints the dearest ones since the last time and forgets them.
func (r *run) statements(ctx context.Context) error {
	if !r.o.Statements || r.setup != Postgres {
		return nil
	}
	if _, err := r.rec.db.ExecContext(ctx, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements"); err != nil {
		return err
	}
	rows, err := r.rec.db.QueryContext(ctx, "SELECT query, calls, total_exec_time, mean_exec_time, rows, wal_bytes::bigint FROM pg_stat_statements ORDER BY total_exec_time DESC LIMIT 12")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var query string
		var calls, n, bytes int64
		var total, mean float64
		if err := rows.Scan(&query, &calls, &total, &mean, &n, &bytes); err != nil {
			return err
		}
		query = strings.Join(strings.Fields(query), " ")
		r.say("   %6.0f ms %7d calls %7.3f ms each %7d rows %9d bytes of log  %.140s", total, calls, mean, n, bytes, query)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = r.rec.db.ExecContext(ctx, "SELECT pg_stat_statements_reset()")
	return err
}

// shape prints how the busiest table lies: rows that grow past their page make every update touch every index.
func (r *run) shape(ctx context.Context) error {
	if !r.o.Statements || r.setup != Postgres {
		return nil
	}
	var updates, hot, size, state, stored, row int64
	err := r.rec.db.QueryRowContext(ctx, `SELECT n_tup_upd, n_tup_hot_upd, pg_total_relation_size('session'), a.state, a.stored, a.r FROM pg_stat_user_tables,
		(SELECT avg(length(state))::bigint AS state, avg(pg_column_size(state))::bigint AS stored, avg(pg_column_size(session.*))::bigint AS r FROM session) a
		WHERE relname = 'session'`).Scan(&updates, &hot, &size, &state, &stored, &row)
	if err == nil {
		r.say("   session: %d updates, %d in place, %d MiB; state %d bytes, stored as %d, row %d", updates, hot, size/mib, state, stored, row)
	}
	return err
}
