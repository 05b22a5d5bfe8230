-- +goose Up
-- Texts that were changed or erased since they were written: what is made of them (the full-text index) follows.
CREATE TABLE text_changed (
  session TEXT NOT NULL,
  seq BIGINT NOT NULL,
  PRIMARY KEY (session, seq)
);

-- +goose Down
DROP TABLE text_changed;
