-- name: SessionsOpenedIn :many
-- Sessions behind an id that were opened in a time, by id.
SELECT * FROM session WHERE opened_at >= sqlc.arg(since) AND opened_at < sqlc.arg(until) AND id > sqlc.arg(after) ORDER BY id LIMIT CAST(sqlc.arg(most) AS BIGINT);

-- name: MessagesOf :many
SELECT * FROM message WHERE session = $1 ORDER BY seq;
