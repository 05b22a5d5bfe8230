-- name: StarsOf :many
-- A person's stars and pins, with whether that person wrote a note into the session since.
SELECT st.session, st.starred_at, st.pinned_at, st.owes,
    CAST(CASE WHEN EXISTS (SELECT 1 FROM message m WHERE m.session = st.session AND m.role = 'note' AND m.author = st.agent AND m.at >= st.starred_at) THEN 1 ELSE 0 END AS BIGINT) AS noted
FROM star st WHERE st.agent = $1 ORDER BY st.session;

-- name: StarOf :one
SELECT * FROM star WHERE agent = $1 AND session = $2;

-- name: CountStars :one
SELECT count(*) FROM star WHERE agent = $1;

-- name: PutStar :exec
INSERT INTO star (agent, session, starred_at, pinned_at, owes) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (agent, session) DO UPDATE SET starred_at = excluded.starred_at, pinned_at = excluded.pinned_at, owes = excluded.owes;

-- name: DropStar :exec
DELETE FROM star WHERE agent = $1 AND session = $2;
