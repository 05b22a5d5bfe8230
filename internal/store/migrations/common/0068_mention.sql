-- +goose Up
-- Whom notes speak to. Written with the note; looked_at, 0 until then, is when that person first read the session afterwards.
CREATE TABLE mention (
  agent TEXT NOT NULL,
  session TEXT NOT NULL,
  seq BIGINT NOT NULL,       -- of the note
  who TEXT NOT NULL,         -- its writer
  at BIGINT NOT NULL,
  looked_at BIGINT NOT NULL,
  PRIMARY KEY (session, seq, agent)
);
CREATE INDEX mention_open ON mention (agent, at) WHERE looked_at = 0;

-- +goose Down
DROP TABLE mention;
