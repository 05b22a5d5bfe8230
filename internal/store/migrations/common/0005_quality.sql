-- +goose Up
-- What the seed of a day will be, said before the day. Insert-only, like everything in here.
CREATE TABLE draw_promise (
  day TEXT NOT NULL,     -- 2026-08-20, on the department's calendar
  promise TEXT NOT NULL, -- SHA-256 of the seed
  at BIGINT NOT NULL,
  mac TEXT NOT NULL,
  PRIMARY KEY (day, promise)
);

-- One draw a day, with all that is needed to draw again.
CREATE TABLE draw (
  day TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  node TEXT NOT NULL,
  zone TEXT NOT NULL,
  from_at BIGINT NOT NULL,  -- the day is [from_at, until_at)
  until_at BIGINT NOT NULL,
  settings TEXT NOT NULL,
  seed TEXT NOT NULL,
  promise TEXT NOT NULL,
  hash TEXT NOT NULL,       -- of the population
  tally TEXT NOT NULL,      -- how many there were of each agent
  population TEXT NOT NULL,
  mac TEXT NOT NULL
);

-- What was drawn, and what stands in for it. replaces 0 = drawn; an empty session = nothing was left; passed are
-- sessions that came before it in the order and had been drawn on another day.
CREATE TABLE draw_item (
  day TEXT NOT NULL,
  agent TEXT NOT NULL,
  n BIGINT NOT NULL,
  session TEXT NOT NULL,
  stratum TEXT NOT NULL,
  replaces BIGINT NOT NULL,
  passed TEXT NOT NULL,
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  at BIGINT NOT NULL,
  mac TEXT NOT NULL,
  PRIMARY KEY (day, agent, n)
);
CREATE UNIQUE INDEX draw_item_once ON draw_item (session, agent) WHERE session <> '';
CREATE UNIQUE INDEX draw_item_replaced ON draw_item (day, agent, replaces) WHERE replaces > 0;

-- What was found in one participation. The newest n counts. day and item are those of the draw.
CREATE TABLE review (
  session TEXT NOT NULL,
  agent TEXT NOT NULL,
  n BIGINT NOT NULL,
  day TEXT NOT NULL,
  item BIGINT NOT NULL,
  reviewer TEXT NOT NULL,
  client_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  seconds BIGINT NOT NULL,
  scorecard TEXT NOT NULL,
  verdict TEXT NOT NULL,
  marks TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (session, agent, n)
);
CREATE INDEX review_day ON review (day, agent);

-- Every version of the criteria that a review was made by.
CREATE TABLE scorecard (version TEXT PRIMARY KEY, doc TEXT NOT NULL, created_at BIGINT NOT NULL);

-- +goose Down
DROP TABLE scorecard; DROP TABLE review; DROP TABLE draw_item; DROP TABLE draw; DROP TABLE draw_promise;
