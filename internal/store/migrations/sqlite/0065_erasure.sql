-- +goose Up
-- Who had a customer erased, when and why, asked in which session, and how much went: nothing of the customer. Insert-only.
CREATE TABLE erasure (
  n BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  session TEXT NOT NULL,
  sessions BIGINT NOT NULL,
  texts BIGINT NOT NULL,
  files BIGINT NOT NULL,
  facts BIGINT NOT NULL
);
-- +goose StatementBegin
CREATE TRIGGER erasure_no_update BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'erasure is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE erasure;
