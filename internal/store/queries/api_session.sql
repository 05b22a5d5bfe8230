-- name: OpenStanding :many
-- How many open sessions stand where: what the counts of all screens are made of.
SELECT phase, grp, holder, owner, count(*) AS n FROM session WHERE phase <> 'closed' GROUP BY phase, grp, holder, owner;

-- name: MessagesAfter :many
SELECT * FROM message WHERE session = $1 AND version > $2 ORDER BY seq LIMIT $3;

-- name: SystemLines :many
-- The visible remarks of the system: one for each change of hands.
SELECT version, at, purpose, author, text FROM message WHERE session = $1 AND role = 'system' ORDER BY seq;
