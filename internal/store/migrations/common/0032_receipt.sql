-- +goose Up
-- In which conversation a message of ours was sent that a network refers to without saying where (KeyOfReceipt).
CREATE INDEX message_receipt ON message (receipt) WHERE receipt <> '';

-- +goose Down
DROP INDEX message_receipt;
