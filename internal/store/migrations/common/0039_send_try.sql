-- +goose Up
-- What a network said when a message was not taken: the first tries, and in the last row the newest one.
CREATE TABLE send_try (
  session TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n BIGINT NOT NULL,
  at BIGINT NOT NULL,     -- when the call began
  ms BIGINT NOT NULL,     -- how long it took
  node TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,   -- the network's words, without secrets
  wait BIGINT NOT NULL,   -- milliseconds to the next try; 0 = there is none
  PRIMARY KEY (session, seq, n)
);

-- +goose Down
DROP TABLE send_try;
