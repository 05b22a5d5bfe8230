-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION note_text_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER message_text_changed AFTER UPDATE OF text ON message FOR EACH ROW WHEN (NEW.text <> OLD.text) EXECUTE FUNCTION note_text_changed();
CREATE TRIGGER message_text_gone AFTER DELETE ON message FOR EACH ROW EXECUTE FUNCTION note_text_changed();

-- The full-text index: made from the messages, and made again when it is lost. On SQLite it lies in a file of its own.
CREATE TABLE text_doc (
  id BIGINT PRIMARY KEY, -- the message's time, then what tells those of one millisecond apart
  session TEXT NOT NULL,
  seq BIGINT NOT NULL,
  tokens tsvector NOT NULL
);
CREATE UNIQUE INDEX text_doc_message ON text_doc (session, seq);
CREATE INDEX text_doc_tokens ON text_doc USING gin (tokens);
CREATE TABLE text_seen (session TEXT PRIMARY KEY, version BIGINT NOT NULL);

-- +goose Down
DROP TABLE text_seen; DROP TABLE text_doc;
DROP TRIGGER message_text_changed ON message; DROP TRIGGER message_text_gone ON message; DROP FUNCTION note_text_changed();
