-- +goose Up
-- Who said that addresses are one customer's, who took it back and who looked is evidence: nothing may change or remove it through SQL.
CREATE TRIGGER contact_link_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contact_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER contact_look_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contact_look FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER contact_link_append_only ON contact_link; DROP TRIGGER contact_look_append_only ON contact_look;
