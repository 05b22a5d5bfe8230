-- +goose Up
-- The digests of files that were erased before the erasure took them too.
UPDATE file SET digest = '' WHERE reason = 'erased';

-- +goose Down
-- What is gone does not come back.
SELECT 1;
