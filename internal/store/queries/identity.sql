-- name: IdentityOf :one
SELECT * FROM sign_in_identity WHERE issuer = $1 AND subject = $2;

-- name: IdentitiesOf :many
SELECT * FROM sign_in_identity WHERE agent = $1 ORDER BY linked_at, id;

-- name: PutIdentity :exec
INSERT INTO sign_in_identity (issuer, subject, id, agent, account, linked_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: SeenIdentity :exec
UPDATE sign_in_identity SET seen_at = $2 WHERE id = $1;

-- name: DropIdentity :execrows
DELETE FROM sign_in_identity WHERE id = $1 AND agent = $2;

-- name: UseState :execrows
INSERT INTO sign_in_state (state, until) VALUES ($1, $2) ON CONFLICT (state) DO NOTHING;

-- name: DropDeadStates :exec
DELETE FROM sign_in_state WHERE until <= $1;
