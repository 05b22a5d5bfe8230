-- +goose Up
-- What became of an event that could not be carried: replayed_at or dismissed_at, 0 as long as neither.
ALTER TABLE quarantine ADD COLUMN dismissed_at BIGINT NOT NULL DEFAULT 0;

-- Who looked into such an event, had it read again or dismissed it. Insert-only.
CREATE TABLE quarantine_act (
  event BIGINT NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  act TEXT NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX quarantine_act_event ON quarantine_act (event);

-- +goose Down
DROP TABLE quarantine_act;
ALTER TABLE quarantine DROP COLUMN dismissed_at;
