-- name: CreateAgent :exec
INSERT INTO agent (id, login, name, password, rank, speciality, member_of, status, capacity, created_at, level, password_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10);

-- name: CountAgents :one
SELECT count(*) FROM agent;

-- name: AgentByLogin :one
SELECT * FROM agent WHERE login = $1;

-- name: AgentByID :one
SELECT * FROM agent WHERE id = $1;

-- name: ListAgents :many
SELECT * FROM agent ORDER BY name, id;

-- name: SetStatus :execrows
-- Since when it is so stays where the status does.
UPDATE agent SET status_at = CASE WHEN status = sqlc.arg(status) THEN status_at ELSE CAST(sqlc.arg(at) AS BIGINT) END, status = sqlc.arg(status), back_at = sqlc.arg(back_at), epoch = epoch + 1
WHERE id = sqlc.arg(id) AND disabled = 0;

-- name: EndDraining :execrows
UPDATE agent SET status = 'offline', status_at = $2, back_at = 0, epoch = epoch + 1 WHERE id = $1 AND status = 'draining' AND load = 0;

-- name: UpdateAgent :execrows
UPDATE agent SET name = $2, rank = $3, speciality = $4, member_of = $5, capacity = $6, disabled = $7, epoch = epoch + 1 WHERE id = $1;

-- name: SetPassword :execrows
UPDATE agent SET password = $2, password_at = $3, epoch = epoch + 1 WHERE id = $1;

-- name: HoldAgent :exec
-- Whoever does the same waits until this transaction has ended.
UPDATE agent SET epoch = epoch WHERE id = $1;

-- name: CreateSignIn :exec
INSERT INTO sign_in (token_hash, id, agent, created_at, seen_at, expires_at, user_agent, source, device, owes) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: SignInByToken :one
SELECT s.id AS sign_in, s.created_at, s.seen_at, s.expires_at, s.device, s.owes, a.id, a.login, a.name, a.rank, a.speciality, a.member_of, a.status, a.capacity, a.load, a.epoch, a.disabled, a.status_at, a.back_at, a.asking
FROM sign_in s JOIN agent a ON a.id = s.agent WHERE s.token_hash = $1;

-- name: TouchSignIn :exec
UPDATE sign_in SET seen_at = sqlc.arg(seen_at) WHERE token_hash = sqlc.arg(token_hash) AND (seen_at > sqlc.arg(alive_since) OR device <> '');

-- name: DropSignIn :execrows
DELETE FROM sign_in WHERE id = $1 AND agent = $2;

-- name: DropSignInsOf :execrows
DELETE FROM sign_in WHERE agent = $1;

-- name: SignInsOf :many
SELECT id, created_at, seen_at, expires_at, user_agent, source, device FROM sign_in WHERE agent = $1 ORDER BY seen_at DESC;

-- name: DropOldSignIns :execrows
DELETE FROM sign_in WHERE expires_at < $1;
