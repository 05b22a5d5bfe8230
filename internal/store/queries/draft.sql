-- name: DraftsOf :many
-- Which drafts somebody has, the newest first; those that are empty were sent or thrown away.
SELECT session, mode, n, CAST(CASE WHEN text = '' AND files = '[]' THEN 0 ELSE 1 END AS BIGINT) AS written FROM draft WHERE agent = $1 ORDER BY at DESC, session, mode LIMIT $2;

-- name: DraftsIn :many
-- Somebody's drafts in a session.
SELECT * FROM draft WHERE agent = $1 AND session = $2 ORDER BY mode;

-- name: CountDrafts :one
SELECT count(*) AS n FROM draft WHERE agent = $1 AND (text <> '' OR files <> '[]');

-- name: DraftStands :one
-- What stands in a place, and whether it is empty.
SELECT n, CAST(CASE WHEN text = '' AND files = '[]' THEN 0 ELSE 1 END AS BIGINT) AS written FROM draft WHERE agent = $1 AND session = $2 AND mode = $3;

-- name: SetDraft :execrows
-- Changes nothing where another browser was faster.
UPDATE draft SET n = n + 1, text = sqlc.arg(text), scripts = sqlc.arg(scripts), files = sqlc.arg(files), quotes = sqlc.arg(quotes), at = sqlc.arg(at)
WHERE agent = sqlc.arg(agent) AND session = sqlc.arg(session) AND mode = sqlc.arg(mode) AND n = sqlc.arg(follows);

-- name: AddDraft :execrows
INSERT INTO draft (agent, session, mode, n, text, scripts, files, quotes, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (agent, session, mode) DO NOTHING;

-- name: DropOldDrafts :execrows
-- What nobody has touched for long, and what was last touched before a session that is closed for good was closed.
DELETE FROM draft WHERE at < sqlc.arg(oldest) OR (at < sqlc.arg(closed)
  AND EXISTS (SELECT 1 FROM session s WHERE s.id = draft.session AND s.phase = 'closed' AND s.closed_at < sqlc.arg(closed)));

-- name: UploadUsed :one
-- Whether a message has taken what was handed in.
SELECT count(*) AS n FROM file WHERE ref = $1 AND channel = '';
