-- name: PreferencesOf :one
SELECT n, body FROM preference WHERE agent = $1;

-- name: PutPreferences :execrows
-- Takes the place of the version before; no row when somebody was faster.
INSERT INTO preference (agent, n, body, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (agent) DO UPDATE SET n = excluded.n, body = excluded.body, at = excluded.at WHERE preference.n = excluded.n - 1;
