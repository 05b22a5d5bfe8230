-- +goose Up
-- Which addresses people have said to be one customer's (RTE-06). An act links a and b, or takes back the act that undoes names.
-- What is in force follows from the acts: those that none takes back. Insert-only.
CREATE TABLE contact_link (
  n BIGINT PRIMARY KEY,
  a_channel TEXT NOT NULL,
  a_key TEXT NOT NULL,
  b_channel TEXT NOT NULL,
  b_key TEXT NOT NULL,
  undoes BIGINT NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  session TEXT NOT NULL
);
CREATE UNIQUE INDEX contact_link_undone ON contact_link (undoes) WHERE undoes > 0;
CREATE INDEX contact_link_a ON contact_link (a_channel, a_key);
CREATE INDEX contact_link_b ON contact_link (b_channel, b_key);

-- Who asked whose contact or session number something is, and was shown whom; no channel = nobody was found. Insert-only.
CREATE TABLE contact_look (
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL
);
CREATE INDEX contact_look_who ON contact_look (who, at);

-- A session's number is made of the end of its id: this finds it again.
CREATE INDEX session_tail ON session (substr(id, 29, 8));

-- +goose Down
DROP INDEX session_tail; DROP TABLE contact_look; DROP TABLE contact_link;
