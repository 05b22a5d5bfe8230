package store

import (
	"database/sql"
	"path/filepath"
	"testing"

	"firstline/internal/testenv"
)

// onBothBefore gives a database as it was at a version, and what brings it up to date.
func onBothBefore(t *testing.T, version int64, run func(t *testing.T, db *sql.DB, up func())) {
	t.Helper()
	for dialect, open := range map[string]func(t *testing.T) (driver, dsn string){
		"sqlite": func(t *testing.T) (string, string) {
			return "sqlite", "file:" + filepath.Join(t.TempDir(), "firstline.db")
		},
		"postgres": func(t *testing.T) (string, string) { return "pgx", testenv.EmptyPostgres(t) },
	} {
		t.Run(dialect, func(t *testing.T) {
			t.Parallel()
			driver, dsn := open(t)
			db, err := sql.Open(driver, dsn)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			p, err := provider(db, dialect)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := p.UpTo(t.Context(), version); err != nil {
				t.Fatal(err)
			}
			run(t, db, func() {
				t.Helper()
				if _, err := p.Up(t.Context()); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

// TestOwedSinceBefore: promises that were open when the program was upgraded are among what is owed (FLW-11).
func TestOwedSinceBefore(t *testing.T) {
	t.Parallel()
	onBothBefore(t, 22, func(t *testing.T, db *sql.DB, up func()) {
		before := func(id, phase, state string, asks int) {
			t.Helper()
			_, err := db.ExecContext(t.Context(), `INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at,
				closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head, asks) VALUES ($1, 'tg', $1, 1, 0, 1, $2, '', '', '', '', 1, 0, 0, 0, 0, '', '', 0, $3, '', $4)`, id, phase, state, asks)
			if err != nil {
				t.Fatal(err)
			}
		}
		before("both", "serving", `{"promised":3,"promises":[{"n":2},{"n":3}],"asks":[{"n":1}]}`, 1)
		before("none", "serving", `{"phase":"serving"}`, 0)
		before("over", "closed", `{"promises":[{"n":1}]}`, 0)
		up()
		for id, want := range map[string]int{"both": 3, "none": 0, "over": 0} {
			var got int
			if err := db.QueryRowContext(t.Context(), "SELECT asks FROM session WHERE id = $1", id).Scan(&got); err != nil || got != want {
				t.Errorf("%s owes %d, want %d (%v)", id, got, want, err)
			}
		}
	})
}

// TestRevealsSinceBefore: what was noted of contacts before the lines had numbers stands behind the upgrade, each with a number, and
// SQL can take none of it away.
func TestRevealsSinceBefore(t *testing.T) {
	t.Parallel()
	onBothBefore(t, 50, func(t *testing.T, db *sql.DB, up func()) {
		for _, who := range []string{"mei", "bo"} {
			if _, err := db.ExecContext(t.Context(), "INSERT INTO contact_reveal (at, who, session, channel, conv_key, field, fact, why) VALUES (7, $1, 's', 'tg', 'k', 'phone', 3, 'why')", who); err != nil {
				t.Fatal(err)
			}
		}
		up()
		for n, want := range []string{"mei", "bo"} {
			var who, why string
			var shown int
			if err := db.QueryRowContext(t.Context(), "SELECT who, why, shown FROM contact_reveal WHERE n = $1", n+1).Scan(&who, &why, &shown); err != nil || who != want || why != "why" || shown != 1 {
				t.Errorf("line %d: %s, %s, %d, %v", n+1, who, why, shown, err)
			}
		}
		for _, q := range []string{"DELETE FROM contact_reveal", "UPDATE contact_reveal SET shown = 0"} {
			if _, err := db.ExecContext(t.Context(), q); err == nil {
				t.Errorf("%s went through", q)
			}
		}
	})
}

// TestLooksSinceBefore: what was noted of looks before the lines had numbers stands behind the upgrade, and the complaint register is
// searched by everything but the customer's address.
func TestLooksSinceBefore(t *testing.T) {
	t.Parallel()
	onBothBefore(t, 63, func(t *testing.T, db *sql.DB, up func()) {
		for _, who := range []string{"mei", "bo"} {
			if _, err := db.ExecContext(t.Context(), "INSERT INTO contact_look (at, who, session, channel, conv_key) VALUES (7, $1, 's', 'tg', 'k')", who); err != nil {
				t.Fatal(err)
			}
		}
		_, err := db.ExecContext(t.Context(), `INSERT INTO complaint (id, year, serial, number, version, session, grp, from_grp, owner, reporter, handler, step, due_at, closed_at, sort_at, search, state, head)
			VALUES ('c', 2026, 1, 'TS-2026-1', 1, 's', '', '', '', '', '', '', 0, 0, 0, $1, $2, '')`, "ts-2026-1\n李女士 a\ntel:13800001234\n退差价\n", `{"title":"李女士 A","address":"tel:13800001234"}`)
		if err != nil {
			t.Fatal(err)
		}
		up()
		for n, want := range []string{"mei", "bo"} {
			var who string
			var shown int
			if err := db.QueryRowContext(t.Context(), "SELECT who, shown FROM contact_look WHERE n = $1", n+1).Scan(&who, &shown); err != nil || who != want || shown != 1 {
				t.Errorf("line %d: %s, %d, %v", n+1, who, shown, err)
			}
		}
		for _, q := range []string{"DELETE FROM contact_look", "UPDATE contact_look SET shown = 0"} {
			if _, err := db.ExecContext(t.Context(), q); err == nil {
				t.Errorf("%s went through", q)
			}
		}
		var words string
		if err := db.QueryRowContext(t.Context(), "SELECT search FROM complaint").Scan(&words); err != nil || words != "ts-2026-1\n李女士 a\n退差价\n" {
			t.Errorf("the register is searched by %q: %v", words, err)
		}
	})
}
