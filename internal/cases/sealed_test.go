package cases

import (
	"strings"
	"testing"

	"firstline/internal/evidence"
)

// TestCutOffEntriesAreSeen: an entry whose end was cut off so well that chain and row agree is named by the seals, which
// are made under a key that is not in the database; also when only the sweep has seen it.
func TestCutOffEntriesAreSeen(t *testing.T) {
	t.Parallel()
	const key = "a-key-of-the-tests-that-is-long-enough"
	for name, told := range map[string]bool{"told": true, "found by the sweep": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			o := &office{t: t, dsn: "sqlite:" + dir + "/x.db", now: morning().Time()}
			o.st = o.open()
			sealer := evidence.NewSealer(evidence.Options{Store: o.st, Key: []byte(key), Node: "n", Dir: dir})
			o.Service = o.node(o.st)
			if told {
				o.o.Sealer = sealer
			}
			c := o.registered("mei")
			before, err := o.st.ComplaintOf(t.Context(), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := o.Change(t.Context(), member("sue"), c.ID, Command{ClientID: "k", Seen: 1, Change: valid()}); err != nil {
				t.Fatal(err)
			}
			if err := sealer.Seal(t.Context()); err != nil {
				t.Fatal(err)
			}
			check := func() (int64, string) {
				var out strings.Builder
				r, err := evidence.Verify(t.Context(), o.st, []byte(key), []string{evidence.File(dir, "n")}, &out)
				if err != nil {
					t.Fatal(err)
				}
				return r.Found, out.String()
			}
			_, was := check()
			if strings.Contains(was, "case/") {
				t.Errorf("nothing was touched: %s", was)
			}
			for _, q := range []string{"DROP TRIGGER case_event_no_delete", "DELETE FROM case_event WHERE n = 2"} {
				if err := o.st.Exec(t.Context(), q); err != nil {
					t.Fatal(err)
				}
			}
			if err := o.st.Exec(t.Context(), "UPDATE complaint SET version = 1, handler = '', state = $1, head = $2, sort_at = $3", before.State, before.Head, before.SortAt); err != nil {
				t.Fatal(err)
			}
			o.sound() // by itself the register holds
			if _, now := check(); !strings.Contains(now, string(SealName(c.ID))) || !strings.Contains(now, "ends at version 1") {
				t.Errorf("nobody has seen it: %s", now)
			}
		})
	}
}

var _ Sealer = (*evidence.Sealer)(nil)
