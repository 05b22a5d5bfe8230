package store_test

import (
	"context"
	"testing"
	"time"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// TestWriteAlone: of two who write under one name, on two nodes, the second begins when the first has ended, and sees what it wrote; who
// writes under another name waits for neither.
func TestWriteAlone(t *testing.T) {
	t.Parallel()
	dsn := testenv.Postgres(t)
	one, two := record.Open(t, dsn), record.Open(t, dsn)
	within, leave := make(chan struct{}), make(chan struct{})
	first, second := make(chan error, 1), make(chan error, 1)
	go func() {
		first <- one.WriteAlone(t.Context(), "star:mei", func(q *dbq.Queries) error {
			close(within)
			<-leave
			return q.PutStar(t.Context(), dbq.PutStarParams{Agent: "mei", Session: "s", StarredAt: 1})
		})
	}()
	<-within
	var seen int64
	go func() {
		second <- two.WriteAlone(t.Context(), "star:mei", func(q *dbq.Queries) (err error) {
			seen, err = q.CountStars(t.Context(), "mei")
			return err
		})
	}()
	waits(t, two)
	if err := two.WriteAlone(t.Context(), "star:bo", func(*dbq.Queries) error { return nil }); err != nil {
		t.Error(err)
	}
	select {
	case err := <-second:
		t.Errorf("the second did not wait: %v", err)
	default:
	}
	close(leave)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if err := <-second; err != nil || seen != 1 {
		t.Errorf("the second saw %d stars: %v", seen, err)
	}
}

// waits looks until somebody waits for a name.
func waits(t *testing.T, st *store.Store) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for n := 0; n == 0; {
		if err := st.DB.QueryRowContext(ctx, "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted").Scan(&n); err != nil {
			t.Fatal(err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal("nobody waits")
		}
	}
}
