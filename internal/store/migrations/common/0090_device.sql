-- +goose Up
-- Browsers that a person has asked the desk to remember.
CREATE TABLE device (
  id TEXT PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,    -- the last sign-in with it
  expires_at BIGINT NOT NULL,
  user_agent TEXT NOT NULL,
  source TEXT NOT NULL        -- of the last sign-in
);
CREATE INDEX device_agent ON device (agent);

ALTER TABLE sign_in ADD COLUMN device TEXT NOT NULL DEFAULT '';  -- the remembered one that keeps it, however long it is not used; empty = none
ALTER TABLE sign_in ADD COLUMN owes BIGINT NOT NULL DEFAULT 0;   -- 1 = good for nothing but setting up a second factor

-- +goose Down
ALTER TABLE sign_in DROP COLUMN owes;
ALTER TABLE sign_in DROP COLUMN device;
DROP TABLE device;
