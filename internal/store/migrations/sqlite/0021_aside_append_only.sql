-- +goose Up
-- Who looked into what a customer sent is evidence: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER quarantine_act_no_update BEFORE UPDATE ON quarantine_act BEGIN SELECT RAISE(ABORT, 'quarantine_act is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER quarantine_act_no_delete BEFORE DELETE ON quarantine_act BEGIN SELECT RAISE(ABORT, 'quarantine_act is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER quarantine_act_no_update; DROP TRIGGER quarantine_act_no_delete;
