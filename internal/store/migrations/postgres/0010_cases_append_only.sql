-- +goose Up
-- What happened to a complaint is evidence: nothing may change or remove it through SQL, and no entry leaves the register.
CREATE TRIGGER case_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER complaint_stays BEFORE DELETE OR TRUNCATE ON complaint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER case_event_append_only ON case_event; DROP TRIGGER complaint_stays ON complaint;
