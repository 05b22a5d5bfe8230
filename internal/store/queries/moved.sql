-- name: HomeOf :one
SELECT home_key FROM moved WHERE channel = $1 AND conv_key = $2;

-- name: PutMoved :exec
INSERT INTO moved (channel, conv_key, home_key, at, event) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (channel, conv_key) DO NOTHING;
