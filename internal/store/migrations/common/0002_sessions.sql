-- +goose Up
CREATE TABLE session (
  id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  ordinal BIGINT NOT NULL,
  part BIGINT NOT NULL,
  version BIGINT NOT NULL,
  phase TEXT NOT NULL,
  grp TEXT NOT NULL,
  holder TEXT NOT NULL,
  owner TEXT NOT NULL,
  title TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  queued_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  next_due BIGINT NOT NULL,
  urgency BIGINT NOT NULL,
  preview_role TEXT NOT NULL,
  preview_text TEXT NOT NULL,
  preview_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  head BYTEA NOT NULL
);
CREATE UNIQUE INDEX session_open ON session (channel, conv_key) WHERE phase <> 'closed';
CREATE UNIQUE INDEX session_address ON session (channel, conv_key, ordinal);
CREATE INDEX session_due ON session (next_due) WHERE next_due > 0;
CREATE INDEX session_list ON session (urgency, id) WHERE phase <> 'closed';
CREATE INDEX session_mine ON session (holder, urgency, id) WHERE phase <> 'closed' AND holder <> '';
CREATE INDEX session_owned ON session (owner, urgency, id) WHERE phase <> 'closed' AND owner <> '';
CREATE INDEX session_queue ON session (grp, queued_at, id) WHERE phase = 'queued';
CREATE INDEX session_closed ON session (closed_at, id) WHERE phase = 'closed';

-- The log: evidence, insert-only. body carries digests, never texts.
CREATE TABLE event (
  session TEXT NOT NULL,
  version BIGINT NOT NULL,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  who TEXT NOT NULL,
  body TEXT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (session, version)
);

-- A projection of the log plus the texts, which can be erased.
CREATE TABLE message (
  session TEXT NOT NULL,
  seq BIGINT NOT NULL,
  version BIGINT NOT NULL,
  role TEXT NOT NULL,
  author TEXT NOT NULL,
  purpose TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  salt TEXT NOT NULL,
  script TEXT NOT NULL,
  client_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  reply_ref TEXT NOT NULL,
  at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  delivery TEXT NOT NULL,
  delivery_reason TEXT NOT NULL,
  receipt TEXT NOT NULL,
  PRIMARY KEY (session, seq)
);
CREATE UNIQUE INDEX message_external ON message (session, external_id) WHERE role = 'customer' AND external_id <> '';
CREATE UNIQUE INDEX message_client ON message (session, client_id) WHERE client_id <> '' AND role <> 'customer';

-- What has to leave. A row goes when the channel has spoken.
CREATE TABLE outbox (
  session TEXT NOT NULL,
  seq BIGINT NOT NULL,
  part BIGINT NOT NULL,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  state TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (session, seq)
);
CREATE INDEX outbox_part ON outbox (part, channel, conv_key);
CREATE INDEX outbox_left ON outbox (due_at); -- not by state: a claim must not touch any index

CREATE TABLE quarantine (
  id BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL,
  replayed_at BIGINT NOT NULL
);

CREATE TABLE seal (
  node TEXT NOT NULL,
  n BIGINT NOT NULL,
  at BIGINT NOT NULL,
  heads TEXT NOT NULL,
  mac TEXT NOT NULL,
  PRIMARY KEY (node, n)
);

-- +goose Down
DROP TABLE seal; DROP TABLE quarantine; DROP TABLE outbox; DROP TABLE message; DROP TABLE event; DROP TABLE session;
