-- +goose Up
-- What happened to a complaint is evidence: nothing may change or remove it through SQL, and no entry leaves the register.
-- +goose StatementBegin
CREATE TRIGGER case_event_no_update BEFORE UPDATE ON case_event BEGIN SELECT RAISE(ABORT, 'case_event is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER case_event_no_delete BEFORE DELETE ON case_event BEGIN SELECT RAISE(ABORT, 'case_event is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER complaint_no_delete BEFORE DELETE ON complaint BEGIN SELECT RAISE(ABORT, 'complaint is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER case_event_no_update; DROP TRIGGER case_event_no_delete; DROP TRIGGER complaint_no_delete;
