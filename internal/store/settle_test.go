package store_test

import (
	"testing"
	"time"

	"firstline/internal/store"
	"firstline/internal/testenv"
)

// TestSettle: what began before ends first, what begins later is not waited for, and nothing is waited for longer than a
// statement may take.
func TestSettle(t *testing.T) {
	t.Parallel()
	const limit = 3 * time.Second
	s, err := store.Open(t.Context(), testenv.Postgres(t), store.Options{StatementTimeout: limit})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	settled := func() <-chan time.Duration {
		done, began := make(chan time.Duration, 1), time.Now()
		go func() {
			s.Settle(t.Context())
			done <- time.Since(began)
		}()
		return done
	}
	if took := <-settled(); took > limit/2 {
		t.Errorf("with nothing under way it took %s", took)
	}
	older, err := s.DB.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := older.ExecContext(t.Context(), "SELECT 1"); err != nil {
		t.Fatal(err)
	}
	done := settled()
	select {
	case <-done:
		t.Fatal("an older transaction was not waited for")
	case <-time.After(limit / 10):
	}
	newer, err := s.DB.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = newer.Rollback() }()
	if _, err := newer.ExecContext(t.Context(), "SELECT 1"); err != nil {
		t.Fatal(err)
	}
	if err := older.Commit(); err != nil {
		t.Fatal(err)
	}
	if took := <-done; took > limit*2/3 {
		t.Errorf("it took %s although the older one had ended", took)
	}
	if took := <-settled(); took < limit || took > 2*limit {
		t.Errorf("with a transaction that does not end it took %s, want %s", took, limit)
	}
}
