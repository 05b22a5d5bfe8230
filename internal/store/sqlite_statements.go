package store

import (
	"context"
	"database/sql"
	"fmt"
)

// sqliteStatements are the prepared statements of the writing connection.
type sqliteStatements struct {
	begin, commit                   *sql.Stmt
	raw, pending, carried           *sql.Stmt
	fence, version, occupy, release *sql.Stmt
	insert, update, touch           *sql.Stmt
	event, message, changed         *sql.Stmt
	outbox, outboxDone, claim       *sql.Stmt
	file, filed, mention            *sql.Stmt
}

func prepareSQLite(ctx context.Context, c *sql.Conn) (*sqliteStatements, error) {
	s := &sqliteStatements{}
	for _, x := range []struct {
		into **sql.Stmt
		text string
	}{
		{&s.begin, "BEGIN IMMEDIATE"},
		{&s.commit, "COMMIT"},
		{&s.raw, "INSERT INTO inbound (channel, event_id, conv_key, ord, part, received_at, body) VALUES (?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"},
		{&s.pending, "INSERT INTO pending (part, id) VALUES (?,?)"},
		{&s.carried, "DELETE FROM pending WHERE part = ? AND id = ?"},
		{&s.fence, "SELECT 1 FROM lease WHERE name = ? AND fence = ?"},
		{&s.version, "SELECT version FROM session WHERE id = ?"},
		{&s.occupy, "UPDATE agent SET load = load + 1, last_given = ?1 WHERE id = ?2 AND disabled = 0 AND (load < capacity OR ?3 = 1) AND (?4 = 0 OR epoch = ?4)"},
		{&s.release, "UPDATE agent SET load = load - 1 WHERE id = ? AND load > 0"},
		{&s.insert, "INSERT INTO session (" + sessionInsert + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"},
		{&s.update, "UPDATE session SET (" + sessionUpdate + ") = (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) WHERE id = ? AND version = ?"},
		{&s.touch, "UPDATE session SET version = ?, title = ?, preview_role = ?, preview_text = ?, preview_at = ?, state = ?, head = ? WHERE id = ? AND version = ?"},
		{&s.event, "INSERT INTO event (session, version, at, kind, who, body, hash) VALUES (?,?,?,?,?,?,?)"},
		{&s.message, "INSERT INTO message (session, seq, version, at, sent_at, role, author, purpose, kind, text, salt, script, client_id, external_id, reply_ref, delivery, delivery_reason, receipt, quotes) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"},
		{&s.changed, "UPDATE message SET version = ?, delivery = ?, delivery_reason = ?, receipt = ? WHERE session = ? AND seq = ?"},
		{&s.outbox, "INSERT INTO outbox (session, seq, part, channel, conv_key, state, attempt, due_at, reason) VALUES (?,?,?,?,?,?,0,?,'') ON CONFLICT (session, seq) DO UPDATE SET state = excluded.state, due_at = excluded.due_at"},
		{&s.file, "INSERT INTO file (" + fileColumns + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,?)"},
		{&s.filed, "UPDATE file SET " + filedColumns("?") + " WHERE session = ? AND seq = ? AND n = ?"},
		{&s.mention, "INSERT INTO mention (" + mentionColumns + ") VALUES (?,?,?,?,?,0)"},
		{&s.outboxDone, "DELETE FROM outbox WHERE session = ? AND seq = ?"},
		{&s.claim, "UPDATE outbox SET state = 'sending', attempt = attempt + 1 WHERE session = ? AND seq = ? AND state IN ('queued', 'retry') AND EXISTS (SELECT 1 FROM lease WHERE name = ? AND fence = ?) AND " + first("outbox")},
	} {
		st, err := c.PrepareContext(ctx, x.text)
		if err != nil {
			return nil, fmt.Errorf("prepare %q: %w", x.text, err)
		}
		*x.into = st
	}
	return s, nil
}
