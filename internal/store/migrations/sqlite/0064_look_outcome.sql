-- +goose Up
-- Lines of the log of looks get a number, in their order, and say whether the look was answered: 1, or 0 where it was refused, as too
-- many were within an hour. Of the lines before this it is not known which were refused: they stand as answered. A primary key cannot be
-- added to a table, so a new one takes its place; the triggers go with the old one.
CREATE TABLE contact_look_new (
  n INTEGER PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  shown BIGINT NOT NULL DEFAULT 1
);
INSERT INTO contact_look_new (n, at, who, session, channel, conv_key)
SELECT row_number() OVER (ORDER BY rowid), at, who, session, channel, conv_key FROM contact_look;
DROP TABLE contact_look;
ALTER TABLE contact_look_new RENAME TO contact_look;
CREATE INDEX contact_look_who ON contact_look (who, at);
-- +goose StatementBegin
CREATE TRIGGER contact_look_no_update BEFORE UPDATE ON contact_look BEGIN SELECT RAISE(ABORT, 'contact_look is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_look_no_delete BEFORE DELETE ON contact_look BEGIN SELECT RAISE(ABORT, 'contact_look is append-only'); END;
-- +goose StatementEnd

-- The register is not searched by the customer's address any more: it is covered, and could be tried out. The words are number, title,
-- address, nature and wish, a line each, in small letters.
UPDATE complaint SET search = substr(search, 1, length(number) + length(json_extract(state, '$.title')) + 2)
  || substr(search, length(number) + length(json_extract(state, '$.title')) + length(json_extract(state, '$.address')) + 4)
WHERE state <> '';

-- +goose Down
UPDATE complaint SET search = substr(search, 1, length(number) + length(json_extract(state, '$.title')) + 2) || lower(json_extract(state, '$.address'))
  || substr(search, length(number) + length(json_extract(state, '$.title')) + 2)
WHERE state <> '';
CREATE TABLE contact_look_old (
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL
);
INSERT INTO contact_look_old SELECT at, who, session, channel, conv_key FROM contact_look ORDER BY n;
DROP TABLE contact_look;
ALTER TABLE contact_look_old RENAME TO contact_look;
CREATE INDEX contact_look_who ON contact_look (who, at);
-- +goose StatementBegin
CREATE TRIGGER contact_look_no_update BEFORE UPDATE ON contact_look BEGIN SELECT RAISE(ABORT, 'contact_look is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_look_no_delete BEFORE DELETE ON contact_look BEGIN SELECT RAISE(ABORT, 'contact_look is append-only'); END;
-- +goose StatementEnd
