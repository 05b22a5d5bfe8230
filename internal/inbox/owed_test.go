package inbox

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/sessions"
)

// TestOwed: what an agent owes, whatever for and in whoever's hands the session is now, is listed by when it is due, page by
// page, and counted (FLW-11).
func TestOwed(t *testing.T) {
	t.Parallel()
	databases(t, func(t *testing.T, r *rig) {
		mei := access.NewViewer(r.agent("mei", desk.RankAgent, "service"), "mei", desk.RankAgent, []desk.GroupID{"service"})
		bo := access.NewViewer(r.agent("bo", desk.RankAgent), "bo", desk.RankAgent, nil)
		owing := func(text string, holder desk.AgentID, set func(*sessions.State)) string {
			c := r.open("service", text)
			c.give(holder)
			c.change(set)
			return string(c.st.ID)
		}
		promise := owing("promise", mei.ID, func(s *sessions.State) { s.Promises = []sessions.Promise{{N: 1, By: bo.ID, Until: 300}} })
		report := owing("report", bo.ID, func(s *sessions.State) {
			s.Asks = []sessions.Ask{{N: 1, Kind: sessions.AskEscalation, Level: desk.RankManager, By: mei.ID, At: 100, AnsweredAt: 110, ExecutedAt: 120, Skipped: []desk.Rank{desk.RankLead}, Duties: true}}
		})
		answer := owing("answer", mei.ID, func(s *sessions.State) {
			s.Asks = []sessions.Ask{{N: 1, Kind: sessions.AskDepartment, Department: "tech", By: bo.ID, At: 50, AnsweredAt: 200, Duties: true}}
		})
		owing("nothing", mei.ID, func(s *sessions.State) {
			s.Asks = []sessions.Ask{{N: 1, Kind: sessions.AskConsult, To: bo.ID, By: mei.ID, At: 90}}
		})
		for _, limit := range []int{1, 2, 50} {
			if diff := cmp.Diff([]string{report, answer, promise}, r.pages(mei, ViewOwed, limit)); diff != "" {
				t.Errorf("by %d: %s", limit, diff)
			}
		}
		p, err := r.hub.Page(t.Context(), mei, ViewMine, 50, "")
		if err != nil || p.Counts.Owed != 3 {
			t.Errorf("%d owed (%v)", p.Counts.Owed, err)
		}
		if p, err = r.hub.Page(t.Context(), bo, ViewOwed, 50, ""); err != nil || len(p.Rows) != 1 || p.Counts.Owed != 1 {
			t.Errorf("bo owes %d, counted %d (%v): the question of mei alone", len(p.Rows), p.Counts.Owed, err)
		}
		both, err := r.hub.Unfinished(t.Context(), []access.Viewer{mei, bo}, 2) // what is read once for all is what each one reads
		if err != nil {
			t.Fatal(err)
		}
		ids := func(rows []Row) (out []string) {
			for _, row := range rows {
				out = append(out, string(row.ID))
			}
			return out
		}
		for _, who := range []access.Viewer{mei, bo} {
			for view, rows := range map[View][]Row{ViewMine: both[who.ID].Mine, ViewOwed: both[who.ID].Owed} {
				p, err := r.hub.Page(t.Context(), who, view, 2, "")
				if diff := cmp.Diff(ids(p.Rows), ids(rows)); err != nil || diff != "" {
					t.Errorf("%s, %s: %s %v", who.ID, view, diff, err)
				}
			}
		}
	})
}
