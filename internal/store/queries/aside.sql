-- name: Aside :many
-- Events that could not be carried and that nobody has settled, the newest first.
SELECT q.id, q.at, q.reason, q.replayed_at, q.dismissed_at, i.channel, i.conv_key, i.received_at, CAST(length(i.body) AS BIGINT) AS size
FROM quarantine q JOIN inbound i ON i.id = q.id WHERE q.replayed_at = 0 AND q.dismissed_at = 0 ORDER BY q.id DESC LIMIT $1;

-- name: AsideSettled :many
SELECT q.id, q.at, q.reason, q.replayed_at, q.dismissed_at, i.channel, i.conv_key, i.received_at, CAST(length(i.body) AS BIGINT) AS size
FROM quarantine q JOIN inbound i ON i.id = q.id WHERE q.replayed_at > 0 OR q.dismissed_at > 0 ORDER BY q.id DESC LIMIT $1;

-- name: AsideCounts :many
SELECT i.channel, count(*) AS n FROM quarantine q JOIN inbound i ON i.id = q.id WHERE q.replayed_at = 0 AND q.dismissed_at = 0 GROUP BY i.channel;

-- name: AsideOne :one
SELECT q.id, q.reason, q.replayed_at, q.dismissed_at, i.channel, i.event_id, i.conv_key, i.ord, i.received_at, i.body
FROM quarantine q JOIN inbound i ON i.id = q.id WHERE q.id = $1;

-- name: AsideReplayed :execrows
UPDATE quarantine SET replayed_at = $2 WHERE id = $1 AND replayed_at = 0 AND dismissed_at = 0;

-- name: AsideDismissed :execrows
UPDATE quarantine SET dismissed_at = $2 WHERE id = $1 AND replayed_at = 0 AND dismissed_at = 0;

-- name: AsideAgain :one
-- Brings the body of an event in once more, under an id of its own; no row when that id was there before.
INSERT INTO inbound (channel, event_id, conv_key, ord, part, received_at, body)
SELECT i.channel, CAST(sqlc.arg(event_id) AS TEXT), CAST(sqlc.arg(conv_key) AS TEXT), CAST(sqlc.arg(ord) AS BIGINT), CAST(sqlc.arg(part) AS BIGINT), CAST(sqlc.arg(received_at) AS BIGINT), i.body
FROM inbound i WHERE i.id = sqlc.arg(id) ON CONFLICT (channel, event_id) DO NOTHING RETURNING id;

-- name: AddPending :exec
INSERT INTO pending (part, id) VALUES ($1, $2);

-- name: PutAsideAct :exec
INSERT INTO quarantine_act (event, at, who, act, why) VALUES ($1, $2, $3, $4, $5);

-- name: AsideActs :many
-- What was done about settled events, to name who did it.
SELECT event, at, who, act, why FROM quarantine_act WHERE act <> 'look' AND event >= sqlc.arg(oldest) ORDER BY event, at;
