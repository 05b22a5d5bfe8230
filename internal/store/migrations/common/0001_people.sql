-- +goose Up
CREATE TABLE meta (k TEXT PRIMARY KEY, v TEXT NOT NULL);

CREATE TABLE agent (
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password TEXT NOT NULL,
  rank TEXT NOT NULL,
  speciality TEXT NOT NULL,
  member_of TEXT NOT NULL,
  status TEXT NOT NULL,
  capacity BIGINT NOT NULL,
  load BIGINT NOT NULL DEFAULT 0,
  epoch BIGINT NOT NULL DEFAULT 1,
  last_given BIGINT NOT NULL DEFAULT 0,
  disabled BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL
);

CREATE TABLE sign_in (
  token_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  agent TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  user_agent TEXT NOT NULL,
  source TEXT NOT NULL
);
CREATE INDEX sign_in_agent ON sign_in (agent);

CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  fence BIGINT NOT NULL,
  until BIGINT NOT NULL
);

CREATE TABLE node (id TEXT PRIMARY KEY, started_at BIGINT NOT NULL, seen_at BIGINT NOT NULL);

CREATE TABLE rules (version TEXT PRIMARY KEY, doc TEXT NOT NULL, created_at BIGINT NOT NULL);

-- +goose Down
DROP TABLE rules; DROP TABLE node; DROP TABLE lease; DROP TABLE sign_in; DROP TABLE agent; DROP TABLE meta;
