-- name: SessionsOf :many
-- All sessions at an address, with the last message of each.
SELECT s.id, s.phase, CAST(coalesce((SELECT max(m.seq) FROM message m WHERE m.session = s.id), 0) AS BIGINT) AS seq
FROM session s WHERE s.channel = $1 AND s.conv_key = $2 ORDER BY s.ordinal;

-- name: MovedFrom :many
-- The former keys of a conversation.
SELECT conv_key FROM moved WHERE channel = $1 AND home_key = $2;

-- name: Unfinished :one
-- What of an address is under way: raw rows that nobody has carried and files that are to be fetched, raw rows that wait for somebody,
-- and messages that go out.
SELECT CAST((SELECT count(*) FROM pending p JOIN inbound i ON i.id = p.id WHERE i.channel = sqlc.arg(channel) AND i.conv_key = sqlc.arg(conv_key))
    + (SELECT count(*) FROM file f JOIN session s ON s.id = f.session WHERE f.state = 'wanted' AND s.channel = sqlc.arg(channel) AND s.conv_key = sqlc.arg(conv_key)) AS BIGINT) AS waiting,
  CAST((SELECT count(*) FROM quarantine q JOIN inbound i ON i.id = q.id WHERE q.replayed_at = 0 AND q.dismissed_at = 0 AND i.channel = sqlc.arg(channel) AND i.conv_key = sqlc.arg(conv_key)) AS BIGINT) AS aside,
  CAST((SELECT count(*) FROM outbox o WHERE o.channel = sqlc.arg(channel) AND o.conv_key = sqlc.arg(conv_key)) AS BIGINT) AS outgoing;

-- name: RawOf :many
-- The raw rows behind an id that have something in them, and whose they are. Nothing looks for a customer's at other times, so there is no
-- index: whoever wants them goes through the table, once for all addresses.
SELECT id, channel, conv_key FROM inbound WHERE id > $1 AND length(body) > 0 ORDER BY id LIMIT $2;

-- name: EraseRaw :execrows
UPDATE inbound SET body = sqlc.arg(nothing) WHERE inbound.id = sqlc.arg(id) AND length(inbound.body) > 0 AND NOT EXISTS (SELECT 1 FROM pending p WHERE p.part = inbound.part AND p.id = inbound.id);

-- name: EraseAside :exec
-- Why it could not be carried may name what it said.
UPDATE quarantine SET reason = '' WHERE id = $1;

-- name: EraseTexts :execrows
-- Text and salt go: the digest in the log says nothing without them.
UPDATE message SET text = '', salt = '' WHERE session = sqlc.arg(session) AND seq > sqlc.arg(behind) AND seq <= sqlc.arg(up_to) AND (text <> '' OR salt <> '');

-- name: DropSent :exec
-- What was handed in and went with a message of the session.
DELETE FROM upload WHERE upload.id IN (SELECT f.ref FROM file f WHERE f.session = sqlc.arg(session) AND f.seq > sqlc.arg(behind) AND f.seq <= sqlc.arg(up_to) AND f.channel = '' AND f.ref <> '');

-- name: EraseFiles :execrows
-- The digest of the bytes has no salt: it would tell whoever has the file that the customer had it.
UPDATE file SET name = '', ref = '', blob = '', thumb = '', digest = '', state = 'failed', reason = 'erased', due_at = 0
WHERE session = sqlc.arg(session) AND seq > sqlc.arg(behind) AND seq <= sqlc.arg(up_to) AND reason <> 'erased';

-- name: EraseTries :exec
UPDATE send_try SET detail = '' WHERE session = sqlc.arg(session) AND seq > sqlc.arg(behind) AND seq <= sqlc.arg(up_to) AND detail <> '';

-- name: DropDraftsOf :exec
DELETE FROM draft WHERE session = $1;

-- name: DraftsFor :many
-- Whose drafts there are in a session, with the ids of the files that were handed in for them.
SELECT agent, files FROM draft WHERE session = $1 AND files <> '[]';

-- name: DropUploadsOf :many
DELETE FROM upload WHERE owner = $1 RETURNING blob, thumb;

-- name: LastErasure :one
SELECT CAST(coalesce(max(n), 0) AS BIGINT) AS n FROM erasure;

-- name: PutErasure :execrows
-- Changes nothing when somebody else was faster with that number.
INSERT INTO erasure (n, at, who, why, session, sessions, texts, files, facts, raw) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING;

-- name: Erasures :many
SELECT * FROM erasure WHERE n < $1 ORDER BY n DESC LIMIT $2;

-- name: ExpiredSessions :many
-- Sessions behind a place that were closed before a time and still have texts, without those whose complaint is open.
SELECT s.id, s.closed_at, CAST(coalesce((SELECT max(m.seq) FROM message m WHERE m.session = s.id), 0) AS BIGINT) AS seq FROM session s
WHERE s.phase = 'closed' AND s.closed_at < sqlc.arg(before) AND (s.closed_at, s.id) > (CAST(sqlc.arg(after_at) AS BIGINT), CAST(sqlc.arg(after_id) AS TEXT))
  AND EXISTS (SELECT 1 FROM message m WHERE m.session = s.id AND m.salt <> '') AND NOT EXISTS (SELECT 1 FROM complaint c WHERE c.session = s.id AND c.closed_at = 0)
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.session = s.id)
ORDER BY s.closed_at, s.id LIMIT CAST(sqlc.arg(most) AS BIGINT);

-- name: RawBehind :many
-- The raw rows behind an id, in their order: whether they have something in them, and wait for nobody.
SELECT i.id, i.received_at, CAST(CASE WHEN length(i.body) > 0 AND NOT EXISTS (SELECT 1 FROM quarantine q WHERE q.id = i.id AND q.replayed_at = 0 AND q.dismissed_at = 0)
  THEN 1 ELSE 0 END AS BIGINT) AS ready FROM inbound i WHERE i.id > $1 ORDER BY i.id LIMIT $2;
