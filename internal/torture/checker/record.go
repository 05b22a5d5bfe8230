package checker

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"
)

// Open connects to a record for reading. dsn is sqlite:PATH or postgres://…
func Open(dsn string) (*sql.DB, error) {
	path, ok := strings.CutPrefix(dsn, "sqlite:")
	if !ok {
		return sql.Open("pgx", dsn)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	return sql.Open("sqlite", "file:"+(&url.URL{Path: abs}).EscapedPath()+"?_pragma=busy_timeout(10000)&_pragma=query_only(1)")
}

// ReadRecord reads all of L2 in one transaction.
func ReadRecord(ctx context.Context, db *sql.DB) (*Record, error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: isolation(db)})
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	r := &Record{Events: map[string][]Event{}, Messages: map[string][]*Message{}, Pending: map[int64]bool{}, Quarantine: map[int64]string{}, Rules: map[string]Rules{}}
	for _, read := range []func(context.Context, *sql.Tx) error{r.sessions, r.events, r.messages, r.outbox, r.inbound, r.aside, r.workers, r.rules} {
		if err := read(ctx, tx); err != nil {
			return nil, fmt.Errorf("read the record: %w", err)
		}
	}
	r.index()
	return r, nil
}

// isolation: a PostgreSQL transaction sees one moment only if it is asked to; SQLite always does.
func isolation(db *sql.DB) sql.IsolationLevel {
	if fmt.Sprintf("%T", db.Driver()) == "*stdlib.Driver" {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

// each calls scan for every row.
func each(ctx context.Context, tx *sql.Tx, query string, scan func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *Record) sessions(ctx context.Context, tx *sql.Tx) error {
	return each(ctx, tx, `SELECT id, channel, conv_key, phase, grp, holder, owner, ordinal, part, version, next_due, opened_at, head, state FROM session
ORDER BY channel, conv_key, ordinal`, func(rows *sql.Rows) error {
		s := &Session{}
		var state []byte
		r.Sessions = append(r.Sessions, s)
		if err := rows.Scan(&s.ID, &s.Channel, &s.Key, &s.Phase, &s.Group, &s.Holder, &s.Owner, &s.Ordinal, &s.Part, &s.Version, &s.NextDue, &s.OpenedAt, &s.Head, &state); err != nil {
			return err
		}
		return json.Unmarshal(state, &s.State)
	})
}

func (r *Record) events(ctx context.Context, tx *sql.Tx) error {
	return each(ctx, tx, `SELECT session, version, at, kind, who, body, hash FROM event ORDER BY session, version`, func(rows *sql.Rows) error {
		var id string
		var e Event
		err := rows.Scan(&id, &e.Version, &e.At, &e.Kind, &e.Who, &e.Body, &e.Hash)
		r.Events[id] = append(r.Events[id], e)
		return err
	})
}

func (r *Record) messages(ctx context.Context, tx *sql.Tx) error {
	return each(ctx, tx, `SELECT session, seq, version, at, role, author, purpose, kind, text, salt, client_id, external_id, delivery, delivery_reason, receipt, reply_ref
FROM message ORDER BY session, seq`, func(rows *sql.Rows) error {
		m := &Message{}
		err := rows.Scan(&m.Session, &m.Seq, &m.Version, &m.At, &m.Role, &m.Author, &m.Purpose, &m.Kind, &m.Text, &m.Salt,
			&m.ClientID, &m.External, &m.Delivery, &m.DeliveryNote, &m.Receipt, &m.Ref)
		r.Messages[m.Session] = append(r.Messages[m.Session], m)
		return err
	})
}

func (r *Record) outbox(ctx context.Context, tx *sql.Tx) error {
	return each(ctx, tx, `SELECT session, seq, state, due_at FROM outbox ORDER BY session, seq`, func(rows *sql.Rows) error {
		var o Out
		err := rows.Scan(&o.Session, &o.Seq, &o.State, &o.DueAt)
		r.Outbox = append(r.Outbox, o)
		return err
	})
}

func (r *Record) inbound(ctx context.Context, tx *sql.Tx) error {
	return each(ctx, tx, `SELECT id, channel, conv_key, event_id FROM inbound ORDER BY id`, func(rows *sql.Rows) error {
		var in Inbound
		err := rows.Scan(&in.ID, &in.Channel, &in.Key, &in.EventID)
		r.Inbound = append(r.Inbound, in)
		return err
	})
}

// aside reads which raw rows wait, and which were put aside.
func (r *Record) aside(ctx context.Context, tx *sql.Tx) error {
	err := each(ctx, tx, `SELECT id FROM pending`, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		r.Pending[id] = true
		return err
	})
	if err != nil {
		return err
	}
	return each(ctx, tx, `SELECT id, reason FROM quarantine`, func(rows *sql.Rows) error {
		var id int64
		var reason string
		err := rows.Scan(&id, &reason)
		r.Quarantine[id] = reason
		return err
	})
}

func (r *Record) workers(ctx context.Context, tx *sql.Tx) error {
	return each(ctx, tx, `SELECT a.id, a.status, a.member_of, a.capacity, a.load, a.disabled,
(SELECT count(*) FROM session s WHERE s.holder = a.id AND s.phase <> 'closed') FROM agent a ORDER BY a.id`, func(rows *sql.Rows) error {
		var w Worker
		err := rows.Scan(&w.ID, &w.Status, &w.Groups, &w.Capacity, &w.Load, &w.Disabled, &w.Held)
		r.Agents = append(r.Agents, w)
		return err
	})
}

func (r *Record) rules(ctx context.Context, tx *sql.Tx) error {
	return each(ctx, tx, `SELECT version, doc FROM rules`, func(rows *sql.Rows) error {
		var version, doc string
		if err := rows.Scan(&version, &doc); err != nil {
			return err
		}
		var rules Rules
		err := json.Unmarshal([]byte(doc), &rules)
		r.Rules[version] = rules
		return err
	})
}

// index finds the event that wrote each message: the one that carries the digest of its text, or the id of the command
// that took a reply back. Other lines without a text are the system's; they never change after they were written.
func (r *Record) index() {
	for id, events := range r.Events {
		born, taken := map[int64]int64{}, map[string]int64{}
		for _, e := range events {
			var b body
			if json.Unmarshal(e.Body, &b) != nil {
				continue // I12 says so
			}
			for seq := range b.Texts {
				born[seq] = e.Version
			}
			var h happened
			if e.Kind == "reply_changed" && json.Unmarshal(b.Event, &h) == nil {
				taken[h.ClientID] = e.Version
			}
		}
		for _, m := range r.Messages[id] {
			m.Born = m.Version
			if v, ok := born[m.Seq]; ok {
				m.Born = v
			} else if v, ok := taken[m.ClientID]; ok && m.ClientID != "" {
				m.Born = v
			}
		}
	}
}
