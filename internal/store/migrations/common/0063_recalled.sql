-- +goose Up
-- Whether a reply was taken back is asked for each reply that a customer's page shows.
CREATE INDEX message_recalled ON message (session, reply_ref) WHERE purpose = 'recalled';

-- +goose Down
DROP INDEX message_recalled;
