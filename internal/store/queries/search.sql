-- name: SessionVersions :many
-- The versions of the sessions behind an id, in the order of the ids.
SELECT id, version FROM session WHERE id > $1 ORDER BY id LIMIT $2;

-- name: TextsChanged :many
SELECT session, seq, n FROM text_changed ORDER BY session, seq LIMIT $1;

-- name: DropTextChanged :execrows
-- Stays when it was changed once more since it was read.
DELETE FROM text_changed WHERE session = $1 AND seq = $2 AND n = $3;

-- name: WroteIn :one
-- Whether somebody held the session or wrote to its customer.
SELECT CAST(count(*) AS BIGINT) AS n FROM message WHERE session = $1 AND author = $2 AND role IN ('agent', 'system');
