-- +goose Up
-- What one request did to many sessions, so that the same request again does nothing twice. Nothing about a customer is in it, and
-- it goes after a day: by then nobody waits for the answer any more.
CREATE TABLE lot (
  agent TEXT NOT NULL,
  client_id TEXT NOT NULL, -- the request's own id
  digest TEXT NOT NULL,    -- of what was ordered
  done TEXT NOT NULL,      -- JSON: by session, what was carried out
  until BIGINT NOT NULL,   -- somebody is at it at the latest until then; 0 = nobody is
  at BIGINT NOT NULL,
  PRIMARY KEY (agent, client_id)
);
CREATE INDEX lot_at ON lot (at);

-- +goose Down
DROP TABLE lot;
