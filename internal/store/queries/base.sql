-- name: PutMetaOnce :exec
INSERT INTO meta (k, v) VALUES ($1, $2) ON CONFLICT (k) DO NOTHING;

-- name: PutMeta :exec
INSERT INTO meta (k, v) VALUES ($1, $2) ON CONFLICT (k) DO UPDATE SET v = excluded.v;

-- name: GetMeta :one
SELECT v FROM meta WHERE k = $1;

-- name: DropMeta :execrows
DELETE FROM meta WHERE k = $1 AND v = $2;

-- name: PutRules :exec
INSERT INTO rules (version, doc, created_at) VALUES ($1, $2, $3) ON CONFLICT (version) DO NOTHING;

-- name: GetRules :one
SELECT doc FROM rules WHERE version = $1;
