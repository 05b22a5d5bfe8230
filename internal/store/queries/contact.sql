-- name: ContactLinks :many
-- Every act that names an address, in their order.
SELECT n, a_channel, a_key, b_channel, b_key, undoes, at, who, why, session FROM contact_link
WHERE a_channel = sqlc.arg(channel) AND a_key = sqlc.arg(conv_key) OR b_channel = sqlc.arg(channel) AND b_key = sqlc.arg(conv_key) ORDER BY n;

-- name: LastContactLink :one
SELECT CAST(coalesce(max(n), 0) AS BIGINT) AS n FROM contact_link;

-- name: PutContactLink :execrows
-- Changes nothing when somebody else was faster with that number.
INSERT INTO contact_link (n, a_channel, a_key, b_channel, b_key, undoes, at, who, why, session) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING;

-- name: LastContactLook :one
SELECT CAST(coalesce(max(n), 0) AS BIGINT) AS n FROM contact_look;

-- name: PutContactLook :execrows
-- Changes nothing when somebody else was faster with that number.
INSERT INTO contact_look (n, at, who, session, channel, conv_key, shown) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING;

-- name: CountContactLooks :one
-- How often somebody looked and was answered since, or (shown = 0) was refused.
SELECT count(*) FROM contact_look WHERE who = sqlc.arg(who) AND at > sqlc.arg(since) AND shown = sqlc.arg(shown);

-- name: NewestAt :one
-- The newest session of an address.
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE channel = $1 AND conv_key = $2 ORDER BY ordinal DESC LIMIT 1;

-- name: FormerAt :many
-- The closed sessions of an address behind a place, newest first: at one address the order of the ordinals is that of the closes.
SELECT id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state
FROM session WHERE channel = $1 AND conv_key = $2 AND phase = 'closed' AND (closed_at, id) < (CAST($3 AS BIGINT), CAST($4 AS TEXT)) ORDER BY ordinal DESC LIMIT $5;

-- name: CountFormerAt :one
SELECT count(*) FROM session WHERE channel = $1 AND conv_key = $2 AND phase = 'closed' AND (closed_at, id) < (CAST($3 AS BIGINT), CAST($4 AS TEXT));

-- name: ByTail :many
-- Sessions whose ids end like one of these.
SELECT id FROM session WHERE substr(id, 29, 8) IN ($1, $2, $3, $4) LIMIT 2;
