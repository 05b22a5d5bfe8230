package store_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

func put(t *testing.T, s *store.Store, do func(*dbq.Queries) (int64, error)) int64 {
	t.Helper()
	var n int64
	err := s.Write(t.Context(), func(q *dbq.Queries) (err error) { n, err = do(q); return err })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func putItem(t *testing.T, s *store.Store, i dbq.PutDrawItemParams) int64 {
	t.Helper()
	return put(t, s, func(q *dbq.Queries) (int64, error) { return q.PutDrawItem(t.Context(), i) })
}

// TestOneDrawADay: promises and draws are made once, whoever comes second changes nothing.
func TestOneDrawADay(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		promise := func(day, p string, at int64) int64 {
			return put(t, s, func(q *dbq.Queries) (int64, error) {
				return q.PutPromise(t.Context(), dbq.PutPromiseParams{Day: day, Promise: p, At: at})
			})
		}
		if got := []int64{promise("2026-08-20", "p", 5), promise("2026-08-20", "p", 9), promise("2026-08-20", "q", 7), promise("2026-08-21", "r", 7)}; !cmp.Equal(got, []int64{1, 0, 1, 1}) {
			t.Errorf("promises were written %v times", got)
		}
		draw := func(seed string) int64 {
			return put(t, s, func(q *dbq.Queries) (int64, error) {
				return q.PutDraw(t.Context(), dbq.PutDrawParams{Day: "2026-08-20", Seed: seed})
			})
		}
		if got := []int64{draw("one"), draw("two")}; !cmp.Equal(got, []int64{1, 0}) {
			t.Errorf("draws were written %v times", got)
		}
		if d, err := s.DrawOf(t.Context(), "2026-08-20"); err != nil || d.Seed != "one" {
			t.Errorf("the draw is %+v (%v)", d, err)
		}
		days, err := s.UndrawnDays(t.Context(), "2026-08-22")
		if err != nil || !cmp.Equal(days, []string{"2026-08-21"}) {
			t.Errorf("undrawn: %v (%v)", days, err)
		}
	})
}

// TestNothingIsDrawnTwice: not the same number, not the same participation, and one item is replaced once.
func TestNothingIsDrawnTwice(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		for i, c := range []struct {
			item dbq.PutDrawItemParams
			want int64
		}{
			{dbq.PutDrawItemParams{Day: "d1", Agent: "mei", N: 1, Session: "s1"}, 1},
			{dbq.PutDrawItemParams{Day: "d1", Agent: "bo", N: 1, Session: "s1"}, 1}, // another participation
			{dbq.PutDrawItemParams{Day: "d1", Agent: "mei", N: 1, Session: "s2"}, 0},
			{dbq.PutDrawItemParams{Day: "d2", Agent: "mei", N: 1, Session: "s1"}, 0},
			{dbq.PutDrawItemParams{Day: "d1", Agent: "mei", N: 2, Session: "s2", Replaces: 1}, 1},
			{dbq.PutDrawItemParams{Day: "d1", Agent: "mei", N: 3, Session: "s3", Replaces: 1}, 0},
			{dbq.PutDrawItemParams{Day: "d1", Agent: "mei", N: 3, Session: "", Replaces: 2}, 1}, // nothing was left
			{dbq.PutDrawItemParams{Day: "d1", Agent: "bo", N: 2, Session: "", Replaces: 1}, 1},
		} {
			if got := putItem(t, s, c.item); got != c.want {
				t.Errorf("item %d: %d rows, want %d", i, got, c.want)
			}
		}
	})
}

func TestLatestReviewCounts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		review := func(session string, n int64, verdict string) int64 {
			return put(t, s, func(q *dbq.Queries) (int64, error) {
				return q.PutReview(t.Context(), dbq.PutReviewParams{Session: session, Agent: "mei", N: n, Day: "d1", Item: 1, Verdict: verdict})
			})
		}
		if got := []int64{review("s1", 1, "pass"), review("s1", 1, "fail"), review("s1", 2, "fail"), review("s2", 1, "pass")}; !cmp.Equal(got, []int64{1, 0, 1, 1}) {
			t.Errorf("reviews were written %v times", got)
		}
		rows, err := s.LatestReviews(t.Context(), "d1")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, fmt.Sprint(r.Session, r.N, r.Verdict))
		}
		if want := []string{"s12fail", "s21pass"}; !cmp.Equal(got, want) {
			t.Errorf("what counts: %v, want %v", got, want)
		}
	})
}

func TestChecksCannotBeChanged(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, open func() *store.Store) {
		s := open()
		putItem(t, s, dbq.PutDrawItemParams{Day: "d1", Agent: "mei", N: 1, Session: "s1"})
		err := s.Write(t.Context(), func(q *dbq.Queries) error {
			if _, err := q.PutPromise(t.Context(), dbq.PutPromiseParams{Day: "d1"}); err != nil {
				return err
			}
			if _, err := q.PutDraw(t.Context(), dbq.PutDrawParams{Day: "d1"}); err != nil {
				return err
			}
			if _, err := q.PutReview(t.Context(), dbq.PutReviewParams{Session: "s1", Agent: "mei", N: 1}); err != nil {
				return err
			}
			return q.PutScorecard(t.Context(), dbq.PutScorecardParams{Version: "v"})
		})
		if err != nil {
			t.Fatal(err)
		}
		for table, column := range map[string]string{"draw_promise": "at", "draw": "at", "draw_item": "at", "review": "at", "scorecard": "created_at"} {
			for _, q := range []string{"UPDATE " + table + " SET " + column + " = 7", "DELETE FROM " + table} {
				if err := s.Exec(t.Context(), q); err == nil {
					t.Errorf("%s was carried out", q)
				}
			}
			var n int
			if err := s.DB.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n != 1 {
				t.Errorf("%s has %d rows (%v)", table, n, err)
			}
		}
	})
}
