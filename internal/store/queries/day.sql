-- name: WorkedOn :many
-- Sessions that were open in [from_at, until_at) and in which somebody (empty: anybody) wrote or was written down from
-- since_at on, each with the customer's first message. The closed ones go by their index; of the open ones there are few.
SELECT s.id, s.channel, s.title, s.phase, s.grp, s.holder, s.opened_at, s.closed_at, s.state,
  CAST(COALESCE((SELECT q.text FROM message q WHERE q.session = s.id AND q.role = 'customer' ORDER BY q.seq LIMIT 1), '') AS TEXT) AS question
FROM session s
WHERE s.opened_at < CAST(sqlc.arg(until_at) AS BIGINT)
  AND s.id IN (SELECT o.id FROM session o WHERE o.phase <> 'closed' UNION ALL SELECT c.id FROM session c WHERE c.phase = 'closed' AND c.closed_at >= CAST(sqlc.arg(from_at) AS BIGINT))
  AND EXISTS (SELECT 1 FROM message m WHERE m.session = s.id AND m.at >= CAST(sqlc.arg(since_at) AS BIGINT) AND m.at < CAST(sqlc.arg(until_at) AS BIGINT)
    AND (CAST(sqlc.arg(agent) AS TEXT) = '' OR m.author = CAST(sqlc.arg(agent) AS TEXT)))
ORDER BY s.opened_at, s.id LIMIT 2000;

-- name: ReviewedSince :many
-- What counts of the reviews of one agent's participations, the newest first.
SELECT r.* FROM review r WHERE r.day >= $1 AND r.agent = $2
  AND NOT EXISTS (SELECT 1 FROM review x WHERE x.session = r.session AND x.agent = r.agent AND x.n > r.n) ORDER BY r.at DESC LIMIT 50;
