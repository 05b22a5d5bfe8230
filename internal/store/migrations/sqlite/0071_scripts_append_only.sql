-- +goose Up
-- Who proposed what, what became of it, and which bytes a script of the library carries, is evidence: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER script_proposal_no_update BEFORE UPDATE ON script_proposal BEGIN SELECT RAISE(ABORT, 'script_proposal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER script_proposal_no_delete BEFORE DELETE ON script_proposal BEGIN SELECT RAISE(ABORT, 'script_proposal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER script_verdict_no_update BEFORE UPDATE ON script_verdict BEGIN SELECT RAISE(ABORT, 'script_verdict is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER script_verdict_no_delete BEFORE DELETE ON script_verdict BEGIN SELECT RAISE(ABORT, 'script_verdict is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER script_file_no_update BEFORE UPDATE ON script_file BEGIN SELECT RAISE(ABORT, 'script_file is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER script_file_no_delete BEFORE DELETE ON script_file BEGIN SELECT RAISE(ABORT, 'script_file is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER script_proposal_no_update; DROP TRIGGER script_proposal_no_delete; DROP TRIGGER script_verdict_no_update; DROP TRIGGER script_verdict_no_delete; DROP TRIGGER script_file_no_update; DROP TRIGGER script_file_no_delete;
