package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// postgresTexts keeps the tokens in a tsvector with a GIN index.
type postgresTexts struct{}

// begin lets the commit wait for no disk: what a crash takes of it is read from the record again.
func (postgresTexts) begin(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "SET LOCAL synchronous_commit = off")
	return err
}

// mostPositions is the last place in a text that a tsvector can tell; what stands behind is found, but not as a phrase.
const mostPositions = 16383

func (postgresTexts) insert(ctx context.Context, tx *sql.Tx, id int64, d TextDoc) (bool, error) {
	var b strings.Builder
	for i, t := range d.Tokens {
		b.WriteString("'" + t + "':" + strconv.Itoa(min(i+1, mostPositions)) + " ")
	}
	// Another node may have written the same message meanwhile: that is an error, and the batch is tried again.
	const put = "INSERT INTO text_doc (id, session, seq, tokens) VALUES ($1, $2, $3, CAST($4 AS tsvector)) ON CONFLICT (id) DO NOTHING"
	return hasWritten(tx.ExecContext(ctx, put, id, d.Session, d.Seq, b.String()))
}

func (postgresTexts) drop(context.Context, *sql.Tx, int64) error { return nil } // the row carries its tokens

func (postgresTexts) match(all []TextPhrase) (query, expression string) {
	expression = joinTokens(all, " & ", func(p TextPhrase) string {
		tokens := make([]string, len(p.Tokens))
		for i, t := range p.Tokens {
			tokens[i] = "'" + t + "'"
			if p.Prefix && i == len(p.Tokens)-1 {
				tokens[i] += ":*"
			}
		}
		return "(" + strings.Join(tokens, " <-> ") + ")"
	})
	return `SELECT id, session, seq FROM text_doc WHERE tokens @@ CAST($1 AS tsquery) AND id >= $2 AND id < $3 ORDER BY id DESC LIMIT $4`, expression
}
