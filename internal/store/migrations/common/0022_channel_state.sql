-- +goose Up
-- What is known of each channel: whether it works, by whoever asked last, and when something last went each way. It is no
-- evidence: lost, it is known again after an interval.
CREATE TABLE channel_state (
  channel TEXT PRIMARY KEY,
  node TEXT NOT NULL,
  began_at BIGINT NOT NULL,
  asked_at BIGINT NOT NULL,
  failing_since BIGINT NOT NULL,
  failures BIGINT NOT NULL,
  error TEXT NOT NULL,
  alarmed_at BIGINT NOT NULL,
  quiet_at BIGINT NOT NULL,
  heard_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE channel_state;
