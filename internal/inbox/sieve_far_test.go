package inbox

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/drafts"
	"firstline/internal/store/dbq"
)

// TestSieveBeyondTheFirstRows: in a house with 5,000 open sessions every figure counts all of them, and what is looked for is found
// however far down it stands.
func TestSieveBeyondTheFirstRows(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, r *rig) {
		const n = 5000
		err := r.store.Exec(t.Context(), `WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 5000)
			INSERT INTO session (id, channel, conv_key, ordinal, part, version, phase, grp, holder, owner, title, opened_at, queued_at, closed_at, next_due, urgency, preview_role, preview_text, preview_at, state, head)
			SELECT 's' || CAST(i AS TEXT), CASE WHEN i % 10 = 0 THEN 'tele' ELSE 'web' END, CAST(i AS TEXT), 1, 0, 1, 'queued', CASE WHEN i % 3 = 0 THEN 'order' ELSE 'service' END, '', '', '', i, i, 0, 0, i, '', '', i,
			CASE WHEN i % 7 = 0 THEN '{"waits":[{"seq":1,"since":' || CAST(i AS TEXT) || '}]}' WHEN i = 4999 THEN '{"register":"TS-1"}' ELSE '{}' END, '' FROM c`)
		if err != nil {
			t.Fatal(err)
		}
		sue := access.NewViewer(r.agent("sue", desk.RankSupervisor), "sue", desk.RankSupervisor, nil)
		mei := access.NewViewer(r.agent("mei", desk.RankAgent, "order"), "mei", desk.RankAgent, []desk.GroupID{"order"})
		for _, c := range []struct {
			who         access.Viewer
			view        View
			by          Sieve
			of, replies int
			want        string // the first rows
		}{
			{sue, ViewAll, Sieve{Is: "complaint"}, n, n / 7, "[s4999]"},
			{sue, ViewAll, Sieve{Is: "reply", Order: ByLongest}, n, n / 7, "[s7 s14 s21]"},
			{sue, ViewQueue, Sieve{Channel: "tele", Order: ByNewest}, n, n / 7, "[s5000 s4990 s4980]"},
			{mei, ViewQueue, Sieve{Order: ByNewest}, n / 3, n / 21, "[s4998 s4995 s4992]"},
		} {
			p, err := r.hub.Sift(t.Context(), c.who, c.view, c.by, 3)
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprint(idsOf(p.Rows)); got != c.want || p.Facets.Of != c.of || p.Facets.Is[IsReply] != c.replies || p.Facets.More {
				t.Errorf("%s in %s by %+v: %s, %d of %d, more %t", c.who.Name, c.view, c.by, got, p.Facets.Is[IsReply], p.Facets.Of, p.Facets.More)
			}
		}
		// What was remembered of a session is no more believed than its version.
		for _, change := range []string{`UPDATE session SET version = 2, state = '{"register":"TS-2"}' WHERE id = 's4000'`, `UPDATE session SET version = 2, phase = 'closed', closed_at = 1 WHERE id = 's4999'`} {
			if err := r.store.Exec(t.Context(), change); err != nil {
				t.Fatal(err)
			}
		}
		p, err := r.hub.Sift(t.Context(), sue, ViewAll, Sieve{Is: "complaint"}, 3)
		if err != nil || fmt.Sprint(idsOf(p.Rows)) != "[s4000]" || p.Facets.Of != n-1 || p.Rows[0].Register != "TS-2" {
			t.Errorf("after a change: %v, %d looked through, %v", idsOf(p.Rows), p.Facets.Of, err)
		}
	})
}

// TestSieveHearsOfDrafts: a screen that looks for drafts shows what the person begins to write elsewhere, and nothing that was sent.
func TestSieveHearsOfDrafts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.agent("mei", desk.RankAgent, "service")
	c := r.open("service", "在吗")
	c.give(mei)
	screen := r.dial("mei")
	screen.say(map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 30, "sieve": map[string]any{"is": "draft"}}, "sessions": map[string]int{}})
	rows := func(want int) func(map[string]any) bool {
		return func(f map[string]any) bool { return len(f["rows"].([]any)) == want }
	}
	screen.match("page", rows(0))
	saved := func(text string, n int64) {
		t.Helper()
		r.write(func(ctx context.Context, q *dbq.Queries) error {
			if n == 1 {
				_, err := q.AddDraft(ctx, dbq.AddDraftParams{Agent: string(mei), Session: string(c.st.ID), Mode: "reply", N: n, Text: text, Scripts: "[]", Files: "[]", At: n})
				return err
			}
			_, err := q.SetDraft(ctx, dbq.SetDraftParams{Text: text, Scripts: "[]", Files: "[]", At: n, Agent: string(mei), Session: string(c.st.ID), Mode: "reply", Follows: n - 1})
			return err
		})
		notice, err := json.Marshal(drafts.Notice{Agent: mei, Mark: drafts.Mark{Session: c.st.ID, Mode: drafts.Reply, N: n, Written: text != ""}})
		if err != nil {
			t.Fatal(err)
		}
		if err := r.live.Publish(t.Context(), drafts.Topic, notice); err != nil {
			t.Fatal(err)
		}
	}
	saved("您好", 1)
	screen.match("page", rows(1))
	saved("", 2)
	screen.match("page", rows(0))
}
