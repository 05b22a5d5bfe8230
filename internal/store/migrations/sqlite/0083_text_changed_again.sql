-- +goose Up
-- Which change it was: one that comes while an earlier one is being taken into the index must not go with that one.
ALTER TABLE text_changed ADD COLUMN n BIGINT NOT NULL DEFAULT 0;
DROP TRIGGER message_text_changed;
-- +goose StatementBegin
CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message WHEN NEW.text <> OLD.text
BEGIN INSERT INTO text_changed (session, seq, n) VALUES (OLD.session, OLD.seq, random()) ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n; END;
-- +goose StatementEnd
DROP TRIGGER message_text_gone;
-- +goose StatementBegin
CREATE TRIGGER message_text_gone AFTER DELETE ON message
BEGIN INSERT INTO text_changed (session, seq, n) VALUES (OLD.session, OLD.seq, random()) ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n; END;
-- +goose StatementEnd
DROP TRIGGER file_name_changed;
-- +goose StatementBegin
CREATE TRIGGER file_name_changed AFTER UPDATE OF name ON file WHEN NEW.name <> OLD.name
BEGIN INSERT INTO text_changed (session, seq, n) VALUES (OLD.session, OLD.seq, random()) ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n; END;
-- +goose StatementEnd
DROP TRIGGER file_gone;
-- +goose StatementBegin
CREATE TRIGGER file_gone AFTER DELETE ON file
BEGIN INSERT INTO text_changed (session, seq, n) VALUES (OLD.session, OLD.seq, random()) ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n; END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER message_text_changed;
-- +goose StatementBegin
CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message WHEN NEW.text <> OLD.text
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd
DROP TRIGGER message_text_gone;
-- +goose StatementBegin
CREATE TRIGGER message_text_gone AFTER DELETE ON message
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd
DROP TRIGGER file_name_changed;
-- +goose StatementBegin
CREATE TRIGGER file_name_changed AFTER UPDATE OF name ON file WHEN NEW.name <> OLD.name
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd
DROP TRIGGER file_gone;
-- +goose StatementBegin
CREATE TRIGGER file_gone AFTER DELETE ON file
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd
ALTER TABLE text_changed DROP COLUMN n;
