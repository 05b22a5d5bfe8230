package testenv

import (
	"io"
	"os"
	"path/filepath"
)

// SQLite returns the address of an SQLite record of the test's own, with nothing in it but perhaps the schema: to bring each
// up to date takes a tenth of a second, and under the race detector more than one.
func SQLite(t T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "firstline.db")
	if pattern := os.Getenv(envSQLite); pattern != "" {
		check(t, copyFile(path, pattern))
	}
	return "sqlite:" + path
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if end := out.Close(); err == nil {
		err = end
	}
	return err
}
