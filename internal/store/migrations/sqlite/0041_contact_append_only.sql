-- +goose Up
-- Who said that addresses are one customer's, who took it back and who looked is evidence: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER contact_link_no_update BEFORE UPDATE ON contact_link BEGIN SELECT RAISE(ABORT, 'contact_link is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_link_no_delete BEFORE DELETE ON contact_link BEGIN SELECT RAISE(ABORT, 'contact_link is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_look_no_update BEFORE UPDATE ON contact_look BEGIN SELECT RAISE(ABORT, 'contact_look is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_look_no_delete BEFORE DELETE ON contact_look BEGIN SELECT RAISE(ABORT, 'contact_look is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER contact_link_no_update; DROP TRIGGER contact_link_no_delete; DROP TRIGGER contact_look_no_update; DROP TRIGGER contact_look_no_delete;
