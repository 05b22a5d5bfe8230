-- name: AddChannelState :exec
INSERT INTO channel_state (channel, node, began_at, asked_at, failing_since, failures, error, alarmed_at, quiet_at, heard_at, sent_at)
VALUES ($1, '', $2, 0, 0, 0, '', 0, 0, 0, 0) ON CONFLICT (channel) DO NOTHING;

-- name: ChannelStates :many
SELECT * FROM channel_state ORDER BY channel;

-- name: PutChannelState :execrows
-- Lands only on the state that it was made from: of two nodes that asked at the same time one has the word.
UPDATE channel_state SET node = sqlc.arg(node), asked_at = sqlc.arg(asked_at), failing_since = sqlc.arg(failing_since), failures = sqlc.arg(failures), error = sqlc.arg(error),
  alarmed_at = sqlc.arg(alarmed_at), quiet_at = sqlc.arg(quiet_at) WHERE channel = sqlc.arg(channel) AND asked_at = CAST(sqlc.arg(was) AS BIGINT);

-- name: PutChannelTraffic :exec
UPDATE channel_state SET heard_at = CASE WHEN heard_at > CAST(sqlc.arg(heard) AS BIGINT) THEN heard_at ELSE CAST(sqlc.arg(heard) AS BIGINT) END,
  sent_at = CASE WHEN sent_at > CAST(sqlc.arg(sent) AS BIGINT) THEN sent_at ELSE CAST(sqlc.arg(sent) AS BIGINT) END WHERE channel = sqlc.arg(channel);

-- name: UnsentByChannel :many
SELECT channel, count(*) AS n FROM outbox GROUP BY channel;
