-- name: AddStatusChange :exec
-- After the person's row was changed in the same transaction: nobody else counts meanwhile.
INSERT INTO status_change (agent, n, status, set_by, reason, back_at, request, at)
SELECT CAST(sqlc.arg(agent) AS TEXT), COALESCE(MAX(c.n), 0) + 1, CAST(sqlc.arg(status) AS TEXT), CAST(sqlc.arg(set_by) AS TEXT), CAST(sqlc.arg(reason) AS TEXT), CAST(sqlc.arg(back_at) AS BIGINT),
  CAST(sqlc.arg(request) AS TEXT), CAST(sqlc.arg(at) AS BIGINT) FROM status_change c WHERE c.agent = sqlc.arg(agent);

-- name: LastStatusChange :one
SELECT * FROM status_change WHERE agent = $1 ORDER BY n DESC LIMIT 1;

-- name: StatusChanges :many
-- Those of a time, and before them the one that held when it began.
SELECT c.* FROM status_change c WHERE c.agent = sqlc.arg(agent) AND c.at < sqlc.arg(until_at)
  AND c.n >= COALESCE((SELECT MAX(b.n) FROM status_change b WHERE b.agent = sqlc.arg(agent) AND b.at <= sqlc.arg(from_at)), 0) ORDER BY c.n;

-- name: AddStatusRequest :exec
INSERT INTO status_request (id, agent, status, reason, back_at, at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: BeginAsking :execrows
-- Changes nothing while the person has another wish open.
UPDATE agent SET asking = $2 WHERE id = $1 AND asking = '' AND disabled = 0;

-- name: EndAsking :execrows
-- Changes nothing where somebody was faster.
UPDATE agent SET asking = '' WHERE id = $1 AND asking = $2;

-- name: AddStatusVerdict :exec
INSERT INTO status_verdict (request, verdict, who, note, at) VALUES ($1, $2, $3, $4, $5);

-- name: StatusRequest :one
SELECT * FROM status_request WHERE id = $1;

-- name: OpenStatusRequests :many
-- What waits for a superior, the oldest first.
SELECT r.* FROM agent a JOIN status_request r ON r.id = a.asking WHERE a.asking <> '' AND a.disabled = 0 ORDER BY r.at, r.id;

-- name: StatusRequestsSince :many
-- What became of those of a time, the newest first.
SELECT r.id, r.agent, r.status, r.reason, r.back_at, r.at, v.verdict, v.who AS decided_by, v.note, v.at AS decided_at
FROM status_request r JOIN status_verdict v ON v.request = r.id WHERE r.at >= $1 ORDER BY r.at DESC, r.id DESC LIMIT $2;

-- name: StatusRequestsOf :many
-- The newest of one person; an empty verdict = it waits.
SELECT r.id, r.agent, r.status, r.reason, r.back_at, r.at, COALESCE(v.verdict, '') AS verdict, COALESCE(v.who, '') AS decided_by, COALESCE(v.note, '') AS note, CAST(COALESCE(v.at, 0) AS BIGINT) AS decided_at
FROM status_request r LEFT JOIN status_verdict v ON v.request = r.id WHERE r.agent = $1 ORDER BY r.at DESC, r.id DESC LIMIT $2;
