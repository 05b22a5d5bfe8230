-- +goose Up
-- Texts that people have written for themselves, beside the department's scripts (SCR-01): their owner's alone, and no part of
-- the record.
CREATE TABLE own_text (
  agent TEXT NOT NULL,
  id TEXT NOT NULL,
  n BIGINT NOT NULL,     -- grows with each change
  title TEXT NOT NULL,
  code TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (agent, id)
);

-- What people propose for the department's scripts (SCR-24), insert-only.
CREATE TABLE script_proposal (
  id TEXT PRIMARY KEY,
  who TEXT NOT NULL,
  locale TEXT NOT NULL,  -- the pack's
  script TEXT NOT NULL,  -- the id of the one that is to be changed; empty = a new one
  before TEXT NOT NULL,  -- JSON: what it said when it was proposed; empty for a new one
  body TEXT NOT NULL,    -- JSON: what it is to say
  reason TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX script_proposal_who ON script_proposal (who, at);
CREATE INDEX script_proposal_at ON script_proposal (at);

-- What became of proposals, insert-only: who is first has decided.
CREATE TABLE script_verdict (
  proposal TEXT PRIMARY KEY,
  verdict TEXT NOT NULL, -- approved, refused, withdrawn
  who TEXT NOT NULL,
  reason TEXT NOT NULL,
  script TEXT NOT NULL,  -- approved: the id of the script
  n BIGINT NOT NULL,     -- approved: the version of the document that has it
  at BIGINT NOT NULL
);

-- Which verdicts their proposers have read.
CREATE TABLE script_verdict_read (
  proposal TEXT PRIMARY KEY,
  at BIGINT NOT NULL
);

-- Files that scripts of the library carry, insert-only: an old version of the scripts may be made to hold again.
CREATE TABLE script_file (
  id TEXT PRIMARY KEY,
  who TEXT NOT NULL,
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
CREATE INDEX script_file_blob ON script_file (blob);
CREATE INDEX script_file_digest ON script_file (digest);

-- Answers with scripts in them, by time and by who said them: how often each is used. Nothing else of the log is in them.
CREATE INDEX event_scripts ON event (at) WHERE kind = 'agent_replied' AND body LIKE '%"scripts":[%';
CREATE INDEX event_scripts_who ON event (who, at) WHERE kind = 'agent_replied' AND body LIKE '%"scripts":[%';

-- +goose Down
DROP INDEX event_scripts_who; DROP INDEX event_scripts; DROP TABLE script_file; DROP TABLE script_verdict_read; DROP TABLE script_verdict; DROP TABLE script_proposal; DROP TABLE own_text;
