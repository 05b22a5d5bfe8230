-- +goose Up
-- How many rows of what the networks handed us were emptied.
ALTER TABLE erasure ADD COLUMN raw BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE erasure DROP COLUMN raw;
