-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message WHEN NEW.text <> OLD.text
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER message_text_gone AFTER DELETE ON message
BEGIN INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING; END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER message_text_changed; DROP TRIGGER message_text_gone;
