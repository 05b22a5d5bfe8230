package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"testing/fstest"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations
var migrations embed.FS

// migrate brings the schema up to date. Migrations of common/ run on both databases, the others on their own.
func migrate(ctx context.Context, db *sql.DB, dialect string) error {
	p, err := provider(db, dialect)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("bring the schema up to date: %w", err)
	}
	return nil
}

func provider(db *sql.DB, dialect string) (*goose.Provider, error) {
	set, err := overlay(dialect)
	if err != nil {
		return nil, err
	}
	d := database.DialectSQLite3
	if dialect == "postgres" {
		d = database.DialectPostgres
	}
	return goose.NewProvider(d, db, set, goose.WithVerbose(false))
}

// overlay puts common/ and the dialect's own migrations into one folder, as goose wants them.
func overlay(dialect string) (fs.FS, error) {
	out := fstest.MapFS{}
	for _, dir := range []string{"migrations/common", "migrations/" + dialect} {
		entries, err := migrations.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			body, err := migrations.ReadFile(dir + "/" + e.Name())
			if err != nil {
				return nil, err
			}
			out[e.Name()] = &fstest.MapFile{Data: body}
		}
	}
	return out, nil
}

// newToken is 128 random bits in hex.
func newToken() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}
