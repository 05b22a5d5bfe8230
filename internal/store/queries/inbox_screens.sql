-- name: ComplaintDues :many
-- What is due first of each open complaint: there is at most one in a session.
SELECT session, due_at FROM complaint WHERE closed_at = 0;

-- name: ComplaintDueOf :one
SELECT due_at FROM complaint WHERE session = $1 AND closed_at = 0;

-- name: ConcernedBy :many
-- Who has open sessions of a channel, and the groups that they are with.
SELECT DISTINCT holder, owner, grp FROM session WHERE channel = $1 AND phase <> 'closed';
