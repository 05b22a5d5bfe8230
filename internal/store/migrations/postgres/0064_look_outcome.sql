-- +goose Up
-- Lines of the log of looks get a number, in their order, and say whether the look was answered: 1, or 0 where it was refused, as too
-- many were within an hour. Of the lines before this it is not known which were refused: they stand as answered.
ALTER TABLE contact_look ADD COLUMN n BIGSERIAL PRIMARY KEY;
ALTER TABLE contact_look ALTER COLUMN n DROP DEFAULT;
ALTER TABLE contact_look ADD COLUMN shown BIGINT NOT NULL DEFAULT 1;
DROP SEQUENCE contact_look_n_seq;

-- The register is not searched by the customer's address any more: it is covered, and could be tried out. The words are number, title,
-- address, nature and wish, a line each, in small letters.
UPDATE complaint SET search = substr(search, 1, length(number) + length(state::json->>'title') + 2)
  || substr(search, length(number) + length(state::json->>'title') + length(state::json->>'address') + 4)
WHERE state <> '';

-- +goose Down
UPDATE complaint SET search = substr(search, 1, length(number) + length(state::json->>'title') + 2) || lower(state::json->>'address')
  || substr(search, length(number) + length(state::json->>'title') + 2)
WHERE state <> '';
ALTER TABLE contact_look DROP COLUMN shown; ALTER TABLE contact_look DROP COLUMN n;
