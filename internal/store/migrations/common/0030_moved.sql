-- +goose Up
-- Conversations that their network gave another key: what comes in under conv_key belongs to the one at home_key. event is
-- the raw row that said so.
CREATE TABLE moved (
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  home_key TEXT NOT NULL,
  at BIGINT NOT NULL,
  event BIGINT NOT NULL,
  PRIMARY KEY (channel, conv_key)
);

-- +goose Down
DROP TABLE moved;
