-- +goose Up
-- Since when the password is what it is (auth.password_lasts). Of the passwords that are there nothing younger is known for sure than the account.
ALTER TABLE agent ADD COLUMN password_at BIGINT NOT NULL DEFAULT 0;
UPDATE agent SET password_at = created_at;

-- +goose Down
ALTER TABLE agent DROP COLUMN password_at;
