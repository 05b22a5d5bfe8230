-- +goose Up
-- Who looked into what a customer sent is evidence: nothing may change or remove it through SQL.
CREATE TRIGGER quarantine_act_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON quarantine_act FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER quarantine_act_append_only ON quarantine_act;
