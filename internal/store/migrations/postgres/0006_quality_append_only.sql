-- +goose Up
-- Who drew what and what was found is evidence: nothing may change or remove it through SQL.
CREATE TRIGGER draw_promise_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON draw_promise FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER draw_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON draw FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER draw_item_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON draw_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scorecard_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scorecard FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER draw_promise_append_only ON draw_promise; DROP TRIGGER draw_append_only ON draw; DROP TRIGGER draw_item_append_only ON draw_item; DROP TRIGGER review_append_only ON review; DROP TRIGGER scorecard_append_only ON scorecard;
