-- +goose Up
-- Which bytes in the folder somebody has: what nobody has is swept (internal/media).
CREATE INDEX file_blob ON file (blob) WHERE blob <> '';

-- +goose Down
DROP INDEX file_blob;
