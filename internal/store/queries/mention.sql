-- name: MentionsIn :many
-- Whom the notes of a session speak to, between two lines.
SELECT * FROM mention WHERE session = sqlc.arg(session) AND seq >= sqlc.arg(first) AND seq <= sqlc.arg(last) ORDER BY seq, agent;

-- name: MentionsOf :many
-- The notes that speak to somebody who has not looked since, the newest first.
SELECT session, seq, who, at FROM mention WHERE agent = $1 AND looked_at = 0 ORDER BY at DESC, session, seq LIMIT $2;

-- name: OpenMentions :one
SELECT count(*) FROM mention WHERE agent = $1 AND session = $2 AND looked_at = 0;

-- name: LookAtMentions :execrows
UPDATE mention SET looked_at = sqlc.arg(at) WHERE agent = sqlc.arg(agent) AND session = sqlc.arg(session) AND looked_at = 0;
