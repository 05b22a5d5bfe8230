-- +goose Up
-- What the networks handed us, as they handed it. Insert-only; the UNIQUE index is the only thing that decides what a
-- duplicate is.
CREATE TABLE inbound (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  channel TEXT NOT NULL,
  event_id TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  ord BIGINT NOT NULL,
  part BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  body BYTEA NOT NULL
);
CREATE UNIQUE INDEX inbound_event ON inbound (channel, event_id);

-- The rows of inbound that no commit has carried yet: narrow, so that finishing one does not rewrite its body.
CREATE TABLE pending (
  part BIGINT NOT NULL,
  id BIGINT NOT NULL,
  PRIMARY KEY (part, id)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE pending; DROP TABLE inbound;
