-- name: PutComplaint :one
-- Takes the next number of the year. No row comes back when somebody else takes it, or registers the session, in the
-- same moment: nothing was written then.
INSERT INTO complaint (id, year, serial, number, version, session, grp, from_grp, owner, reporter, handler, step, due_at, closed_at, sort_at, search, state, head)
SELECT CAST(sqlc.arg(id) AS TEXT), CAST(sqlc.arg(year) AS BIGINT), COALESCE(MAX(c.serial), 0) + 1, CAST(sqlc.arg(id) AS TEXT), 0, CAST(sqlc.arg(session) AS TEXT),
  CAST(sqlc.arg(grp) AS TEXT), CAST(sqlc.arg(from_grp) AS TEXT), CAST(sqlc.arg(owner) AS TEXT), CAST(sqlc.arg(reporter) AS TEXT), '', '', 0, 0, 0, '', '', CAST('' AS BYTEA)
FROM complaint c WHERE c.year = CAST(sqlc.arg(year) AS BIGINT)
ON CONFLICT DO NOTHING RETURNING serial;

-- name: MoveComplaint :execrows
UPDATE complaint SET version = sqlc.arg(version), number = sqlc.arg(number), owner = sqlc.arg(owner), handler = sqlc.arg(handler), step = sqlc.arg(step), due_at = sqlc.arg(due_at),
  closed_at = sqlc.arg(closed_at), sort_at = sqlc.arg(sort_at), search = sqlc.arg(search), asks = sqlc.arg(asks), caller = sqlc.arg(caller), state = sqlc.arg(state), head = sqlc.arg(head)
WHERE id = sqlc.arg(id) AND version = sqlc.arg(was);

-- name: PutCaseEvent :exec
INSERT INTO case_event (complaint, n, at, who, kind, client_id, body, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: ComplaintOf :one
-- An entry by its id or by its number.
SELECT * FROM complaint WHERE id = $1 OR number = $1;

-- name: OpenComplaint :one
SELECT * FROM complaint WHERE session = $1 AND closed_at = 0;

-- name: ComplaintsOfSession :many
SELECT * FROM complaint WHERE session = $1 ORDER BY year DESC, serial DESC;

-- name: CaseEvents :many
SELECT * FROM case_event WHERE complaint = $1 ORDER BY n;

-- name: CaseEventByClient :one
SELECT * FROM case_event WHERE complaint = $1 AND client_id = $2;

-- name: Complaints :many
-- A page of the register. Empty arguments let everything pass.
SELECT * FROM complaint
WHERE (CAST(sqlc.arg(seer) AS TEXT) = '' OR owner = sqlc.arg(seer) OR reporter = sqlc.arg(seer) OR handler = sqlc.arg(seer) OR caller = sqlc.arg(seer))
  AND (CAST(sqlc.arg(mine) AS TEXT) = '' OR owner = sqlc.arg(mine) OR reporter = sqlc.arg(mine) OR handler = sqlc.arg(mine))
  AND closed_at >= CAST(sqlc.arg(closed_from) AS BIGINT) AND closed_at <= CAST(sqlc.arg(closed_until) AS BIGINT)
  AND due_at < CAST(sqlc.arg(due_before) AS BIGINT)
  AND (CAST(sqlc.arg(step) AS TEXT) = '' OR step = sqlc.arg(step))
  AND (CAST(sqlc.arg(asks) AS TEXT) = '' OR asks = sqlc.arg(asks))
  AND (CAST(sqlc.arg(caller) AS TEXT) = '' OR caller = sqlc.arg(caller) OR caller = '' AND owner = sqlc.arg(caller))
  AND (CAST(sqlc.arg(from_grp) AS TEXT) = '' OR from_grp = sqlc.arg(from_grp))
  AND (CAST(sqlc.arg(words) AS TEXT) = '' OR search LIKE sqlc.arg(words) ESCAPE '!')
  AND (sort_at, id) > (CAST(sqlc.arg(after_at) AS BIGINT), CAST(sqlc.arg(after_id) AS TEXT))
ORDER BY sort_at, id LIMIT CAST(sqlc.arg(most) AS BIGINT);

-- name: CountComplaints :one
-- The figures above the register; but for unseen, only open entries count.
SELECT
  CAST(COALESCE(SUM(CASE WHEN closed_at = 0 THEN 1 ELSE 0 END), 0) AS BIGINT) AS open,
  CAST(COALESCE(SUM(CASE WHEN closed_at = 0 AND due_at < CAST(sqlc.arg(now) AS BIGINT) THEN 1 ELSE 0 END), 0) AS BIGINT) AS overdue,
  CAST(COALESCE(SUM(CASE WHEN closed_at = 0 AND due_at < CAST(sqlc.arg(tomorrow) AS BIGINT) THEN 1 ELSE 0 END), 0) AS BIGINT) AS today,
  CAST(COALESCE(SUM(CASE WHEN step = CAST(sqlc.arg(step) AS TEXT) THEN 1 ELSE 0 END), 0) AS BIGINT) AS follow_up,
  CAST(COALESCE(SUM(CASE WHEN step = sqlc.arg(step) AND (caller = CAST(sqlc.arg(mine) AS TEXT) OR caller = '' AND owner = sqlc.arg(mine)) THEN 1 ELSE 0 END), 0) AS BIGINT) AS call,
  CAST(COALESCE(SUM(CASE WHEN closed_at = 0 AND (owner = sqlc.arg(mine) OR reporter = sqlc.arg(mine) OR handler = sqlc.arg(mine)) THEN 1 ELSE 0 END), 0) AS BIGINT) AS mine,
  CAST(COALESCE(SUM(CASE WHEN asks = 'ruling' THEN 1 ELSE 0 END), 0) AS BIGINT) AS ruling,
  CAST((SELECT COUNT(*) FROM complaint c WHERE c.asks <> '' AND c.asks = 'seen' -- the first term is the index's
    AND (CAST(sqlc.arg(seer) AS TEXT) = '' OR c.owner = sqlc.arg(seer) OR c.reporter = sqlc.arg(seer) OR c.handler = sqlc.arg(seer) OR c.caller = sqlc.arg(seer))) AS BIGINT) AS unseen
FROM complaint WHERE closed_at = 0 AND (CAST(sqlc.arg(seer) AS TEXT) = '' OR owner = sqlc.arg(seer) OR reporter = sqlc.arg(seer) OR handler = sqlc.arg(seer) OR caller = sqlc.arg(seer));

-- name: CaseHeadsSince :many
-- The heads of the entries that something happened to since then, for the seals.
SELECT c.id, c.version, c.head FROM complaint c
WHERE c.id > sqlc.arg(after) AND EXISTS (SELECT 1 FROM case_event e WHERE e.complaint = c.id AND e.at > sqlc.arg(since))
ORDER BY c.id LIMIT sqlc.arg(most);

-- name: Unregistered :many
-- Open sessions of the complaint group that no entry of the register is about.
SELECT s.id FROM session s WHERE s.phase <> 'closed' AND s.grp = sqlc.arg(grp) AND NOT EXISTS (SELECT 1 FROM complaint c WHERE c.session = s.id) ORDER BY s.id LIMIT 100;

-- name: UnregisteredWaiting :many
-- The same of those that wait there, by the index of the queue.
SELECT s.id FROM session s WHERE s.phase = 'queued' AND s.grp = sqlc.arg(grp) AND NOT EXISTS (SELECT 1 FROM complaint c WHERE c.session = s.id) ORDER BY s.queued_at, s.id LIMIT 100;

-- name: ComplaintsAfter :many
-- The whole register in the order of its numbers, a page at a time.
SELECT * FROM complaint WHERE (year, serial) > (CAST(sqlc.arg(year) AS BIGINT), CAST(sqlc.arg(serial) AS BIGINT)) ORDER BY year, serial LIMIT 200;

-- name: OrphanCaseEvents :many
-- Entries whose row is gone.
SELECT e.complaint, count(*) AS n FROM case_event e WHERE NOT EXISTS (SELECT 1 FROM complaint c WHERE c.id = e.complaint) GROUP BY e.complaint ORDER BY e.complaint LIMIT 200;

-- name: OpenComplaintsAt :many
-- What is open of the sessions of an address, by what is due.
SELECT c.* FROM session s JOIN complaint c ON c.session = s.id WHERE s.channel = $1 AND s.conv_key = $2 AND c.closed_at = 0 ORDER BY c.sort_at, c.id;
