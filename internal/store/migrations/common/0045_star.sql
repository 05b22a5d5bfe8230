-- +goose Up
-- What a person has starred and pinned (RTE-09). Times are Unix milliseconds, 0 = not; owes is 1 where a note is owed because
-- of the star: whether it was written stands among the messages.
CREATE TABLE star (
  agent TEXT NOT NULL,
  session TEXT NOT NULL,
  starred_at BIGINT NOT NULL,
  pinned_at BIGINT NOT NULL,
  owes BIGINT NOT NULL,
  PRIMARY KEY (agent, session)
);

-- +goose Down
DROP TABLE star;
