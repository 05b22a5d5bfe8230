-- +goose Up
-- A person's second factor: the secret that an app makes codes of, under a key that is not in the record. It counts once set_at says
-- that the person has shown a code of it; last_step is the newest half minute whose code was used, as each works once.
CREATE TABLE second_factor (
  agent TEXT PRIMARY KEY,
  secret TEXT NOT NULL,
  set_at BIGINT NOT NULL,    -- 0 = begun, not confirmed
  last_step BIGINT NOT NULL
);

-- Codes for who has lost the app, one row each until it is used: their digests under the same key.
CREATE TABLE recovery_code (
  agent TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (agent, digest)
);

-- +goose Down
DROP TABLE recovery_code; DROP TABLE second_factor;
