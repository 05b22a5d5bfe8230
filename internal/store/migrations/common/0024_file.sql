-- +goose Up
-- Files of messages: what is known of them, and where their bytes lie once they were fetched (internal/media). The bytes
-- themselves are no rows.
CREATE TABLE file (
  session TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n BIGINT NOT NULL,
  channel TEXT NOT NULL, -- that fetches it by ref; empty: it was handed in here, and ref is the upload's id
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size BIGINT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  seconds BIGINT NOT NULL,
  ref TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  blob TEXT NOT NULL,
  thumb TEXT NOT NULL,
  digest TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  PRIMARY KEY (session, seq, n)
);
CREATE INDEX file_wanted ON file (due_at) WHERE state = 'wanted';
CREATE UNIQUE INDEX file_upload ON file (ref) WHERE channel = '' AND ref <> ''; -- what was handed in once goes out once

-- Files that somebody has handed in and that no message has taken yet. Whoever does not use one in time loses it.
CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL, -- 'agent:' and the agent's id, or 'chat:' and the conversation's address
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size BIGINT NOT NULL,
  width BIGINT NOT NULL,
  height BIGINT NOT NULL,
  blob TEXT NOT NULL,
  thumb TEXT NOT NULL,
  digest TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX upload_at ON upload (at);
CREATE INDEX upload_owner ON upload (owner);

-- +goose Down
DROP TABLE upload; DROP TABLE file;
