-- name: PutPromise :execrows
INSERT INTO draw_promise (day, promise, at, mac) VALUES ($1, $2, $3, $4) ON CONFLICT (day, promise) DO NOTHING;

-- name: PromisesOf :many
SELECT * FROM draw_promise WHERE day = $1 ORDER BY at, promise;

-- name: UndrawnDays :many
-- Days before this one whose seed was promised and that nobody has drawn.
SELECT DISTINCT p.day FROM draw_promise p WHERE p.day < sqlc.arg(before) AND NOT EXISTS (SELECT 1 FROM draw d WHERE d.day = p.day) ORDER BY p.day;

-- name: ClosedPage :many
-- A page of the sessions that were closed up to a time, behind a cursor.
SELECT id, channel, closed_at, state FROM session
WHERE phase = 'closed' AND (closed_at, id) > (CAST(sqlc.arg(after_at) AS BIGINT), CAST(sqlc.arg(after_id) AS TEXT)) AND closed_at < CAST(sqlc.arg(until_at) AS BIGINT)
ORDER BY closed_at, id LIMIT 200;

-- name: ClosedWriters :many
-- Who sent something that arrived in the sessions of a page, from its first to its last, unless it was drawn or reviewed
-- before. The limit tells PostgreSQL how few they are: it would read all messages there are.
SELECT m.session, m.author FROM (SELECT id FROM session
  WHERE phase = 'closed' AND (closed_at, id) >= (CAST(sqlc.arg(from_at) AS BIGINT), CAST(sqlc.arg(from_id) AS TEXT))
    AND (closed_at, id) <= (CAST(sqlc.arg(last_at) AS BIGINT), CAST(sqlc.arg(last_id) AS TEXT)) ORDER BY closed_at, id LIMIT 200) s
JOIN message m ON m.session = s.id
WHERE m.role = 'agent' AND m.delivery = 'sent' AND m.author <> ''
  AND NOT EXISTS (SELECT 1 FROM draw_item d WHERE d.session = m.session AND d.session <> '' AND d.agent = m.author)
  AND NOT EXISTS (SELECT 1 FROM review r WHERE r.session = m.session AND r.agent = m.author)
GROUP BY m.session, m.author;

-- name: ClosedHands :many
-- The changes of hands in the same sessions.
SELECT e.session, e.version, e.kind, e.body FROM (SELECT id FROM session
  WHERE phase = 'closed' AND (closed_at, id) >= (CAST(sqlc.arg(from_at) AS BIGINT), CAST(sqlc.arg(from_id) AS TEXT))
    AND (closed_at, id) <= (CAST(sqlc.arg(last_at) AS BIGINT), CAST(sqlc.arg(last_id) AS TEXT)) ORDER BY closed_at, id LIMIT 200) s
JOIN event e ON e.session = s.id
WHERE e.kind IN (CAST(sqlc.arg(assigned) AS TEXT), CAST(sqlc.arg(transferred) AS TEXT))
ORDER BY e.session, e.version;

-- name: SampleHands :many
-- The changes of hands in the sessions of one sample.
SELECT e.session, e.version, e.kind, e.body FROM draw_item d JOIN event e ON e.session = d.session
WHERE d.day = sqlc.arg(day) AND d.agent = sqlc.arg(agent) AND e.kind IN (CAST(sqlc.arg(assigned) AS TEXT), CAST(sqlc.arg(transferred) AS TEXT))
ORDER BY e.session, e.version;

-- name: SampleWritten :many
-- In which of the sessions of one sample somebody wrote to the customer.
SELECT DISTINCT d.session FROM draw_item d JOIN message m ON m.session = d.session
WHERE d.day = sqlc.arg(day) AND d.agent = sqlc.arg(agent) AND m.role = 'agent' AND m.author = sqlc.arg(author);

-- name: PutDraw :execrows
INSERT INTO draw (day, at, node, zone, from_at, until_at, settings, seed, promise, hash, tally, population, mac)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (day) DO NOTHING;

-- name: PutDrawItem :execrows
INSERT INTO draw_item (day, agent, n, session, stratum, replaces, passed, reason, who, at, mac) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT DO NOTHING;

-- name: DrawOf :one
SELECT * FROM draw WHERE day = $1;

-- name: DrawHead :one
-- A draw without its population, which can be long.
SELECT day, at, node, zone, from_at, until_at, settings, seed, promise, hash, tally, mac FROM draw WHERE day = $1;

-- name: DrawDays :many
SELECT day FROM draw ORDER BY day;

-- name: DrawItems :many
SELECT * FROM draw_item WHERE day = $1 ORDER BY agent, n;

-- name: DrawItem :one
SELECT * FROM draw_item WHERE day = $1 AND agent = $2 AND n = $3;

-- name: DrawnElsewhere :one
-- Whether a participation stands in the sample of another day.
SELECT count(*) FROM draw_item WHERE session = $1 AND session <> '' AND agent = $2 AND day <> $3;

-- name: SampleSessions :many
-- What a reviewer sees of the sessions of one sample before opening them.
SELECT s.id, s.channel, s.title, s.phase, s.grp, s.opened_at, s.closed_at FROM draw_item d JOIN session s ON s.id = d.session WHERE d.day = $1 AND d.agent = $2;

-- name: PutReview :execrows
INSERT INTO review (session, agent, n, day, item, reviewer, client_id, at, seconds, scorecard, verdict, marks, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING;

-- name: ReviewsOf :many
SELECT * FROM review WHERE session = $1 AND agent = $2 ORDER BY n;

-- name: ReviewedIn :many
-- Whose part in a session was judged.
SELECT DISTINCT agent FROM review WHERE session = $1 ORDER BY agent;

-- name: LatestReviews :many
-- What counts of a day's reviews.
SELECT r.* FROM review r WHERE r.day = $1
  AND NOT EXISTS (SELECT 1 FROM review x WHERE x.session = r.session AND x.agent = r.agent AND x.n > r.n) ORDER BY r.agent, r.item;

-- name: PutScorecard :exec
INSERT INTO scorecard (version, doc, created_at) VALUES ($1, $2, $3) ON CONFLICT (version) DO NOTHING;

-- name: GetScorecard :one
SELECT doc FROM scorecard WHERE version = $1;
