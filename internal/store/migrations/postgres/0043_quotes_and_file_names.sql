-- +goose Up
-- The message of its session that whoever wrote it chose to answer; 0 = none.
ALTER TABLE message ADD COLUMN quotes BIGINT NOT NULL DEFAULT 0;

-- The full-text index has the names of files too: it follows when one is changed or erased.
CREATE TRIGGER file_name_changed AFTER UPDATE OF name ON file FOR EACH ROW WHEN (NEW.name <> OLD.name) EXECUTE FUNCTION note_text_changed();
CREATE TRIGGER file_gone AFTER DELETE ON file FOR EACH ROW EXECUTE FUNCTION note_text_changed();
-- Messages that were indexed without them are read once more, beside the work, after the start.
INSERT INTO text_changed (session, seq) SELECT DISTINCT session, seq FROM file WHERE name <> '' ON CONFLICT DO NOTHING;

-- +goose Down
DROP TRIGGER file_name_changed ON file; DROP TRIGGER file_gone ON file;
ALTER TABLE message DROP COLUMN quotes;
