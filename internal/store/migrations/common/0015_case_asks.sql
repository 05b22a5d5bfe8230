-- +goose Up
-- What an entry of the register waits for beside its steps: ruling (a superior's, CMP-14, CMP-17) or seen (a manager's look
-- at what was closed, FLW-10); empty = nothing. And who calls back where that is not the first-contact owner (FCR-03).
ALTER TABLE complaint ADD COLUMN asks TEXT NOT NULL DEFAULT '';
ALTER TABLE complaint ADD COLUMN caller TEXT NOT NULL DEFAULT '';
CREATE INDEX complaint_asks ON complaint (asks) WHERE asks <> '';

-- +goose Down
DROP INDEX complaint_asks;
ALTER TABLE complaint DROP COLUMN asks;
ALTER TABLE complaint DROP COLUMN caller;
