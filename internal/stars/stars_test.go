package stars_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"firstline/internal/desk"
	"firstline/internal/stars"
	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
	"firstline/sessions"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(testenv.Wrap(m)) }

// house is a record with one session, and a clock.
type house struct {
	*stars.Service
	st  *store.Store
	now time.Time
	seq int64
}

func onBoth(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	record.EachStore(t, func(t *testing.T, st *store.Store) {
		h := &house{st: st, now: time.UnixMilli(1_000_000)}
		h.Service = stars.New(stars.Options{Record: st, Now: func() time.Time { return h.now }})
		run(t, h)
	})
}

// note is written by somebody at this moment.
func (h *house) note(t *testing.T, by desk.AgentID, role desk.Role) {
	t.Helper()
	h.seq++
	p := &store.Part{Session: store.Session{ID: "s1", Address: desk.Address{Channel: "web", Key: "7"}, Ordinal: 1, Version: h.seq, Phase: string(sessions.Serving), State: []byte("{}"), Head: []byte{1}}, Was: h.seq - 1,
		Messages: []store.Message{{Seq: h.seq, Version: h.seq, Role: role, Author: string(by), Kind: desk.KindText, At: desk.At(h.now)}}}
	if err := h.st.Commit(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

// TestStarNowNoteLater: a star of who has the session stands among the notes owed until that person writes one, whatever others
// write, and also once it is closed; a colleague's star owes nothing. Shows RTE-09.
func TestStarNowNoteLater(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		set := func(who desk.AgentID, c stars.Change) {
			t.Helper()
			if err := h.Set(t.Context(), who, "s1", c); err != nil {
				t.Fatal(err)
			}
		}
		is := func(what string, who desk.AgentID, want ...stars.Star) {
			t.Helper()
			got, err := h.Of(t.Context(), who)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(append([]stars.Star{}, want...), got); diff != "" {
				t.Errorf("%s: %s", what, diff)
			}
		}
		on, off := new(true), new(false)
		h.note(t, "anna", desk.RoleNote)
		h.now = h.now.Add(time.Second)
		starred := desk.At(h.now)
		set("anna", stars.Change{Star: on, Owes: true})
		set("ben", stars.Change{Star: on})
		is("the note from before is none", "anna", stars.Star{Session: "s1", Starred: starred, NoteOwed: true})
		is("a colleague's star", "ben", stars.Star{Session: "s1", Starred: starred})
		h.now = h.now.Add(time.Second)
		set("anna", stars.Change{Star: on, Pin: on, Owes: true})
		is("starred again it keeps its time", "anna", stars.Star{Session: "s1", Starred: starred, Pinned: desk.At(h.now), NoteOwed: true})
		h.note(t, "ben", desk.RoleNote)
		h.note(t, "anna", desk.RoleAgent)
		is("neither a colleague's note nor an answer", "anna", stars.Star{Session: "s1", Starred: starred, Pinned: desk.At(h.now), NoteOwed: true})
		h.note(t, "anna", desk.RoleNote)
		is("the note", "anna", stars.Star{Session: "s1", Starred: starred, Pinned: desk.At(h.now)})
		set("anna", stars.Change{Star: off})
		is("only pinned", "anna", stars.Star{Session: "s1", Pinned: desk.At(h.now)})
		h.now = h.now.Add(time.Second)
		set("anna", stars.Change{Star: on, Pin: off, Owes: true})
		is("another star owes another note", "anna", stars.Star{Session: "s1", Starred: desk.At(h.now), NoteOwed: true})
		set("anna", stars.Change{Star: off})
		set("anna", stars.Change{Star: off, Pin: off})
		is("nothing", "anna")
		is("the other one's stays", "ben", stars.Star{Session: "s1", Starred: starred})
	})
}

func TestStarsHaveAnEnd(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		for i := range stars.Most + 1 {
			err := h.Set(t.Context(), "anna", desk.SessionID(fmt.Sprint("s", i)), stars.Change{Pin: new(true)})
			if want := map[bool]desk.Fault{true: desk.Conflict}[i == stars.Most]; desk.KindOf(err) != want {
				t.Fatalf("number %d: %v", i, err)
			}
		}
		if err := h.Set(t.Context(), "anna", "s0", stars.Change{Star: new(true)}); err != nil {
			t.Errorf("what is pinned cannot be starred: %v", err)
		}
	})
}

// TestTwoWindows: a star from one window and a pin from another at the same moment are both there afterwards, and of many at once no more are
// kept than there is room for.
func TestTwoWindows(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, h *house) {
		yes := true
		var wg sync.WaitGroup
		set := func(id string, c stars.Change) {
			wg.Go(func() {
				if err := h.Set(t.Context(), "anna", desk.SessionID(id), c); err != nil && desk.KindOf(err) != desk.Conflict {
					t.Error(err)
				}
			})
		}
		for i := range 20 {
			set(fmt.Sprint("both", i), stars.Change{Star: &yes})
			set(fmt.Sprint("both", i), stars.Change{Pin: &yes})
		}
		wg.Wait()
		all, err := h.Of(t.Context(), "anna")
		if err != nil || len(all) != 20 {
			t.Fatalf("%d, %v", len(all), err)
		}
		for _, s := range all {
			if s.Starred == 0 || s.Pinned == 0 {
				t.Errorf("one window took away what the other did: %+v", s)
			}
		}
		for i := len(all); i < stars.Most-2; i++ {
			set(fmt.Sprint("more", i), stars.Change{Star: &yes})
		}
		wg.Wait()
		for i := range 8 {
			set(fmt.Sprint("last", i), stars.Change{Star: &yes})
		}
		wg.Wait()
		if n, err := h.st.CountStars(t.Context(), "anna"); err != nil || n != stars.Most {
			t.Errorf("%d are kept: %v", n, err)
		}
	})
}
