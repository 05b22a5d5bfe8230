-- name: CountSettings :one
-- Grows with every change: rows are only ever added. A greatest id would not do, since of two changes that overlap the
-- one with the smaller id may commit last.
SELECT count(*) FROM setting WHERE kind <> 'people';

-- name: NewestSettings :many
-- What the department is made of. The history of people lies in the same table and makes no department.
SELECT * FROM setting s WHERE kind <> 'people' AND n = (SELECT max(t.n) FROM setting t WHERE t.kind = s.kind AND t.name = s.name) ORDER BY kind, name;

-- name: SettingVersions :many
SELECT n, who, note, at FROM setting WHERE kind = $1 AND name = $2 ORDER BY n DESC LIMIT $3;

-- name: SettingVersion :one
SELECT * FROM setting WHERE kind = $1 AND name = $2 AND n = $3;

-- name: SettingsOfKind :many
SELECT * FROM setting WHERE kind = $1 ORDER BY at DESC, name, n DESC;

-- name: PutSetting :execrows
INSERT INTO setting (kind, name, n, body, who, note, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, name, n) DO NOTHING;

-- name: OpenInGroup :one
-- Sessions of a group that somebody still works on, or that a customer can still take up again.
SELECT count(*) FROM session WHERE grp = $1 AND (phase <> 'closed' OR closed_at > $2);

-- name: AnySession :one
SELECT count(*) FROM (SELECT 1 FROM session WHERE phase <> 'closed' LIMIT 1) AS t;

-- name: SaidInClosed :many
-- What agents wrote in the sessions that were closed last.
SELECT m.session, m.seq, m.author, m.text, s.channel, s.grp FROM message m JOIN session s ON s.id = m.session
WHERE m.session IN (SELECT c.id FROM session c WHERE c.phase = 'closed' ORDER BY c.closed_at DESC, c.id DESC LIMIT $1) AND m.role = 'agent' AND m.text <> ''
ORDER BY m.at DESC, m.session, m.seq DESC LIMIT $2;

-- name: SaidInOpen :many
-- What agents wrote in the open sessions that wait longest.
SELECT m.session, m.seq, m.author, m.text, s.channel, s.grp FROM message m JOIN session s ON s.id = m.session
WHERE m.session IN (SELECT c.id FROM session c WHERE c.phase <> 'closed' ORDER BY c.urgency, c.id LIMIT $1) AND m.role = 'agent' AND m.text <> ''
ORDER BY m.at DESC, m.session, m.seq DESC LIMIT $2;

-- name: LastInbound :many
-- When each channel last brought something, among the newest rows: whether a new channel works is seen at once.
SELECT channel, CAST(max(received_at) AS BIGINT) AS at FROM (SELECT i.channel, i.received_at FROM inbound i ORDER BY i.id DESC LIMIT $1) AS t GROUP BY channel;
