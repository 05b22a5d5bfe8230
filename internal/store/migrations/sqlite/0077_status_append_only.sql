-- +goose Up
-- Who was there when, who wished to leave, and who let them, is evidence: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER status_change_no_update BEFORE UPDATE ON status_change BEGIN SELECT RAISE(ABORT, 'status_change is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER status_change_no_delete BEFORE DELETE ON status_change BEGIN SELECT RAISE(ABORT, 'status_change is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER status_request_no_update BEFORE UPDATE ON status_request BEGIN SELECT RAISE(ABORT, 'status_request is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER status_request_no_delete BEFORE DELETE ON status_request BEGIN SELECT RAISE(ABORT, 'status_request is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER status_verdict_no_update BEFORE UPDATE ON status_verdict BEGIN SELECT RAISE(ABORT, 'status_verdict is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER status_verdict_no_delete BEFORE DELETE ON status_verdict BEGIN SELECT RAISE(ABORT, 'status_verdict is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER status_change_no_update; DROP TRIGGER status_change_no_delete; DROP TRIGGER status_request_no_update; DROP TRIGGER status_request_no_delete; DROP TRIGGER status_verdict_no_update; DROP TRIGGER status_verdict_no_delete;
