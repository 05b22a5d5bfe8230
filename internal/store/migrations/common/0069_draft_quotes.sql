-- +goose Up
-- Which message of the session a reply in the making is to; 0 = none was chosen. What older programs saved knew it in one browser only.
ALTER TABLE draft ADD COLUMN quotes BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE draft DROP COLUMN quotes;
