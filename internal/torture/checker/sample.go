package checker

import (
	"context"
	"database/sql"
)

// Look takes one sample of a record that is being written to. Each of its two statements sees one moment.
func Look(ctx context.Context, db *sql.DB, at int64) (Sample, error) {
	s := Sample{At: at, Oldest: map[int64]int64{}}
	rows, err := db.QueryContext(ctx, `SELECT a.id, a.capacity, a.load,
(SELECT count(*) FROM session s WHERE s.holder = a.id AND s.phase <> 'closed') FROM agent a ORDER BY a.id`)
	if err != nil {
		return s, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var d Desk
		if err := rows.Scan(&d.Agent, &d.Capacity, &d.Load, &d.Held); err != nil {
			return s, err
		}
		s.Desks = append(s.Desks, d)
	}
	if err := rows.Err(); err != nil {
		return s, err
	}
	return s, s.waiting(ctx, db)
}

func (s *Sample) waiting(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, `SELECT p.part, min(i.received_at) FROM pending p JOIN inbound i ON i.id = p.id GROUP BY p.part`)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var part, oldest int64
		if err := rows.Scan(&part, &oldest); err != nil {
			return err
		}
		s.Oldest[part] = oldest
	}
	return rows.Err()
}

// Moving counts what has not come to rest: raw rows that wait, outbox rows, sessions that owe an answer or are closing,
// and sessions that wait for an agent.
type Moving struct{ Pending, Outbox, Owed, Closing, Queued int64 }

// Rest asks the record what still moves.
func Rest(ctx context.Context, db *sql.DB) (Moving, error) {
	var m Moving
	err := db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM pending), (SELECT count(*) FROM outbox),
(SELECT count(*) FROM session WHERE phase <> 'closed' AND state LIKE '%"waits":[{%'),
(SELECT count(*) FROM session WHERE phase = 'closing'), (SELECT count(*) FROM session WHERE phase = 'queued')`).
		Scan(&m.Pending, &m.Outbox, &m.Owed, &m.Closing, &m.Queued)
	return m, err
}
