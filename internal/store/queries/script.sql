-- name: OwnTexts :many
-- What somebody has written for oneself, in the order in which it was begun.
SELECT * FROM own_text WHERE agent = $1 ORDER BY id;

-- name: AddOwnText :exec
INSERT INTO own_text (agent, id, n, title, code, body) VALUES ($1, $2, 1, $3, $4, $5);

-- name: ChangeOwnText :execrows
-- Changes nothing where another window was faster.
UPDATE own_text SET n = n + 1, title = sqlc.arg(title), code = sqlc.arg(code), body = sqlc.arg(body) WHERE agent = sqlc.arg(agent) AND id = sqlc.arg(id) AND n = sqlc.arg(n);

-- name: DropOwnText :exec
DELETE FROM own_text WHERE agent = $1 AND id = $2;

-- name: AddScriptProposal :exec
INSERT INTO script_proposal (id, who, locale, script, before, body, reason, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: ScriptProposal :one
SELECT * FROM script_proposal WHERE id = $1;

-- name: ScriptProposals :many
-- The newest, or with an author the newest of that one, each with what became of it; an empty verdict = it is open. What is open
-- stands first.
SELECT p.id, p.who, p.locale, p.script, p.before, p.body, p.reason, p.at, COALESCE(v.verdict, '') AS verdict, COALESCE(v.who, '') AS decided_by, COALESCE(v.reason, '') AS decided_why,
  COALESCE(v.script, '') AS became, CAST(COALESCE(v.n, 0) AS BIGINT) AS n, CAST(COALESCE(v.at, 0) AS BIGINT) AS decided_at, CAST(CASE WHEN r.proposal IS NULL THEN 0 ELSE 1 END AS BIGINT) AS told
FROM script_proposal p LEFT JOIN script_verdict v ON v.proposal = p.id LEFT JOIN script_verdict_read r ON r.proposal = p.id
WHERE p.who = sqlc.arg(who) OR CAST(sqlc.arg(who) AS TEXT) = '' ORDER BY CASE WHEN v.proposal IS NULL THEN 0 ELSE 1 END, p.at DESC, p.id DESC LIMIT sqlc.arg(most);

-- name: OpenScriptProposals :one
-- How many wait for a verdict, of one author or of all.
SELECT count(*) FROM script_proposal p WHERE (p.who = sqlc.arg(who) OR CAST(sqlc.arg(who) AS TEXT) = '') AND NOT EXISTS (SELECT 1 FROM script_verdict v WHERE v.proposal = p.id);

-- name: AddScriptVerdict :execrows
-- Adds nothing where somebody was faster.
INSERT INTO script_verdict (proposal, verdict, who, reason, script, n, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (proposal) DO NOTHING;

-- name: ScriptVerdict :one
SELECT * FROM script_verdict WHERE proposal = $1;

-- name: ReadScriptVerdicts :exec
-- Notes that a proposer has read what became of the proposals; what one has withdrawn oneself is known.
INSERT INTO script_verdict_read (proposal, at) SELECT p.id, CAST(sqlc.arg(at) AS BIGINT) FROM script_proposal p JOIN script_verdict v ON v.proposal = p.id
WHERE p.who = sqlc.arg(who) AND v.verdict <> 'withdrawn' ON CONFLICT (proposal) DO NOTHING;

-- name: UnreadScriptVerdicts :one
SELECT count(*) FROM script_proposal p JOIN script_verdict v ON v.proposal = p.id
WHERE p.who = $1 AND v.verdict <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM script_verdict_read r WHERE r.proposal = p.id);

-- name: ScriptsUsed :many
-- The answers since a time that have scripts in them: the body names those.
SELECT who, at, body FROM event WHERE kind = 'agent_replied' AND body LIKE '%"scripts":[%' AND at >= $1;

-- name: ScriptsUsedBy :many
SELECT at, body FROM event WHERE kind = 'agent_replied' AND body LIKE '%"scripts":[%' AND at >= $1 AND who = $2;

-- name: AddScriptFile :exec
INSERT INTO script_file (id, who, kind, name, type, size, width, height, blob, thumb, digest, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: ScriptFile :one
SELECT * FROM script_file WHERE id = $1;

-- name: SameScriptFile :one
-- The one that has the same bytes under the same name, if there is one.
SELECT * FROM script_file WHERE digest = $1 AND name = $2 ORDER BY at, id LIMIT 1;

-- name: ScriptFiles :many
-- The newest of what scripts may carry.
SELECT * FROM script_file ORDER BY at DESC, id DESC LIMIT $1;
