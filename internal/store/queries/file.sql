-- name: FilesOf :many
-- The files of the messages of a session in a range of places, both ends included.
SELECT * FROM file WHERE session = $1 AND seq >= sqlc.arg(first) AND seq <= sqlc.arg(last) ORDER BY seq, n;

-- name: FileAt :one
SELECT * FROM file WHERE session = $1 AND seq = $2 AND n = $3;

-- name: FilesWanted :many
SELECT f.session, f.seq, f.n, f.channel, f.kind, f.name, f.type, f.size, f.width, f.height, f.seconds, f.ref, f.reason, f.attempt, f.due_at, s.conv_key, m.at
FROM file f JOIN session s ON s.id = f.session JOIN message m ON m.session = f.session AND m.seq = f.seq
WHERE f.state = 'wanted' AND f.due_at <= $1 ORDER BY f.due_at LIMIT $2;

-- name: NextFile :one
-- When the next file wants to be fetched; 0 = none does.
SELECT CAST(COALESCE(min(due_at), 0) AS BIGINT) AS due FROM file WHERE state = 'wanted';

-- name: ClaimFile :execrows
-- Puts a file off for as long as one try may take: who changes the row has it. The reason is empty until the try has ended,
-- so that one that takes its node with it is known by that.
UPDATE file SET due_at = sqlc.arg(until), attempt = attempt + 1, reason = '' WHERE session = $1 AND seq = $2 AND n = $3 AND state = 'wanted' AND due_at = sqlc.arg(was);

-- name: PutOffFile :exec
-- Ends a try, if it still has its claim.
UPDATE file SET due_at = sqlc.arg(until), reason = sqlc.arg(reason) WHERE session = $1 AND seq = $2 AND n = $3 AND state = 'wanted' AND due_at = sqlc.arg(was);

-- name: AddUpload :exec
INSERT INTO upload (id, owner, kind, name, type, size, width, height, blob, thumb, digest, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: UploadOf :one
SELECT * FROM upload WHERE id = $1 AND owner = $2;

-- name: UploadsOf :one
-- How many files and bytes an owner has handed in and not used.
SELECT CAST(count(*) AS BIGINT) AS n, CAST(COALESCE(sum(size), 0) AS BIGINT) AS bytes FROM upload u
WHERE u.owner = $1 AND NOT EXISTS (SELECT 1 FROM file f WHERE f.ref = u.id AND f.channel = '');

-- name: CustomersUploads :one
-- How many bytes all customers have handed in and not used, each file counted for a least size.
SELECT CAST(COALESCE(sum(CASE WHEN u.size < sqlc.arg(least) THEN sqlc.arg(least) ELSE u.size END), 0) AS BIGINT) AS bytes FROM upload u
WHERE u.owner LIKE 'chat:%';

-- name: DropUpload :many
DELETE FROM upload WHERE id = $1 AND owner = $2 RETURNING blob, thumb;

-- name: PassUpload :one
-- Makes what one owner has handed in another's. No row comes back when it is not there, or was not that owner's.
UPDATE upload SET owner = sqlc.arg(heir) WHERE id = sqlc.arg(id) AND owner = sqlc.arg(owner) RETURNING *;

-- name: DropOldUploads :many
-- What is evidence of a complaint stays.
DELETE FROM upload WHERE at < $1 AND owner NOT LIKE 'case:%' RETURNING owner, blob, thumb;

-- name: CustomerFile :one
-- A file as the customer at an address may see it: of no note, and of nothing that was taken back.
SELECT f.* FROM file f JOIN session s ON s.id = f.session JOIN message m ON m.session = f.session AND m.seq = f.seq
WHERE s.channel = $1 AND s.conv_key = $2 AND s.ordinal = $3 AND f.seq = $4 AND f.n = $5 AND m.role <> 'note'
  AND NOT EXISTS (SELECT 1 FROM message r WHERE r.session = f.session AND r.purpose = 'recalled' AND r.reply_ref = CAST(f.seq AS TEXT));

-- name: BlobsBetween :many
-- The keys in a range that a message's file, an upload or a script of the library has.
SELECT f.blob FROM file f WHERE f.blob <> '' AND f.blob >= sqlc.arg(least) AND f.blob < sqlc.arg(beyond)
UNION ALL SELECT u.blob FROM upload u WHERE u.blob >= sqlc.arg(least) AND u.blob < sqlc.arg(beyond)
UNION ALL SELECT s.blob FROM script_file s WHERE s.blob >= sqlc.arg(least) AND s.blob < sqlc.arg(beyond);

-- name: DropOldestUpload :many
-- Forgets the oldest file that an owner has handed in and not sent; one that a message waits for is sent.
-- The owner stands outside as well: it is looked at again when a complaint takes the file in the same moment.
DELETE FROM upload WHERE upload.owner = $1 AND upload.id = (
    SELECT u.id FROM upload u WHERE u.owner = $1 AND NOT EXISTS (SELECT 1 FROM file f WHERE f.ref = u.id AND f.channel = '')
      AND NOT EXISTS (SELECT 1 FROM file f WHERE f.state = 'wanted' AND f.ref = 'upload:' || u.id)
    ORDER BY u.at, u.id LIMIT 1) RETURNING blob, thumb;
