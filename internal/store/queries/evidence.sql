-- name: PutSeal :exec
INSERT INTO seal (node, n, at, heads, mac) VALUES ($1, $2, $3, $4, $5);

-- name: LastSeal :one
SELECT * FROM seal WHERE node = $1 ORDER BY n DESC LIMIT 1;

-- name: NewestSeal :one
-- When any node sealed last; 0 if none has.
SELECT CAST(coalesce(max(at), 0) AS BIGINT) AS at FROM seal;

-- name: SealsAfter :many
SELECT * FROM seal WHERE (node, n) > (CAST(sqlc.arg(node) AS TEXT), CAST(sqlc.arg(n) AS BIGINT)) ORDER BY node, n LIMIT sqlc.arg(most);

-- name: HeadsSince :many
-- The heads of the sessions that have an event after that time.
SELECT s.id, s.version, s.head FROM session s
WHERE s.id > sqlc.arg(after) AND EXISTS (SELECT 1 FROM event e WHERE e.session = s.id AND e.at > sqlc.arg(since))
ORDER BY s.id LIMIT sqlc.arg(most);

-- name: CountUntil :one
-- How many sessions and events bear a time up to this one. Rows that come late only make it more.
SELECT (SELECT count(*) FROM session s WHERE s.opened_at <= sqlc.arg(at)) AS sessions, (SELECT count(*) FROM event e WHERE e.at <= sqlc.arg(at)) AS events;

-- name: EvidenceSessions :many
SELECT * FROM session WHERE id > $1 ORDER BY id LIMIT $2;

-- name: EvidenceEvents :many
SELECT * FROM event WHERE session >= sqlc.arg(first) AND session <= sqlc.arg(last) ORDER BY session, version;

-- name: EvidenceMessages :many
SELECT * FROM message WHERE session >= sqlc.arg(first) AND session <= sqlc.arg(last) ORDER BY session, seq;

-- name: EvidenceFiles :many
SELECT * FROM file WHERE session >= sqlc.arg(first) AND session <= sqlc.arg(last) ORDER BY session, seq, n;

-- name: OrphanEvents :many
-- Events whose session has no row.
SELECT x.session, x.n FROM (SELECT e.session, count(*) AS n FROM event e WHERE e.session > sqlc.arg(after) GROUP BY e.session) x
WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = x.session) ORDER BY x.session LIMIT sqlc.arg(most);

-- name: OrphanMessages :many
-- Messages whose session has no row.
SELECT x.session, x.n FROM (SELECT m.session, count(*) AS n FROM message m WHERE m.session > sqlc.arg(after) GROUP BY m.session) x
WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.id = x.session) ORDER BY x.session LIMIT sqlc.arg(most);

-- name: AllRules :many
SELECT * FROM rules ORDER BY version;
