-- +goose Up
-- Who said what kind of thing of a customer, and who was shown a contact, is evidence: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER contact_fact_no_update BEFORE UPDATE ON contact_fact BEGIN SELECT RAISE(ABORT, 'contact_fact is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_fact_no_delete BEFORE DELETE ON contact_fact BEGIN SELECT RAISE(ABORT, 'contact_fact is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_reveal_no_update BEFORE UPDATE ON contact_reveal BEGIN SELECT RAISE(ABORT, 'contact_reveal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_reveal_no_delete BEFORE DELETE ON contact_reveal BEGIN SELECT RAISE(ABORT, 'contact_reveal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_value_no_update BEFORE UPDATE ON contact_value BEGIN SELECT RAISE(ABORT, 'contact_value is erased or left as it is'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER contact_fact_no_update; DROP TRIGGER contact_fact_no_delete; DROP TRIGGER contact_reveal_no_update; DROP TRIGGER contact_reveal_no_delete;
DROP TRIGGER contact_value_no_update;
