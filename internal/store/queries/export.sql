-- name: SessionsOpenedIn :many
-- Sessions behind an id that were opened in a time, by id.
SELECT * FROM session WHERE opened_at >= sqlc.arg(since) AND opened_at < sqlc.arg(until) AND id > sqlc.arg(after) ORDER BY id LIMIT CAST(sqlc.arg(most) AS BIGINT);

-- name: SessionsAt :many
-- All sessions at an address, oldest first.
SELECT * FROM session WHERE channel = $1 AND conv_key = $2 ORDER BY ordinal;

-- name: MessagesOf :many
SELECT * FROM message WHERE session = $1 ORDER BY seq;
