-- +goose Up
-- What somebody writes in a session and has not sent: one reply and one note each. It was said to nobody, so it is no part of
-- the record of the session. Where it was sent or thrown away the row stays empty for a while, so that another browser learns it.
CREATE TABLE draft (
  agent TEXT NOT NULL,
  session TEXT NOT NULL,
  mode TEXT NOT NULL,    -- reply, note
  n BIGINT NOT NULL,     -- grows with each save
  text TEXT NOT NULL,
  scripts TEXT NOT NULL, -- JSON: what was put into it, with what it leaves to be filled in
  files TEXT NOT NULL,   -- JSON: ids of uploads
  at BIGINT NOT NULL,
  PRIMARY KEY (agent, session, mode)
);
CREATE INDEX draft_at ON draft (at);

-- +goose Down
DROP TABLE draft;
