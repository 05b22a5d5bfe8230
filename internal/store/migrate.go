package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
	"github.com/pressly/goose/v3/lock"

	"firstline/internal/desk"
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
	set, err := newOverlay(dialect)
	if err != nil {
		return nil, err
	}
	d := database.DialectSQLite3
	if dialect == "postgres" {
		d = database.DialectPostgres
	}
	o := []goose.ProviderOption{goose.WithVerbose(false)}
	if dialect == "postgres" { // two nodes may start at the same time
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		o = append(o, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(d, db, set, o...)
}

// Migration is one step of the schema.
type Migration struct {
	Name  string
	State string // "pending", or when it was applied
}

// Status lists the migrations of a record without changing it.
func Status(ctx context.Context, dsn string) ([]Migration, error) {
	driver, dialect, rest := "pgx", "postgres", dsn
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		driver, dialect, rest = "sqlite", "sqlite", "file:"+path+"?mode=ro"
	}
	db, err := sql.Open(driver, rest)
	if err != nil {
		return nil, err
	}
	defer func() { _ = db.Close() }()
	p, err := provider(db, dialect)
	if err != nil {
		return nil, err
	}
	all, err := p.Status(ctx)
	if err != nil {
		return nil, desk.Because(desk.Unavailable, "database_away", "the database cannot be read: has it been made by serve or migrate up yet?", err)
	}
	var out []Migration
	for _, m := range all {
		state := string(m.State)
		if !m.AppliedAt.IsZero() {
			state = m.AppliedAt.Format("2006-01-02 15:04:05")
		}
		out = append(out, Migration{Name: m.Source.Path, State: state})
	}
	return out, nil
}

// overlay is common/ and the dialect's own folder seen as one, as goose wants it.
type overlay []fs.FS

func newOverlay(dialect string) (overlay, error) {
	var o overlay
	for _, dir := range []string{"common", dialect} {
		sub, err := fs.Sub(migrations, path.Join("migrations", dir))
		if err != nil {
			return nil, err
		}
		o = append(o, sub)
	}
	return o, nil
}

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	for _, layer := range o {
		if f, err := layer.Open(name); err == nil {
			return f, nil
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Glob implements fs.GlobFS, which is how goose finds its files.
func (o overlay) Glob(pattern string) ([]string, error) {
	var out []string
	for _, layer := range o {
		names, err := fs.Glob(layer, pattern)
		if err != nil {
			return nil, err
		}
		out = append(out, names...)
	}
	return out, nil
}

// newToken is 128 random bits in hex.
func newToken() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}
