-- name: SavedViews :many
-- One's own and all that groups share; which of those are to be seen is for the caller to say.
SELECT * FROM saved_view WHERE owner = $1 OR grp <> '' ORDER BY grp, name, id;

-- name: SavedView :one
SELECT * FROM saved_view WHERE id = $1;

-- name: CountSavedViews :one
-- How many somebody has made: for oneself, where the group is empty, or else for groups.
SELECT count(*) FROM saved_view WHERE owner = sqlc.arg(owner) AND (grp = '') = (CAST(sqlc.arg(grp) AS TEXT) = '');

-- name: AddSavedView :exec
INSERT INTO saved_view (id, owner, grp, name, query, made_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: ChangeSavedView :many
-- Changes nothing where it was dropped meanwhile. What is empty stays as somebody else may have written it in the same moment.
UPDATE saved_view SET name = COALESCE(NULLIF(CAST(sqlc.arg(name) AS TEXT), ''), name), query = COALESCE(NULLIF(CAST(sqlc.arg(query) AS TEXT), ''), query) WHERE id = sqlc.arg(id) RETURNING name, query;

-- name: DropSavedView :exec
DELETE FROM saved_view WHERE id = $1;
