-- name: LotOf :one
SELECT digest, done, until FROM lot WHERE agent = $1 AND client_id = $2;

-- name: AddLot :execrows
-- Nothing where the same request has just begun elsewhere.
INSERT INTO lot (agent, client_id, digest, done, until, at) VALUES ($1, $2, $3, '{}', $4, $5) ON CONFLICT (agent, client_id) DO NOTHING;

-- name: ClaimLot :execrows
-- Nothing where somebody else was faster.
UPDATE lot SET until = sqlc.arg(until) WHERE agent = sqlc.arg(agent) AND client_id = sqlc.arg(client_id) AND until = sqlc.arg(was);

-- name: EndLot :exec
UPDATE lot SET done = sqlc.arg(done), until = 0 WHERE agent = sqlc.arg(agent) AND client_id = sqlc.arg(client_id);

-- name: DropOldLots :exec
DELETE FROM lot WHERE at < $1;
