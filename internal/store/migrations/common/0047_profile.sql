-- +goose Up
-- What the department knows of a customer (CUS-01, CUS-02, CUS-03, CUS-08, CUS-11): facts of addresses, like links (0040). Who is one
-- person has the facts of all its addresses; parting them leaves each side its own. Insert-only.
-- act: said, withdrawn (no longer so), erased (the value of what was said is gone for good).
CREATE TABLE contact_fact (
  n BIGINT PRIMARY KEY,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  field TEXT NOT NULL,
  act TEXT NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  session TEXT NOT NULL
);
CREATE INDEX contact_fact_address ON contact_fact (channel, conv_key, n);
CREATE INDEX contact_fact_field ON contact_fact (field, n);

-- The value of a fact. It stands beside the act, so that it can be erased and the act stays.
CREATE TABLE contact_value (
  n BIGINT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Who was shown a contact whole (SEC-01): that of a fact, or with 0 that of the address itself. Insert-only.
CREATE TABLE contact_reveal (
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  field TEXT NOT NULL,
  fact BIGINT NOT NULL,
  why TEXT NOT NULL
);
CREATE INDEX contact_reveal_who ON contact_reveal (who, at);
CREATE INDEX contact_reveal_at ON contact_reveal (at);

-- +goose Down
DROP TABLE contact_reveal; DROP TABLE contact_value; DROP TABLE contact_fact;
