-- +goose Up
-- Who was there when, who wished to leave, and who let them, is evidence: nothing may change or remove it through SQL.
CREATE TRIGGER status_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON status_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER status_request_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON status_request FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER status_verdict_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON status_verdict FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER status_change_append_only ON status_change; DROP TRIGGER status_request_append_only ON status_request; DROP TRIGGER status_verdict_append_only ON status_verdict;
