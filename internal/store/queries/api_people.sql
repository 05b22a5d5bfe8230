-- name: Roster :many
-- Everybody, without what only a sign-in needs.
SELECT id, login, name, rank, speciality, member_of, status, capacity, load, epoch, disabled, level, deputy, status_at, back_at, asking FROM agent ORDER BY name, id;

-- name: ChangeAgent :execrows
-- Only while nobody else has changed the person meanwhile.
UPDATE agent SET name = $2, rank = $3, speciality = $4, member_of = $5, capacity = $6, disabled = $7, level = $8, deputy = $9, epoch = epoch + 1
WHERE id = $1 AND epoch = $10;

-- name: LiveSignIns :many
-- One that a device keeps has no limit of use; one that owes a second factor is good for no socket.
SELECT id FROM sign_in WHERE expires_at > $1 AND (seen_at > $2 OR device <> '') AND owes = 0;

-- name: SeenSignIn :exec
-- Not one that has ended meanwhile for want of use: it would begin anew.
UPDATE sign_in SET seen_at = sqlc.arg(seen_at) WHERE id = sqlc.arg(id) AND seen_at < sqlc.arg(seen_at) AND (seen_at > sqlc.arg(alive_since) OR device <> '');

-- name: DropSignInByToken :execrows
DELETE FROM sign_in WHERE token_hash = $1;

-- name: DropOtherSignIns :execrows
DELETE FROM sign_in WHERE agent = $1 AND id <> $2;

-- name: DropSignInsElsewhere :execrows
DELETE FROM sign_in WHERE agent = $1 AND token_hash <> $2;

-- name: DropDeadSignIns :execrows
DELETE FROM sign_in WHERE expires_at <= $1 OR seen_at <= $2 AND device = '';
