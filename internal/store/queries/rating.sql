-- name: RatedBetween :many
-- The ratings of a time, oldest first, each with who closed the session that it is about.
SELECT e.session, e.version, e.at, e.body, s.title, s.channel, s.grp,
  CAST(COALESCE((SELECT c.who FROM event c WHERE c.session = e.session AND c.version < e.version AND c.kind = 'close_requested' ORDER BY c.version DESC LIMIT 1), '') AS TEXT) AS closer
FROM event e JOIN session s ON s.id = e.session
WHERE e.kind = 'rated' AND e.at >= $1 AND e.at < $2 ORDER BY e.at, e.session, e.version;

-- name: AskedBetween :one
-- How many sessions were closed in a time with the question for a rating.
SELECT count(DISTINCT session) FROM event WHERE kind = 'close_requested' AND at >= $1 AND at < $2 AND body LIKE '%"rating":true%';
