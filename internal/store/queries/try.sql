-- name: AddTry :exec
-- The fiftieth row is written again and again: a message that is tried for a day keeps its beginning and its end.
INSERT INTO send_try (session, seq, n, at, ms, node, reason, detail, wait)
SELECT $1, $2, CASE WHEN COALESCE(max(t.n), 0) >= 49 THEN 50 ELSE COALESCE(max(t.n), 0) + 1 END, CAST(sqlc.arg(at) AS BIGINT), CAST(sqlc.arg(ms) AS BIGINT), CAST(sqlc.arg(node) AS TEXT), CAST(sqlc.arg(reason) AS TEXT), CAST(sqlc.arg(detail) AS TEXT), CAST(sqlc.arg(wait) AS BIGINT)
FROM send_try t WHERE t.session = $1 AND t.seq = $2
ON CONFLICT (session, seq, n) DO UPDATE SET at = excluded.at, ms = excluded.ms, node = excluded.node, reason = excluded.reason, detail = excluded.detail, wait = excluded.wait;

-- name: TriesOf :many
SELECT n, at, ms, node, reason, detail, wait FROM send_try WHERE session = $1 AND seq = $2 ORDER BY n;
