-- +goose Up
-- What the department has decided: every version of every document, insert-only. The newest n of a name holds.
CREATE TABLE setting (
  kind TEXT NOT NULL,   -- targets, groups, hours, phrases, scripts, department
  name TEXT NOT NULL,   -- of the document within its kind, such as the group whose hours they are
  n BIGINT NOT NULL,    -- from 1
  body TEXT NOT NULL,
  who TEXT NOT NULL,    -- empty: the configuration, or what comes with the program
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (kind, name, n)
);

-- +goose Down
DROP TABLE setting;
