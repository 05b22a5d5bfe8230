-- +goose Up
-- The complaint register: one row an entry, a projection of its events. serial has no hole within a year; number is
-- what people read, made of both.
CREATE TABLE complaint (
  id TEXT PRIMARY KEY,
  year BIGINT NOT NULL,
  serial BIGINT NOT NULL,
  number TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  session TEXT NOT NULL,
  grp TEXT NOT NULL,      -- the complaint group that has it
  from_grp TEXT NOT NULL, -- where the session was when it was registered
  owner TEXT NOT NULL,    -- first-contact owner, fixed
  reporter TEXT NOT NULL,
  handler TEXT NOT NULL,
  step TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  sort_at BIGINT NOT NULL, -- open ones by what is due, then the closed ones, newest first
  search TEXT NOT NULL,    -- in small letters
  state TEXT NOT NULL,
  head BYTEA NOT NULL,
  UNIQUE (year, serial)
);
CREATE UNIQUE INDEX complaint_one_open ON complaint (session) WHERE closed_at = 0;
CREATE INDEX complaint_session ON complaint (session);
CREATE INDEX complaint_sort ON complaint (sort_at, id);

-- What happened to an entry. Insert-only, chained by hash.
CREATE TABLE case_event (
  complaint TEXT NOT NULL,
  n BIGINT NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL,
  client_id TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (complaint, n)
);
CREATE UNIQUE INDEX case_event_client ON case_event (complaint, client_id) WHERE client_id <> '';
CREATE INDEX case_event_at ON case_event (at);

-- +goose Down
DROP TABLE case_event; DROP TABLE complaint;
