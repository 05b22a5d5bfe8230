package store

import (
	"database/sql"
	"path/filepath"
	"testing"
)

// TestScrubSaysThatItCouldNot: as long as somebody reads what stood there before, the index's log keeps the words that were erased, and
// whoever had them erased hears of it.
func TestScrubSaysThatItCouldNot(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	st, err := Open(t.Context(), "sqlite:"+path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	x, err := st.Texts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = x.Close() }()
	x.db.SetMaxOpenConns(1)
	if _, err := x.db.Exec("PRAGMA busy_timeout = 1"); err != nil { // of the one connection
		t.Fatal(err)
	}
	reader, err := sql.Open("sqlite", "file:"+path+".texts")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.Close() }()
	tx, err := reader.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := tx.QueryRow("SELECT count(*) FROM text_doc").Scan(&n); err != nil {
		t.Fatal(err)
	}
	if err := x.Put(t.Context(), []TextDoc{{Session: "a", Seq: 1, Tokens: []string{"x"}}}, nil); err != nil {
		t.Fatal(err)
	}
	if err := x.Scrub(t.Context()); err == nil {
		t.Error("the log is said to be empty while somebody reads behind it")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := x.Scrub(t.Context()); err != nil {
		t.Errorf("when nobody reads any more: %v", err)
	}
}
