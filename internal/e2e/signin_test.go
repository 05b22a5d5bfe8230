package e2e

import (
	"database/sql"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// TestSecondFactor: a supervisor has to have one before anything else, is asked for its codes, each once, and changes the app; an
// agent may have one; an admin takes it away from who has lost it (ui.md 1.5, S-AU1).
func TestSecondFactor(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "auth: {second_factor: supervisors, help: 分机 8001}\n")
	staff(d)
	d.user("boss", "何经理", "admin", "service")
	d.start()
	d.play("signin.mjs", "secondFactor", scene{})
}

// TestRemembered: a browser that is remembered stays signed in after it was closed, and is asked for no code until it is forgotten.
func TestRemembered(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("signin.mjs", "remembered", scene{})
}

// TestExpiry: the end of a sign-in is told before it comes, and put off without leaving the page; after it the same page is there again.
func TestExpiry(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "")
	staff(d)
	d.start()
	d.play("signin.mjs", "expiry", scene{})
}

// TestOnePlaceAndOldPasswords: who is signed in elsewhere is asked whether to take over, and a password that is too old opens nothing but its
// own renewal (ui.md 1.5).
func TestOnePlaceAndOldPasswords(t *testing.T) {
	t.Parallel()
	ready(t)
	d := newDesk(t, "auth: {one_place: true, password_lasts: 48h, min_password: 10}\n")
	staff(d)
	d.start()
	d.play("places.mjs", "places", scene{})
}

// cuts lets the browser side shorten what is left of all sign-ins: of their age, or of the hour for which nobody used them;
// or makes all passwords older.
func (d *desk) cuts(w http.ResponseWriter, r *http.Request) {
	left, err := time.ParseDuration(r.FormValue("to"))
	if err == nil {
		err = d.cut(r, r.FormValue("of"), time.Now().Add(left))
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (d *desk) cut(r *http.Request, what string, end time.Time) error {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.dir, "data", "firstline.db")+"?_pragma=busy_timeout(10000)")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	switch what {
	case "password":
		_, err = db.ExecContext(r.Context(), "UPDATE agent SET password_at = $1", end.UnixMilli())
		return err
	case "use":
		_, err = db.ExecContext(r.Context(), "UPDATE sign_in SET seen_at = $1", end.Add(-time.Hour).UnixMilli())
		return err
	}
	_, err = db.ExecContext(r.Context(), "UPDATE sign_in SET expires_at = $1", end.UnixMilli())
	return err
}
