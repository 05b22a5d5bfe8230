-- +goose Up
-- Evidence is insert-only: nothing may change or remove it through SQL. Hot rows keep room for in-place updates.
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
-- +goose StatementEnd
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON seal FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE session SET (fillfactor = 60);
ALTER TABLE message SET (fillfactor = 85);
ALTER TABLE outbox SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE agent SET (fillfactor = 30);
ALTER TABLE pending SET (autovacuum_vacuum_scale_factor = 0.02);

-- +goose Down
DROP TRIGGER event_append_only ON event; DROP TRIGGER seal_append_only ON seal; DROP FUNCTION refuse_change();
