-- +goose Up
-- Lines of the log of reveals get a number, in their order, and say whether the contact was shown: 1, or 0 where it was refused, as too
-- many were shown within an hour. Of the lines before this it is not known who was refused: they stand as shown. A primary key cannot be
-- added to a table, so a new one takes its place; the triggers go with the old one.
CREATE TABLE contact_reveal_new (
  n INTEGER PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  field TEXT NOT NULL,
  fact BIGINT NOT NULL,
  why TEXT NOT NULL,
  shown BIGINT NOT NULL DEFAULT 1
);
INSERT INTO contact_reveal_new (n, at, who, session, channel, conv_key, field, fact, why)
SELECT row_number() OVER (ORDER BY rowid), at, who, session, channel, conv_key, field, fact, why FROM contact_reveal;
DROP TABLE contact_reveal;
ALTER TABLE contact_reveal_new RENAME TO contact_reveal;
CREATE INDEX contact_reveal_who ON contact_reveal (who, at);
-- +goose StatementBegin
CREATE TRIGGER contact_reveal_no_update BEFORE UPDATE ON contact_reveal BEGIN SELECT RAISE(ABORT, 'contact_reveal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_reveal_no_delete BEFORE DELETE ON contact_reveal BEGIN SELECT RAISE(ABORT, 'contact_reveal is append-only'); END;
-- +goose StatementEnd

-- +goose Down
CREATE TABLE contact_reveal_old (
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  conv_key TEXT NOT NULL,
  field TEXT NOT NULL,
  fact BIGINT NOT NULL,
  why TEXT NOT NULL
);
INSERT INTO contact_reveal_old SELECT at, who, session, channel, conv_key, field, fact, why FROM contact_reveal ORDER BY n;
DROP TABLE contact_reveal;
ALTER TABLE contact_reveal_old RENAME TO contact_reveal;
CREATE INDEX contact_reveal_who ON contact_reveal (who, at);
CREATE INDEX contact_reveal_at ON contact_reveal (at);
-- +goose StatementBegin
CREATE TRIGGER contact_reveal_no_update BEFORE UPDATE ON contact_reveal BEGIN SELECT RAISE(ABORT, 'contact_reveal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_reveal_no_delete BEFORE DELETE ON contact_reveal BEGIN SELECT RAISE(ABORT, 'contact_reveal is append-only'); END;
-- +goose StatementEnd
