-- +goose Up
-- How experienced a person is, 1 the least (ORG-10), and who takes the person's place while he is away (FCR-02).
ALTER TABLE agent ADD COLUMN level BIGINT NOT NULL DEFAULT 1;
ALTER TABLE agent ADD COLUMN deputy TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE agent DROP COLUMN deputy;
ALTER TABLE agent DROP COLUMN level;
