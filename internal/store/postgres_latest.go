package store

import (
	"context"
	"database/sql"
	"sync"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// latests reads the newest sessions at addresses for many callers at once: a burst of new customers asks for each of
// them, and a round trip costs PostgreSQL more than finding the row. Who comes alone asks at once; who comes while
// others ask waits for them and then asks together with all that waited.
type latests struct {
	p       *postgres
	mu      sync.Mutex
	flying  bool
	waiting []*latest
}

// latest is one caller's question and its answer.
type latest struct {
	at   desk.Address
	row  dbq.LatestAtRow
	err  error // sql.ErrNoRows when there is none
	done chan struct{}
}

// latestMost is how many questions share a round trip.
const latestMost = 128

const latestSQL = `SELECT x.k, s.* FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS x(channel, conv_key, k), LATERAL (
  SELECT id, channel, conv_key, ordinal, version, preview_role, preview_text, preview_at, state, head
  FROM session WHERE session.channel = x.channel AND session.conv_key = x.conv_key ORDER BY ordinal DESC LIMIT 1) s`

// at gives the newest session at the address. A caller who gives up leaves an answer that nobody reads.
func (l *latests) at(ctx context.Context, at desk.Address) (dbq.LatestAtRow, error) {
	q := &latest{at: at, done: make(chan struct{})}
	l.mu.Lock()
	l.waiting = append(l.waiting, q)
	if !l.flying {
		l.flying = true
		l.mu.Unlock()
		l.fly()
	} else {
		l.mu.Unlock()
	}
	select {
	case <-q.done:
		return q.row, q.err
	case <-ctx.Done():
		return q.row, ctx.Err()
	}
}

// fly asks what waits. When more came meanwhile, another goroutine goes on, so that nobody is kept asking for others.
func (l *latests) fly() {
	l.mu.Lock()
	n := min(len(l.waiting), latestMost)
	qs := l.waiting[:n:n]
	l.waiting = l.waiting[n:]
	l.mu.Unlock()
	l.ask(qs)
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) > 0 {
		go l.fly()
		return
	}
	l.flying, l.waiting = false, nil
}

// ask makes one round trip. No caller's context governs it; the statement has its own limit.
func (l *latests) ask(qs []*latest) {
	channel, key := make([]string, len(qs)), make([]string, len(qs))
	for i, q := range qs {
		channel[i], key[i], q.err = string(q.at.Channel), q.at.Key, sql.ErrNoRows
	}
	if err := l.read(qs, channel, key); err != nil {
		for _, q := range qs {
			q.err = err
		}
	}
	for _, q := range qs {
		close(q.done)
	}
}

func (l *latests) read(qs []*latest, channel, key []string) error {
	rows, err := l.p.commits.Query(context.Background(), latestSQL, channel, key)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var k int64
		var r dbq.LatestAtRow
		if err := rows.Scan(&k, &r.ID, &r.Channel, &r.ConvKey, &r.Ordinal, &r.Version, &r.PreviewRole, &r.PreviewText, &r.PreviewAt, &r.State, &r.Head); err != nil {
			return err
		}
		qs[k-1].row, qs[k-1].err = r, nil
	}
	return rows.Err()
}
