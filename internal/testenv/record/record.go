// Package record gives tests a new, empty record: it decides which two kinds every test of a part with rows runs on, and knows
// nothing of what is in them.
package record

import (
	"context"
	"testing"

	"firstline/internal/store"
	"firstline/internal/testenv"
)

// Each runs one test on SQLite and on PostgreSQL, beside each other; dsn names a record of its own.
func Each(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		run(t, testenv.SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		run(t, testenv.Postgres(t))
	})
}

// EachStore is Each with the record open.
func EachStore(t *testing.T, run func(t *testing.T, st *store.Store)) {
	t.Helper()
	Each(t, func(t *testing.T, dsn string) {
		t.Helper()
		run(t, Open(t, dsn))
	})
}

// Open opens a record until the test has ended, its last clean-ups included.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	st, err := store.Open(context.Background(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}
