package evidence

import (
	"context"
	"io"
	"os"
	"strconv"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"firstline/internal/store"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// TestVerifyWhileTheDeskWorks: commits and seals that come during the walk are no findings.
func TestVerifyWhileTheDeskWorks(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		st, dir := openStore(t, dsn, store.Options{}), t.TempDir()
		w := newWriter(t, st)
		s := NewSealer(Options{Store: st, Key: testKey, Node: "a", Dir: dir, Every: time.Millisecond})
		ctx, stop := context.WithCancel(t.Context())
		var g errgroup.Group
		g.Go(func() error { return s.Run(ctx) })
		for worker := range int64(4) {
			x := w.open(t, -worker)
			g.Go(func() error {
				for i := worker; ctx.Err() == nil; i += 4 {
					y, err := w.life(context.WithoutCancel(ctx), 1+i)
					if err != nil {
						return err
					}
					s.Note(y.s.ID, y.s.Version, y.head)
					w.note(t, x)
					s.Note(x.s.ID, x.s.Version, x.head)
				}
				return nil
			})
		}
		until(t, "the first seal", func() bool { return exists(File(dir, "a")) && len(sealedIn(t, st)) > 0 })
		for range 5 {
			holds(t, st, File(dir, "a"))
			if rep, err := Replay(t.Context(), st, io.Discard); err != nil || !rep.Holds() {
				t.Errorf("%+v, %v; want no difference", rep, err)
			}
		}
		stop()
		if err := g.Wait(); err != nil {
			t.Fatal(err)
		}
		holds(t, st, File(dir, "a"))
	})
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// BenchmarkVerify gives the time of one event with its share of session, messages and seals. FIRSTLINE_SESSIONS says
// how many sessions of four events there are.
func BenchmarkVerify(b *testing.B) {
	onEach(b, func(b *testing.B, st *store.Store, file string) (holds bool, err error) {
		rep, err := Verify(b.Context(), st, testKey, []string{file}, io.Discard)
		return rep.Holds(), err
	})
}

// BenchmarkReplay is the same for Replay.
func BenchmarkReplay(b *testing.B) {
	onEach(b, func(b *testing.B, st *store.Store, _ string) (holds bool, err error) {
		rep, err := Replay(b.Context(), st, io.Discard)
		return rep.Holds(), err
	})
}

// onEach measures a check on both records, filled and sealed.
func onEach(b *testing.B, check func(*testing.B, *store.Store, string) (bool, error)) {
	sessions, err := strconv.ParseInt(os.Getenv("FIRSTLINE_SESSIONS"), 10, 64)
	if err != nil {
		sessions = 2000
	}
	for name, dsn := range map[string]func(testing.TB) string{"sqlite": func(b testing.TB) string { return testenv.SQLite(b) }, "postgres": func(b testing.TB) string { return testenv.Postgres(b) }} {
		b.Run(name, func(b *testing.B) {
			st, file := filled(b, dsn(b), sessions)
			for b.Loop() {
				if holds, err := check(b, st, file); err != nil || !holds {
					b.Fatal(holds, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(4*sessions)/float64(b.N), "ns/event")
		})
	}
}

// filled is a sealed record with that many sessions.
func filled(b *testing.B, dsn string, sessions int64) (st *store.Store, file string) {
	b.Helper()
	st = openStore(b, dsn, store.Options{})
	w, dir := newWriter(b, st), b.TempDir()
	s := newSealer(st, dir, "a")
	var g errgroup.Group
	g.SetLimit(64)
	for i := range sessions {
		g.Go(func() error {
			x, err := w.life(context.Background(), 1+i)
			if err == nil {
				s.Note(x.s.ID, x.s.Version, x.head)
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
	if err := s.Seal(b.Context()); err != nil {
		b.Fatal(err)
	}
	return st, File(dir, "a")
}
