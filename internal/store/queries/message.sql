-- name: MessagesSince :many
SELECT * FROM message WHERE session = $1 AND version > $2 ORDER BY seq;

-- name: MessagesBefore :many
SELECT * FROM message WHERE session = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3;

-- name: MessageByClient :one
SELECT * FROM message WHERE session = $1 AND client_id = $2 AND client_id <> '' AND role <> 'customer';

-- name: MessageAt :one
SELECT * FROM message WHERE session = $1 AND seq = $2;

-- name: LastSaid :one
-- The newest message of ours to the customer up to a place and behind another.
SELECT seq FROM message WHERE session = sqlc.arg(session) AND seq > sqlc.arg(after) AND seq <= sqlc.arg(up_to) AND role IN ('agent', 'auto')
ORDER BY seq DESC LIMIT 1;

-- name: ChangesOf :many
-- What was corrected and taken back in a session, oldest first.
SELECT seq, purpose, reply_ref, text, delivery FROM message WHERE session = $1 AND purpose IN ('edited', 'recalled') ORDER BY seq;

-- name: MessageCount :one
SELECT count(*) FROM message WHERE session = $1;

-- name: CustomerView :many
-- What the customer at an address may see after a cursor: no notes. Oldest first. A closing comes with the session's state, what was
-- said with whether it was taken back.
SELECT s.id, s.ordinal, s.phase, m.version, m.seq, m.role, m.author, m.purpose, m.kind, m.text, m.client_id, m.external_id, m.quotes, m.reply_ref, m.at, m.delivery,
    CAST(CASE WHEN m.purpose IN ('reply', 'edited') THEN (SELECT count(*) FROM message r WHERE r.session = m.session AND r.seq > m.seq AND r.purpose = 'recalled'
        AND r.reply_ref = CASE m.purpose WHEN 'edited' THEN m.reply_ref ELSE CAST(m.seq AS TEXT) END) ELSE 0 END AS BIGINT) AS recalled,
    CAST(CASE WHEN m.purpose = 'closing' THEN s.state ELSE '' END AS TEXT) AS closed_with
FROM message m JOIN session s ON s.id = m.session
WHERE s.channel = sqlc.arg(channel) AND s.conv_key = sqlc.arg(conv_key) AND m.role <> 'note'
  AND (s.ordinal, m.version) > (CAST(sqlc.arg(after_ordinal) AS BIGINT), CAST(sqlc.arg(after_version) AS BIGINT))
ORDER BY s.ordinal, m.version, m.seq LIMIT sqlc.arg(most);

-- name: OutboxOf :many
SELECT o.session, o.seq, o.part, o.channel, o.conv_key, o.state, o.attempt, o.due_at, o.reason, m.text, m.reply_ref, m.quotes, m.purpose, m.kind
FROM outbox o JOIN message m ON m.session = o.session AND m.seq = o.seq
WHERE o.part = $1 ORDER BY o.channel, o.conv_key, o.session, o.seq;

-- name: PutOutboxState :exec
UPDATE outbox SET state = $3, due_at = $4, reason = $5 WHERE session = $1 AND seq = $2;

-- name: PutQuarantine :exec
INSERT INTO quarantine (id, at, reason, replayed_at) VALUES ($1, $2, $3, 0) ON CONFLICT (id) DO UPDATE SET at = excluded.at, reason = excluded.reason;

-- name: DropPending :exec
DELETE FROM pending WHERE part = $1 AND id = $2;

-- name: IsPending :one
SELECT CAST(count(*) AS BIGINT) AS n FROM pending WHERE part = $1 AND id = $2;

-- name: CountPending :one
SELECT count(*) FROM pending;

-- name: OutboxAt :many
SELECT o.session, o.seq, o.state, o.attempt, o.due_at, o.reason, m.text, m.reply_ref, m.quotes, m.purpose, m.kind
FROM outbox o JOIN message m ON m.session = o.session AND m.seq = o.seq
WHERE o.part = $1 AND o.channel = $2 AND o.conv_key = $3 ORDER BY o.session, o.seq;

-- name: DropOutbox :exec
DELETE FROM outbox WHERE session = $1 AND seq = $2;

-- name: OutboxLeft :many
SELECT session, channel, conv_key, part FROM outbox WHERE state = 'queued' AND due_at < $1 ORDER BY due_at LIMIT $2;
