-- +goose Up
-- What each person's status is since when, until when the person means to be back, and the wish that waits for a superior: for
-- every look at who works here. How it came to be so is in the tables below.
ALTER TABLE agent ADD COLUMN status_at BIGINT NOT NULL DEFAULT 0;  -- 0 = before this was written down
ALTER TABLE agent ADD COLUMN back_at BIGINT NOT NULL DEFAULT 0;    -- 0 = not said
ALTER TABLE agent ADD COLUMN asking TEXT NOT NULL DEFAULT '';      -- id of the open status_request; empty = none

-- Every change of a status, insert-only (ui.md B2): an interval ends where the person's next one begins.
CREATE TABLE status_change (
  agent TEXT NOT NULL,
  n BIGINT NOT NULL,      -- 1, 2, … for each person
  status TEXT NOT NULL,
  set_by TEXT NOT NULL,   -- the person, who approved it, or empty: the desk itself
  reason TEXT NOT NULL,
  back_at BIGINT NOT NULL,
  request TEXT NOT NULL,  -- the wish that was approved; empty = none was needed
  at BIGINT NOT NULL,
  PRIMARY KEY (agent, n)
);
CREATE INDEX status_change_at ON status_change (agent, at);

-- Wishes to leave that need a superior (DUT-04), and what became of them, insert-only.
CREATE TABLE status_request (
  id TEXT PRIMARY KEY,
  agent TEXT NOT NULL,
  status TEXT NOT NULL,   -- away, busy
  reason TEXT NOT NULL,
  back_at BIGINT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX status_request_agent ON status_request (agent, at);
CREATE INDEX status_request_at ON status_request (at);

CREATE TABLE status_verdict (
  request TEXT PRIMARY KEY,
  verdict TEXT NOT NULL,  -- approved, refused, withdrawn
  who TEXT NOT NULL,
  note TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE status_verdict; DROP TABLE status_request; DROP TABLE status_change;
ALTER TABLE agent DROP COLUMN asking;
ALTER TABLE agent DROP COLUMN back_at;
ALTER TABLE agent DROP COLUMN status_at;
