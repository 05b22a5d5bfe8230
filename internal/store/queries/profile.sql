-- name: ContactFacts :many
-- What was said of an address, in its order; an erased value is empty.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, CAST(coalesce(v.value, '') AS TEXT) AS value
FROM contact_fact f LEFT JOIN contact_value v ON v.n = f.n WHERE f.channel = $1 AND f.conv_key = $2 ORDER BY f.n;

-- name: FactsOfField :many
-- What was said of anybody in one field, newest first.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, CAST(coalesce(v.value, '') AS TEXT) AS value
FROM contact_fact f LEFT JOIN contact_value v ON v.n = f.n WHERE f.field = $1 AND f.n < $2 ORDER BY f.n DESC LIMIT $3;

-- name: LastContactFact :one
SELECT CAST(coalesce(max(n), 0) AS BIGINT) AS n FROM contact_fact;

-- name: PutContactFact :execrows
-- Changes nothing when somebody else was faster with that number.
INSERT INTO contact_fact (n, channel, conv_key, field, act, at, who, session) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING;

-- name: PutContactValue :exec
INSERT INTO contact_value (n, value) VALUES ($1, $2);

-- name: EraseContactValue :exec
DELETE FROM contact_value WHERE n = $1;

-- name: LastContactReveal :one
SELECT CAST(coalesce(max(n), 0) AS BIGINT) AS n FROM contact_reveal;

-- name: PutContactReveal :execrows
-- Changes nothing when somebody else was faster with that number.
INSERT INTO contact_reveal (n, at, who, session, channel, conv_key, field, fact, why, shown) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING;

-- name: CountContactReveals :one
-- How often somebody was shown a contact since, or (shown = 0) was refused.
SELECT count(*) FROM contact_reveal WHERE who = sqlc.arg(who) AND at > sqlc.arg(since) AND shown = sqlc.arg(shown);

-- name: ContactReveals :many
-- Who was shown what, and who was refused, newest first.
SELECT * FROM contact_reveal WHERE n < $1 ORDER BY n DESC LIMIT $2;
