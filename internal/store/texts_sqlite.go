package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
)

// sqliteTexts keeps the tokens in an FTS5 table. The "ascii" tokenizer cuts at the spaces between tokens and leaves every
// other character as it is.
type sqliteTexts struct{}

// textSchema is not a migration of the record: the file is derived, and made anew when its layout changes.
const textSchema = `
CREATE TABLE IF NOT EXISTS text_doc (id INTEGER PRIMARY KEY, session TEXT NOT NULL, seq BIGINT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS text_doc_message ON text_doc (session, seq);
CREATE TABLE IF NOT EXISTS text_seen (session TEXT PRIMARY KEY, version BIGINT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS text_tokens USING fts5(tokens, tokenize = 'ascii', columnsize = 0);
INSERT INTO text_tokens (text_tokens, rank) VALUES ('secure-delete', 1);`

// openTextFile opens the index of a record's file, beside it.
func openTextFile(ctx context.Context, s *sqlite) (*Texts, error) {
	var n, name, path string
	if err := s.read.QueryRowContext(ctx, "PRAGMA database_list").Scan(&n, &name, &path); err != nil {
		return nil, fmt.Errorf("find the record's file: %w", err)
	}
	q := url.Values{"_txlock": {"immediate"}}
	// Without a full sync: what a crash takes of it is read from the record again.
	for _, p := range []string{"journal_mode(WAL)", "synchronous(NORMAL)", "busy_timeout(5000)", "secure_delete(1)", "cache_size(-8192)", "temp_store(MEMORY)"} {
		q.Add("_pragma", p)
	}
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path + ".texts"}).EscapedPath()+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(4)
	if _, err := db.ExecContext(ctx, textSchema); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("open the full-text index %s.texts (it may be removed: it is made again): %w", path, err)
	}
	return &Texts{db: db, textsDialect: sqliteTexts{}, owned: true}, nil
}

func (sqliteTexts) begin(context.Context, *sql.Tx) error { return nil }

func (sqliteTexts) insert(ctx context.Context, tx *sql.Tx, id int64, d TextDoc) (bool, error) {
	written, err := hasWritten(tx.ExecContext(ctx, "INSERT INTO text_doc (id, session, seq) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING", id, d.Session, d.Seq))
	if err != nil || !written {
		return false, err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO text_tokens (rowid, tokens) VALUES ($1, $2)", id, strings.Join(d.Tokens, " "))
	return true, err
}

func (sqliteTexts) drop(ctx context.Context, tx *sql.Tx, id int64) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM text_tokens WHERE rowid = $1", id)
	return err
}

func (sqliteTexts) match(all []TextPhrase) (query, expression string) {
	expression = joinTokens(all, " AND ", func(p TextPhrase) string {
		text := `"` + strings.Join(p.Tokens, " ") + `"`
		if p.Prefix {
			text += " *"
		}
		return text
	})
	return `SELECT d.id, d.session, d.seq FROM text_tokens f CROSS JOIN text_doc d ON d.id = f.rowid
WHERE f.text_tokens MATCH $1 AND f.rowid >= $2 AND f.rowid < $3 ORDER BY f.rowid DESC LIMIT $4`, expression
}
