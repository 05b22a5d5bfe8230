-- name: LatestAt :one
SELECT id, channel, conv_key, ordinal, version, preview_role, preview_text, preview_at, state, head FROM session WHERE channel = $1 AND conv_key = $2 ORDER BY ordinal DESC LIMIT 1;

-- name: SessionState :one
SELECT id, channel, conv_key, ordinal, version, preview_role, preview_text, preview_at, state, head FROM session WHERE id = $1;

-- name: SessionRow :one
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE id = $1;

-- name: DueBefore :many
SELECT id, channel, conv_key, part, next_due FROM session WHERE next_due > 0 AND next_due <= $1 ORDER BY next_due LIMIT $2;

-- name: QueuedSessions :many
SELECT id, channel, conv_key, grp, queued_at, part, state FROM session WHERE phase = 'queued' ORDER BY grp, queued_at, id LIMIT $1;

-- name: HeldBy :many
SELECT id, channel, conv_key, part FROM session WHERE holder = $1 AND phase <> 'closed' ORDER BY urgency, id;

-- name: EventsOf :many
SELECT session, version, at, kind, who, body, hash FROM event WHERE session = $1 ORDER BY version;

-- name: EventsOfKind :many
SELECT version, at, who, body FROM event WHERE session = $1 AND kind = $2 ORDER BY version;

-- name: ListAll :many
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE phase <> 'closed' AND (urgency, id) > (CAST($1 AS BIGINT), CAST($2 AS TEXT)) ORDER BY urgency, id LIMIT $3;

-- name: OpenBriefly :many
-- Every open session without its state, which is most of it: who looks through all of them remembers the states.
SELECT id, version, channel, grp, phase, urgency, queued_at, preview_at FROM session WHERE phase <> 'closed' ORDER BY urgency, id LIMIT $1;

-- name: ListMine :many
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE holder = $1 AND holder <> '' AND phase <> 'closed' AND (urgency, id) > (CAST($2 AS BIGINT), CAST($3 AS TEXT)) ORDER BY urgency, id LIMIT $4;

-- name: ListOwned :many
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE owner = $1 AND owner <> '' AND phase <> 'closed' AND (urgency, id) > (CAST($2 AS BIGINT), CAST($3 AS TEXT)) ORDER BY urgency, id LIMIT $4;

-- name: ListQueue :many
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE phase = 'queued' AND grp = $1 AND (queued_at, id) > (CAST($2 AS BIGINT), CAST($3 AS TEXT)) ORDER BY queued_at, id LIMIT $4;

-- name: ListClosed :many
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE phase = 'closed' AND (closed_at, id) < (CAST($1 AS BIGINT), CAST($2 AS TEXT)) ORDER BY closed_at DESC, id DESC LIMIT $3;

-- name: CountOpen :one
SELECT count(*) FROM session WHERE phase <> 'closed';

-- name: CountMine :one
SELECT count(*) FROM session WHERE holder = $1 AND holder <> '' AND phase <> 'closed';

-- name: CountQueued :many
SELECT grp, count(*) AS n FROM session WHERE phase = 'queued' GROUP BY grp;

-- name: ListAsked :many
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE asks > 0 AND (urgency, id) > (CAST($1 AS BIGINT), CAST($2 AS TEXT)) ORDER BY urgency, id LIMIT $3;

-- name: HolderAt :one
-- Who has the open session of an address.
SELECT holder FROM session WHERE channel = $1 AND conv_key = $2 AND phase <> 'closed';
