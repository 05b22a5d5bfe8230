-- +goose Up
-- Which change it was: one that comes while an earlier one is being taken into the index must not go with that one.
ALTER TABLE text_changed ADD COLUMN n BIGINT NOT NULL DEFAULT 0;
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION note_text_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO text_changed (session, seq, n) VALUES (OLD.session, OLD.seq, txid_current()) ON CONFLICT (session, seq) DO UPDATE SET n = excluded.n;
  RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION note_text_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO text_changed (session, seq) VALUES (OLD.session, OLD.seq) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
-- +goose StatementEnd
ALTER TABLE text_changed DROP COLUMN n;
