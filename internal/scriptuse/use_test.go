package scriptuse

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// said is a record of answers; it notes since when it was asked.
type said struct {
	rows  []dbq.ScriptsUsedRow
	since int64
	reads int
}

func (s *said) ScriptsUsed(_ context.Context, at int64) ([]dbq.ScriptsUsedRow, error) {
	s.since, s.reads = at, s.reads+1
	return s.rows, nil
}

func (s *said) ScriptsUsedBy(_ context.Context, p dbq.ScriptsUsedByParams) ([]dbq.ScriptsUsedByRow, error) {
	s.since, s.reads = p.At, s.reads+1
	var out []dbq.ScriptsUsedByRow
	for _, r := range s.rows {
		if r.Who == p.Who {
			out = append(out, dbq.ScriptsUsedByRow{At: r.At, Body: r.Body})
		}
	}
	return out, nil
}

// TestCount: a script counts whatever the version of the pack, its people once each, and when it was said last; the most said
// comes first, and what is said equally often by its id.
func TestCount(t *testing.T) {
	t.Parallel()
	record := &said{rows: []dbq.ScriptsUsedRow{
		{Who: "ann", At: 3, Body: `{"event":{"scripts":["a@zh-CN/1-00","b@zh-CN/1-00"]}}`},
		{Who: "ann", At: 9, Body: `{"event":{"scripts":["b@zh-CN/2-11"]}}`},
		{Who: "ben", At: 5, Body: `{"event":{"scripts":["b@zh-CN/2-11","c@zh-CN/2-11"]}}`},
		{Who: "ben", At: 6, Body: `{"event":{"text":"none"}}`},
	}}
	now := time.UnixMilli(100 * 24 * 3600 * 1000)
	s := New(record, func() time.Time { return now })
	all, err := s.All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Usage{{"b", 3, 2, 9}, {"a", 1, 1, 3}, {"c", 1, 1, 5}}, all); d != "" || record.since != int64(desk.At(now.AddDate(0, 0, -Days))) {
		t.Errorf("since %d: %s", record.since, d)
	}
	mine, err := s.Of(t.Context(), "ben")
	if d := cmp.Diff([]Usage{{"b", 1, 1, 5}, {"c", 1, 1, 5}}, mine); d != "" || err != nil {
		t.Errorf("%s %v", d, err)
	}
	record.rows = []dbq.ScriptsUsedRow{{Who: "ann", Body: "{"}}
	for range 3 { // within some minutes nothing is read again
		if again, err := s.All(t.Context()); err != nil || cmp.Diff(all, again) != "" {
			t.Errorf("again: %v %v", again, err)
		}
		if again, err := s.Of(t.Context(), "ben"); err != nil || cmp.Diff(mine, again) != "" || record.reads != 2 {
			t.Errorf("again: %v %v, after %d reads", again, err, record.reads)
		}
	}
	now = now.Add(keptFor)
	if _, err := s.All(t.Context()); err == nil {
		t.Error("what cannot be read counts as nothing")
	}
}
