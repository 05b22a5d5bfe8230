-- name: KnownOpen :many
SELECT conv_key FROM session WHERE channel = $1 AND phase <> 'closed' ORDER BY conv_key LIMIT $2;

-- name: KnownClosed :many
SELECT conv_key, CAST(max(closed_at) AS BIGINT) AS at FROM session WHERE channel = sqlc.arg(channel) AND phase = 'closed' AND closed_at >= sqlc.arg(since)
GROUP BY conv_key ORDER BY at DESC, conv_key LIMIT sqlc.arg(most);

-- name: KeyOfReceipt :one
-- The conversation below a prefix in which a message of ours was sent, among those that are open or were closed lately.
SELECT s.conv_key FROM session s JOIN message m ON m.session = s.id
WHERE s.channel = sqlc.arg(channel) AND substr(s.conv_key, 1, length(CAST(sqlc.arg(prefix) AS TEXT))) = CAST(sqlc.arg(prefix) AS TEXT)
  AND (s.phase <> 'closed' OR s.closed_at >= sqlc.arg(since)) AND m.role <> 'customer' AND m.receipt = sqlc.arg(receipt) AND m.receipt <> '' LIMIT 1;
