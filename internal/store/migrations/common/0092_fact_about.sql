-- +goose Up
-- What of a customer's expectations was missed (CUS-08) is facts too, some to each entry: about is the number of the fact that opened it,
-- 0 for what belongs to no entry.
ALTER TABLE contact_fact ADD COLUMN about BIGINT NOT NULL DEFAULT 0;
CREATE INDEX contact_fact_about ON contact_fact (about, field, n);

-- +goose Down
DROP INDEX contact_fact_about;
ALTER TABLE contact_fact DROP COLUMN about;
