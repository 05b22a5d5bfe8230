-- +goose Up
-- How many questions inside the house wait for their answer: who was asked finds the session by it.
ALTER TABLE session ADD COLUMN asks BIGINT NOT NULL DEFAULT 0;
CREATE INDEX session_asks ON session (urgency, id) WHERE asks > 0;

-- +goose Down
DROP INDEX session_asks;
ALTER TABLE session DROP COLUMN asks;
