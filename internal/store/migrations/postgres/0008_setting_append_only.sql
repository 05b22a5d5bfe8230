-- +goose Up
-- Who decided what, and when, is evidence: nothing may change or remove it through SQL.
CREATE TRIGGER setting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON setting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER setting_append_only ON setting;
