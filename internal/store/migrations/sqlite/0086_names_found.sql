-- +goose Up
-- The full-text index has the names of customers too: it follows when one is changed or erased. Seq 0 stands for the name of the session's
-- customer, one below for what the profile says (contact_fact.n with a minus).
-- +goose StatementBegin
CREATE TRIGGER session_title_changed AFTER UPDATE OF title ON session WHEN NEW.title <> OLD.title
BEGIN INSERT INTO text_changed (session, seq, n) VALUES (OLD.id, 0, random()) ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_value_gone AFTER DELETE ON contact_value
BEGIN INSERT INTO text_changed (session, seq, n) SELECT f.session, -f.n, random() FROM contact_fact f WHERE f.n = OLD.n ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n; END;
-- +goose StatementEnd
-- Sessions that were indexed without their names are read once more, beside the work, after the start.
INSERT INTO text_changed (session, seq) SELECT id, 0 FROM session WHERE title <> '' ON CONFLICT DO NOTHING;
-- Whoever types a whole contact finds its owner (SEC-01). Longer values are no contacts, and no key of an index.
CREATE INDEX contact_value_whole ON contact_value (value) WHERE length(value) <= 120;

-- +goose Down
DROP INDEX contact_value_whole;
DROP TRIGGER session_title_changed; DROP TRIGGER contact_value_gone;
