-- +goose Up
-- Who said what kind of thing of a customer, and who was shown a contact, is evidence: nothing may change or remove it through SQL.
CREATE TRIGGER contact_fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contact_fact FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contact_reveal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contact_reveal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contact_value_no_update BEFORE UPDATE OR TRUNCATE ON contact_value FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER contact_fact_append_only ON contact_fact; DROP TRIGGER contact_reveal_append_only ON contact_reveal; DROP TRIGGER contact_value_no_update ON contact_value;
