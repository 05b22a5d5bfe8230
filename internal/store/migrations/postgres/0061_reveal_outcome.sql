-- +goose Up
-- Lines of the log of reveals get a number, in their order, and say whether the contact was shown: 1, or 0 where it was refused, as too
-- many were shown within an hour. Of the lines before this it is not known who was refused: they stand as shown.
ALTER TABLE contact_reveal ADD COLUMN n BIGSERIAL PRIMARY KEY;
ALTER TABLE contact_reveal ALTER COLUMN n DROP DEFAULT;
ALTER TABLE contact_reveal ADD COLUMN shown BIGINT NOT NULL DEFAULT 1;
DROP SEQUENCE contact_reveal_n_seq;
DROP INDEX contact_reveal_at;

-- +goose Down
CREATE INDEX contact_reveal_at ON contact_reveal (at);
ALTER TABLE contact_reveal DROP COLUMN shown; ALTER TABLE contact_reveal DROP COLUMN n;
