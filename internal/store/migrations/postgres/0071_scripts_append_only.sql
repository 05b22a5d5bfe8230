-- +goose Up
-- Who proposed what, what became of it, and which bytes a script of the library carries, is evidence: nothing may change or remove it through SQL.
CREATE TRIGGER script_proposal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON script_proposal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER script_verdict_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON script_verdict FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER script_file_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON script_file FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER script_proposal_append_only ON script_proposal; DROP TRIGGER script_verdict_append_only ON script_verdict; DROP TRIGGER script_file_append_only ON script_file;
