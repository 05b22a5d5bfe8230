-- +goose Up
-- The message of its session that whoever wrote it chose to answer; 0 = none.
ALTER TABLE message ADD COLUMN quotes BIGINT NOT NULL DEFAULT 0;

-- The full-text index has the names of files too: it follows when one is changed or erased.
-- +goose StatementBegin
CREATE TRIGGER file_name_changed AFTER UPDATE OF name ON file WHEN NEW.name <> OLD.name
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER file_gone AFTER DELETE ON file
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd
-- Messages that were indexed without them are read once more, beside the work, after the start.
INSERT INTO text_changed (session, seq) SELECT DISTINCT session, seq FROM file WHERE name <> '' ON CONFLICT DO NOTHING;

-- +goose Down
DROP TRIGGER file_name_changed; DROP TRIGGER file_gone;
ALTER TABLE message DROP COLUMN quotes;
