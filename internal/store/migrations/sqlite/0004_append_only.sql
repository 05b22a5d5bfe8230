-- +goose Up
-- Evidence is insert-only: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seal is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete; DROP TRIGGER seal_no_update; DROP TRIGGER seal_no_delete;
