package config

import (
	"net/url"
	"path/filepath"
	"strings"
)

// The two databases a record may live in.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// Database says where the record is kept. For SQLite the DSN is the file's path,
// for PostgreSQL it is the URL, which may hold a password.
type Database struct {
	Driver string
	DSN    Secret
}

func join(dir, name string) string { return filepath.Join(dir, name) }

// database reads sqlite:PATH or postgres://…. Its text is never quoted back.
func database(p *Database) value {
	return value{field: p, kind: "database", limit: "sqlite:PATH or postgres://…", secret: true, set: func(s string) error {
		scheme, rest, _ := strings.Cut(s, ":")
		switch scheme {
		case SQLite:
			return setSQLite(p, rest)
		case Postgres, "postgresql":
			return setPostgres(p, s)
		}
		return fault{"is neither a SQLite file nor a PostgreSQL URL",
			"write sqlite:PATH or postgres://user:password@host:5432/name"}
	}}
}

func setSQLite(p *Database, path string) error {
	if strings.Contains(path, ":memory:") || strings.Contains(path, "mode=memory") {
		return fault{"asks for a database in memory, which loses every message with the process", "name a file, such as sqlite:desk.db"}
	}
	// Options behind a "?" could switch fsync off; the store sets them itself.
	if strings.ContainsAny(path, "?\x00") {
		return fault{"has options after the file's name", "name the file only; the program sets journal and fsync itself"}
	}
	*p = Database{Driver: SQLite, DSN: NewSecret(strings.TrimPrefix(path, "//"))}
	return nil
}

func setPostgres(p *Database, s string) error {
	_, rest, ok := strings.Cut(s, "://")
	user, hosts, name, query := splitURL(rest)
	q, err := url.ParseQuery(query)
	if !ok || err != nil || (hosts == "" && q.Get("host") == "") {
		return fault{"is not a PostgreSQL URL", "write postgres://user:password@host:5432/name"}
	}
	if name == "" && q.Get("dbname") == "" {
		return fault{"names no database", "write the database's name at the end: postgres://user:password@host:5432/name"}
	}
	if _, password, _ := strings.Cut(user, ":"); placeholder(password) {
		return fault{"still has the sample password", "set the real one"}
	}
	for _, weak := range []string{"synchronous_commit", "fsync", "full_page_writes"} {
		if strings.Contains(strings.ToLower(query), weak) {
			return fault{"sets " + weak + ", which decides whether an acknowledged message survives", "remove it; the program sets it itself"}
		}
	}
	*p = Database{Driver: Postgres, DSN: NewSecret(s)}
	return nil
}

// splitURL takes user[:password]@hosts/path?query apart. net/url does not take the
// comma-separated hosts that PostgreSQL, Sentinel and Cluster use.
func splitURL(s string) (user, hosts, path, query string) {
	s, query, _ = strings.Cut(s, "?")
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		user, s = s[:i], s[i+1:]
	}
	hosts, path, _ = strings.Cut(s, "/")
	return user, hosts, path, query
}
