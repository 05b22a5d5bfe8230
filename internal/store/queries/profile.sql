-- name: ContactFacts :many
-- What was said of an address, in its order; an erased value is empty.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, f.about, CAST(coalesce(v.value, '') AS TEXT) AS value
FROM contact_fact f LEFT JOIN contact_value v ON v.n = f.n WHERE f.channel = $1 AND f.conv_key = $2 ORDER BY f.n;

-- name: FactsOfField :many
-- What was said of anybody in one field, newest first.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, f.about, CAST(coalesce(v.value, '') AS TEXT) AS value
FROM contact_fact f LEFT JOIN contact_value v ON v.n = f.n WHERE f.field = $1 AND f.n < $2 ORDER BY f.n DESC LIMIT $3;

-- name: SaidIn :many
-- What was said in a field of anybody and is not erased, newest first; with a value only that.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, f.about, v.value
FROM contact_fact f JOIN contact_value v ON v.n = f.n
WHERE f.field = sqlc.arg(field) AND f.act = 'said' AND f.n < sqlc.arg(below) AND (CAST(sqlc.arg(value) AS TEXT) = '' OR v.value = sqlc.arg(value)) ORDER BY f.n DESC LIMIT CAST(sqlc.arg(most) AS BIGINT);

-- name: NewestSaid :many
-- The newest word about each address, newest first; an erased value is empty.
SELECT f.n, f.channel, f.conv_key, f.field, f.act, f.at, f.who, f.session, f.about, CAST(coalesce(v.value, '') AS TEXT) AS value
FROM contact_fact f LEFT JOIN contact_value v ON v.n = f.n
WHERE f.n < sqlc.arg(below) AND NOT EXISTS (SELECT 1 FROM contact_fact g WHERE g.channel = f.channel AND g.conv_key = f.conv_key AND g.n > f.n) ORDER BY f.n DESC LIMIT CAST(sqlc.arg(most) AS BIGINT);

-- name: CountMissed :one
-- Missed expectations that stand and want one of analysis, improvement and answer. Of each the newest word counts.
SELECT count(*) FROM contact_fact e JOIN contact_value x ON x.n = e.n
WHERE e.field = 'expected' AND e.act = 'said' AND e.n = (SELECT max(g.n) FROM contact_fact g WHERE g.about = e.about AND g.field = 'expected')
  AND (SELECT count(*) FROM contact_fact p JOIN contact_value w ON w.n = p.n
    WHERE p.about = e.about AND p.field IN ('analysis', 'improvement', 'answer') AND p.act = 'said' AND p.n = (SELECT max(g.n) FROM contact_fact g WHERE g.about = p.about AND g.field = p.field)) < 3;

-- name: LastContactFact :one
SELECT CAST(coalesce(max(n), 0) AS BIGINT) AS n FROM contact_fact;

-- name: PutContactFact :execrows
-- Changes nothing when somebody else was faster with that number.
INSERT INTO contact_fact (n, channel, conv_key, field, act, at, who, session, about) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING;

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
