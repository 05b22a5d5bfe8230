-- +goose Up
-- Who decided what, and when, is evidence: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER setting_no_update BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'setting is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER setting_no_delete BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'setting is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER setting_no_update; DROP TRIGGER setting_no_delete;
