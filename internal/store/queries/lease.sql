-- name: TakeLease :one
-- Takes a lease that is free, run out or already ours (then the token grows too, so that an older self is fenced off).
INSERT INTO lease (name, holder, fence, until) VALUES (sqlc.arg(name), sqlc.arg(holder), 1, sqlc.arg(until))
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = lease.fence + 1, until = excluded.until
WHERE lease.until <= CAST(sqlc.arg(now) AS BIGINT) OR lease.holder = excluded.holder
RETURNING fence;

-- name: RenewLeases :execrows
UPDATE lease SET until = sqlc.arg(until) WHERE holder = sqlc.arg(holder) AND until > CAST(sqlc.arg(now) AS BIGINT);

-- name: LeasesOf :many
SELECT name, fence, until FROM lease WHERE holder = $1 ORDER BY name;

-- name: AllLeases :many
SELECT name, holder, fence, until FROM lease ORDER BY name;

-- name: EndLease :exec
-- Ends a lease that its holder does not use: whoever takes it next must reckon with commits under it.
UPDATE lease SET until = $3 WHERE name = $1 AND holder = $2;

-- name: GiveUpLease :exec
UPDATE lease SET until = 0 WHERE name = $1 AND holder = $2;

-- name: BeatNode :exec
INSERT INTO node (id, started_at, seen_at) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at;

-- name: LiveNodes :many
SELECT id, started_at, seen_at FROM node WHERE seen_at > $1 ORDER BY id;

-- name: DropNode :exec
DELETE FROM node WHERE id = $1;
