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

-- name: TitleOf :one
-- The name of a session's customer.
SELECT title, opened_at FROM session WHERE id = $1;

-- name: FactsAfter :many
-- What was said of anybody behind a number, with its value: what was erased is not there.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, v.value
FROM contact_fact f JOIN contact_value v ON v.n = f.n WHERE f.n > $1 ORDER BY f.n LIMIT $2;

-- name: FactAt :one
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, v.value
FROM contact_fact f JOIN contact_value v ON v.n = f.n WHERE f.n = $1;

-- name: FactsOfValue :many
-- What was said of anybody in one of these very words. The bound on the length is that of the index.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, f.about, v.value
FROM contact_value v JOIN contact_fact f ON f.n = v.n
WHERE length(v.value) <= 120 AND v.value IN (sqlc.arg(a), sqlc.arg(b), sqlc.arg(c), sqlc.arg(d), sqlc.arg(e), sqlc.arg(f), sqlc.arg(g), sqlc.arg(h)) ORDER BY f.n DESC LIMIT sqlc.arg(most);

-- name: AddressesAmong :many
-- Those of these conversations that a channel has.
SELECT DISTINCT conv_key FROM session WHERE channel = sqlc.arg(channel)
  AND conv_key IN (sqlc.arg(a), sqlc.arg(b), sqlc.arg(c), sqlc.arg(d), sqlc.arg(e), sqlc.arg(f), sqlc.arg(g), sqlc.arg(h));
