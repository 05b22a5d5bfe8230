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
CREATE TRIGGER erasure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE erasure;
