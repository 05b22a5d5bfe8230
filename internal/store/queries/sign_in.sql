-- name: SecondFactor :one
SELECT * FROM second_factor WHERE agent = $1;

-- name: BeginSecondFactor :execrows
-- One that counts stays.
INSERT INTO second_factor (agent, secret, set_at, last_step) VALUES ($1, $2, 0, 0)
ON CONFLICT (agent) DO UPDATE SET secret = excluded.secret WHERE second_factor.set_at = 0;

-- name: ConfirmSecondFactor :execrows
-- Only the secret that the code was judged by.
UPDATE second_factor SET set_at = $3, last_step = $4 WHERE agent = $1 AND secret = $2 AND set_at = 0;

-- name: UseStep :execrows
-- A code works once, whichever node it comes to.
UPDATE second_factor SET last_step = sqlc.arg(step) WHERE agent = sqlc.arg(agent) AND secret = sqlc.arg(secret) AND set_at > 0 AND last_step < sqlc.arg(step);

-- name: DropSecondFactor :execrows
DELETE FROM second_factor WHERE agent = $1;

-- name: PutRecoveryCode :exec
INSERT INTO recovery_code (agent, digest) VALUES ($1, $2);

-- name: UseRecoveryCode :execrows
DELETE FROM recovery_code WHERE agent = $1 AND digest = $2;

-- name: CountRecoveryCodes :one
SELECT count(*) FROM recovery_code WHERE agent = $1;

-- name: DropRecoveryCodes :exec
DELETE FROM recovery_code WHERE agent = $1;

-- name: SetOwes :exec
-- What a person's sign-ins by password are good for.
UPDATE sign_in SET owes = $2 WHERE agent = $1;

-- name: DeviceByToken :one
SELECT * FROM device WHERE token_hash = $1;

-- name: CreateDevice :exec
INSERT INTO device (id, token_hash, agent, created_at, used_at, expires_at, user_agent, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: UseDevice :exec
UPDATE device SET used_at = $2, user_agent = $3, source = $4 WHERE id = $1;

-- name: DevicesOf :many
SELECT id, created_at, used_at, expires_at, user_agent, source FROM device WHERE agent = $1 AND expires_at > $2 ORDER BY used_at DESC, id;

-- name: DropDevice :execrows
DELETE FROM device WHERE id = $1 AND agent = $2;

-- name: DropDeviceByToken :exec
DELETE FROM device WHERE token_hash = $1;

-- name: DropDevicesOf :exec
DELETE FROM device WHERE agent = $1;

-- name: DropDeadDevices :exec
DELETE FROM device WHERE expires_at <= $1;

-- name: DropSignInsOfDevice :exec
DELETE FROM sign_in WHERE agent = $1 AND device = $2;

-- name: EndKeeping :exec
-- What no device keeps any more lives on like any other, from now.
UPDATE sign_in SET device = '', expires_at = CASE WHEN expires_at > sqlc.arg(until) THEN CAST(sqlc.arg(until) AS BIGINT) ELSE expires_at END
WHERE agent = sqlc.arg(agent) AND device <> '';
