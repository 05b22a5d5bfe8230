package evidence

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// sealsOf reads a table of seals and opens each.
func sealsOf(t *testing.T, st *store.Store) (rows []dbq.Seal, bodies []body) {
	t.Helper()
	rows, err := st.SealsAfter(t.Context(), dbq.SealsAfterParams{Most: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		b, err := openSeal(testKey, r)
		if err != nil {
			t.Fatalf("seal %d of %s: %v", r.N, r.Node, err)
		}
		bodies = append(bodies, b)
	}
	return rows, bodies
}

func newSealer(st *store.Store, dir, node string) *Sealer {
	return NewSealer(Options{Store: st, Key: testKey, Node: node, Dir: dir, Every: time.Millisecond})
}

// mustSeal seals once and fails the test if it cannot.
func mustSeal(t *testing.T, s *Sealer) {
	t.Helper()
	if err := s.Seal(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// holds verifies a record and wants no finding.
func holds(t *testing.T, st *store.Store, files ...string) {
	t.Helper()
	var out strings.Builder
	rep, err := Verify(t.Context(), st, testKey, files, &out)
	if err != nil || !rep.Holds() {
		t.Errorf("the record does not hold (%v): %s", err, out.String())
	}
}

// TestSealerSealsWhatIsNoted: the newest head of each session, once, in the table and in the file; an idle desk writes
// nothing.
func TestSealerSealsWhatIsNoted(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st, dir := openStore(t, dsn, store.Options{}), t.TempDir()
		w := newWriter(t, st)
		s := newSealer(st, dir, "host/127.0.0.1:8080")
		mustSeal(t, s) // nothing has ever happened
		a, b := w.open(t, 1), w.open(t, 2)
		for _, x := range []*written{a, b} {
			s.Note(x.s.ID, x.s.Version, x.head)
		}
		w.note(t, a)
		s.Note(a.s.ID, a.s.Version, a.head)
		s.Note(a.s.ID, 1, []byte("late news"))
		mustSeal(t, s)
		mustSeal(t, s)
		rows, bodies := sealsOf(t, st)
		if len(rows) != 1 || rows[0].N != 1 || rows[0].Node != "host/127.0.0.1:8080" {
			t.Fatalf("the table has %+v; want one seal", rows)
		}
		want := []Head{{a.s.ID, a.s.Version, a.head}, {b.s.ID, b.s.Version, b.head}}
		if d := cmp.Diff(want, bodies[0].Heads); d != "" {
			t.Errorf("sealed heads (-want +got):\n%s", d)
		}
		info, err := os.Stat(File(dir, "host/127.0.0.1:8080"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the seal file: %v, %v; want mode 0600", info, err)
		}
		holds(t, st, File(dir, "host/127.0.0.1:8080"))
	})
}

// TestSealerComesBack: what a node had committed when it died is in its first seal after the restart, behind the chain
// that it had.
func TestSealerComesBack(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st, dir := openStore(t, dsn, store.Options{}), t.TempDir()
		w := newWriter(t, st)
		first := newSealer(st, dir, "a")
		x := w.open(t, 1)
		first.Note(x.s.ID, x.s.Version, x.head)
		mustSeal(t, first)
		w.note(t, x) // nobody is told
		y := w.open(t, 2)
		mustSeal(t, newSealer(st, dir, "a"))
		rows, bodies := sealsOf(t, st)
		last := bodies[len(bodies)-1]
		want := []Head{{x.s.ID, x.s.Version, x.head}, {y.s.ID, y.s.Version, y.head}}
		if d := cmp.Diff(want, last.Heads); d != "" {
			t.Errorf("heads of the last seal (-want +got):\n%s", d)
		}
		if last.Count == nil || last.Count.Sessions != 2 || last.Count.Events != 3 {
			t.Errorf("the last seal counts %+v; want 2 sessions, 3 events", last.Count)
		}
		if n := len(rows); rows[n-1].N != int64(n) || last.Prev != rows[n-2].Mac {
			t.Errorf("seal %d does not follow seal %d", rows[n-1].N, rows[n-2].N)
		}
		holds(t, st, File(dir, "a"))
	})
}

// TestSealerWaitsForSQL: while the record cannot be written nothing is lost, and only the newest head is kept.
func TestSealerWaitsForSQL(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		var away atomic.Bool
		st := openStore(t, dsn, store.Options{Fail: func(step string) error {
			if step == "write" && away.Load() {
				return errors.New("the database is away")
			}
			return nil
		}})
		w, dir := newWriter(t, st), t.TempDir()
		s := newSealer(st, dir, "a")
		x := w.open(t, 1)
		mustSeal(t, s)
		away.Store(true)
		for range 3 {
			w.note(t, x)
			s.Note(x.s.ID, x.s.Version, x.head)
			if err := s.Seal(t.Context()); err == nil {
				t.Fatal("a seal was written while SQL is away")
			}
		}
		away.Store(false)
		mustSeal(t, s)
		rows, bodies := sealsOf(t, st)
		if d := cmp.Diff([]Head{{x.s.ID, x.s.Version, x.head}}, bodies[len(bodies)-1].Heads); d != "" || len(rows) != 2 {
			t.Errorf("%d seals; heads of the last (-want +got):\n%s", len(rows), d)
		}
		holds(t, st, File(dir, "a"))
	})
}

// TestSealFileCatchesUp: a crash may leave half a line, or none; the next start writes what is missing.
func TestSealFileCatchesUp(t *testing.T) {
	t.Parallel()
	st, dir := openStore(t, testenv.SQLite(t), store.Options{}), t.TempDir()
	w, file := newWriter(t, st), File(dir, "a")
	x := w.open(t, 1)
	s := newSealer(st, dir, "a")
	mustSeal(t, s)
	for range 2 {
		w.note(t, x)
		s.Note(x.s.ID, x.s.Version, x.head)
		mustSeal(t, s)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")
	for _, left := range []string{lines[0] + lines[1] + lines[2][:20], lines[0] + lines[1], lines[0], lines[0][:7], ""} {
		if err := os.WriteFile(file, []byte(left), 0o600); err != nil {
			t.Fatal(err)
		}
		mustSeal(t, newSealer(st, dir, "a"))
		holds(t, st, file)
		if got, _ := os.ReadFile(file); !strings.HasPrefix(string(got), string(text)) {
			t.Errorf("from %d bytes the file did not become what it was", len(left))
		}
	}
}

// TestTwoSealersOfOneName: a second process with the same name by mistake breaks nothing.
func TestTwoSealersOfOneName(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st := openStore(t, dsn, store.Options{})
		w := newWriter(t, st)
		dirs := []string{t.TempDir(), t.TempDir()}
		var wg sync.WaitGroup
		for i, dir := range dirs {
			x := w.open(t, int64(i))
			s := newSealer(st, dir, "a")
			wg.Go(func() {
				for v := range int64(10) {
					s.Note(x.s.ID, 1, x.head)
					if err := s.Seal(context.Background()); err != nil {
						t.Errorf("round %d: %v", v, err)
					}
				}
			})
		}
		wg.Wait()
		for _, dir := range dirs {
			mustSeal(t, newSealer(st, dir, "a"))
		}
		mustSeal(t, newSealer(st, dirs[0], "a"))
		holds(t, st, File(dirs[0], "a"), File(dirs[1], "a"))
	})
}

// TestRunSealsAndSaysGoodbye: heads are sealed as time passes, and those noted last when the node stops.
func TestRunSealsAndSaysGoodbye(t *testing.T) {
	t.Parallel()
	st, dir := openStore(t, testenv.SQLite(t), store.Options{}), t.TempDir()
	w := newWriter(t, st)
	s := NewSealer(Options{Store: st, Key: testKey, Node: "a", Dir: dir, Every: 2 * time.Millisecond})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- s.Run(ctx) }()
	var all []*written
	for i := range int64(20) {
		x := w.open(t, i)
		s.Note(x.s.ID, x.s.Version, x.head)
		all = append(all, x)
	}
	until(t, "the heads are sealed", func() bool { return len(sealedIn(t, st)) == 20 })
	w.note(t, all[0])
	s.Note(all[0].s.ID, all[0].s.Version, all[0].head)
	stop()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if got := sealedIn(t, st)[all[0].s.ID]; got != 2 {
		t.Errorf("after the stop version %d is sealed, want 2", got)
	}
	holds(t, st, File(dir, "a"))
}

// sealedIn gives the newest sealed version of each session.
func sealedIn(t *testing.T, st *store.Store) map[desk.SessionID]int64 {
	t.Helper()
	got := map[desk.SessionID]int64{}
	_, bodies := sealsOf(t, st)
	for _, b := range bodies {
		for _, h := range b.Heads {
			got[h.Session] = max(got[h.Session], h.Version)
		}
	}
	return got
}

// TestNoteIsBounded: what finds no room is remembered as such, and looked up in the record.
func TestNoteIsBounded(t *testing.T) {
	t.Parallel()
	s := NewSealer(Options{})
	for i := range mostHeld + 10 {
		s.Note(desk.SessionID(fmt.Sprint(i)), 1, nil)
	}
	heads, missed := s.take()
	if len(heads) != mostHeld || !missed {
		t.Errorf("%d heads wait, missed %v; want %d and true", len(heads), missed, mostHeld)
	}
	s.giveBack(heads[:5])
	if heads, missed = s.take(); len(heads) != 5 || missed {
		t.Errorf("then %d heads wait, missed %v; want 5 and false", len(heads), missed)
	}
}
