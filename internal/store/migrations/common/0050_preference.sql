-- +goose Up
-- What a person likes of the desk: keys, sounds, density, theme, language. Its owner's alone, and no part of the record of
-- the department; n counts the changes.
CREATE TABLE preference (
  agent TEXT PRIMARY KEY,
  n BIGINT NOT NULL,
  body TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- +goose Down
DROP TABLE preference;
