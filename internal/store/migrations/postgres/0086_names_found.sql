-- +goose Up
-- The full-text index has the names of customers too: it follows when one is changed or erased. Seq 0 stands for the name of the session's
-- customer, one below for what the profile says (contact_fact.n with a minus).
-- +goose StatementBegin
CREATE FUNCTION note_title_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO text_changed (session, seq, n) VALUES (OLD.id, 0, txid_current()) ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n;
  RETURN NULL;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION note_contact_value_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO text_changed (session, seq, n) SELECT f.session, -f.n, txid_current() FROM contact_fact f WHERE f.n = OLD.n ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n;
  RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER session_title_changed AFTER UPDATE OF title ON session FOR EACH ROW WHEN (NEW.title <> OLD.title) EXECUTE FUNCTION note_title_changed();
CREATE TRIGGER contact_value_gone AFTER DELETE ON contact_value FOR EACH ROW EXECUTE FUNCTION note_contact_value_gone();
-- Sessions that were indexed without their names are read once more, beside the work, after the start.
INSERT INTO text_changed (session, seq) SELECT id, 0 FROM session WHERE title <> '' ON CONFLICT DO NOTHING;
-- Whoever types a whole contact finds its owner (SEC-01). Longer values are no contacts, and no key of an index.
CREATE INDEX contact_value_whole ON contact_value (value) WHERE length(value) <= 120;

-- +goose Down
DROP INDEX contact_value_whole;
DROP TRIGGER session_title_changed ON session; DROP TRIGGER contact_value_gone ON contact_value;
DROP FUNCTION note_title_changed(); DROP FUNCTION note_contact_value_gone();
