package sim

import (
	"database/sql"
	"encoding/json"
	"fmt"
)

// What the oracles read: rows of the record by plain SQL. No type and no function of the product is used from here on,
// so that a defect in the product's own reading cannot hide itself.

type sessionRow struct {
	ID, Key, Phase, Holder string
	Ordinal, Version, Due  int64
	State                  stateRow
	Head                   []byte
}

// stateRow is the part of the state that must agree with the columns.
type stateRow struct {
	Version  int64                   `json:"version"`
	Phase    string                  `json:"phase"`
	Seq      int64                   `json:"seq"`
	Holder   *struct{ Agent string } `json:"holder"`
	InFlight []struct{ Seq int64 }   `json:"in_flight"`
}

type eventRow struct {
	Version, At     int64
	Kind, Who, Body string
	Hash            []byte
}

type messageRow struct {
	Seq                                                                int64
	Role, Purpose, Kind, Author, Text, Client, External, Delivery, Why string
}

type record struct {
	sessions []sessionRow
	events   map[string][]eventRow
	messages map[string][]messageRow
}

func readRecord(db *sql.DB) (*record, error) {
	r := &record{events: map[string][]eventRow{}, messages: map[string][]messageRow{}}
	err := each(db, `SELECT id, conv_key, phase, holder, ordinal, version, next_due, state, head FROM session ORDER BY conv_key, ordinal`, func(rows *sql.Rows) error {
		var s sessionRow
		var state string
		if err := rows.Scan(&s.ID, &s.Key, &s.Phase, &s.Holder, &s.Ordinal, &s.Version, &s.Due, &state, &s.Head); err != nil {
			return err
		}
		r.sessions = append(r.sessions, s)
		return json.Unmarshal([]byte(state), &r.sessions[len(r.sessions)-1].State)
	})
	if err != nil {
		return nil, err
	}
	err = each(db, `SELECT session, version, at, kind, who, body, hash FROM event ORDER BY session, version`, func(rows *sql.Rows) error {
		var id string
		var e eventRow
		err := rows.Scan(&id, &e.Version, &e.At, &e.Kind, &e.Who, &e.Body, &e.Hash)
		r.events[id] = append(r.events[id], e)
		return err
	})
	if err != nil {
		return nil, err
	}
	return r, each(db, `SELECT session, seq, role, purpose, kind, author, text, client_id, external_id, delivery, delivery_reason FROM message ORDER BY session, seq`, func(rows *sql.Rows) error {
		var id string
		var m messageRow
		err := rows.Scan(&id, &m.Seq, &m.Role, &m.Purpose, &m.Kind, &m.Author, &m.Text, &m.Client, &m.External, &m.Delivery, &m.Why)
		r.messages[id] = append(r.messages[id], m)
		return err
	})
}

func each(db *sql.DB, query string, read func(*sql.Rows) error) error {
	rows, err := db.Query(query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := read(rows); err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
	}
	return rows.Err()
}

// faults gathers what an oracle finds.
type faults []string

func (f *faults) add(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

// must notes what does not hold.
func (f *faults) must(ok bool, format string, args ...any) {
	if !ok {
		f.add(format, args...)
	}
}
