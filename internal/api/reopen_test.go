package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/testenv"
	"firstline/internal/testenv/record"
)

// again is a session that mei has handled, and who asks for it.
type again struct {
	*rig
	boss, lead, mei, ben, zoe *person // zoe is of another group; a note has let both colleagues read it
	at                        string
	n                         int
}

// newAgain closes it under a department whose document says who may open it again, after a window of a day.
func newAgain(t *testing.T, dsn, who string) *again {
	t.Helper()
	r := rigOn(t, dsn)
	g := &again{rig: r, boss: r.hire("boss", desk.RankAdmin), lead: r.hire("lead", desk.RankLead, "service"), mei: r.hire("mei", desk.RankAgent, "service"), ben: r.hire("ben", desk.RankAgent, "service"), zoe: r.hire("zoe", desk.RankAgent, "order")}
	form, n := g.boss.form(targetsDoc)
	form["reopen_window"] = "24h"
	g.boss.must(200, "PUT", targetsDoc, obj{"n": n, "form": form})
	g.boss.must(200, "PUT", "/api/v1/settings/documents/matters/main", obj{"n": 1, "body": "locale: zh-CN\nnumber: 2\nsteps: false\nrating: false\nreopen: " + who + "\ncategories: []\n"})
	g.at = "/api/v1/sessions/" + r.writes("web", "ka", "在吗")
	g.mei.must(200, "POST", g.at+"/take", nil)
	g.mei.must(201, "POST", g.at+"/replies", obj{"client_id": "hi", "text": "您好，在的"})
	g.mei.must(201, "POST", g.at+"/notes", obj{"client_id": "n", "text": "看一下", "mentions": []any{g.ben.id, g.zoe.id}})
	g.closes(g.mei)
	return g
}

func (g *again) closes(p *person) {
	g.t.Helper()
	g.n++
	p.must(200, "POST", g.at+"/close", obj{"client_id": fmt.Sprint("c", g.n), "outcome": "solved", "feedback": "none", "category": "pay"})
}

// opens gives the code of the refusal, or the status.
func (g *again) opens(p *person, key string) string {
	g.t.Helper()
	a := p.do("POST", g.at+"/reopen", obj{"client_id": key, "reason": " 忘了给单号 "})
	if a.code() != "" {
		return a.code()
	}
	return fmt.Sprint(a.status)
}

// offered is what the screen knows before anybody asks.
func (g *again) offered(p *person) string {
	g.t.Helper()
	got, _ := p.must(200, "GET", g.at, nil).body["reopen"].(obj)
	if got["may"] != true {
		return fmt.Sprint(got["why"])
	}
	until, _ := got["until"].(float64)
	if left := time.Until(desk.Millis(until).Time()); left < 23*time.Hour || left > 24*time.Hour {
		g.t.Errorf("offered for %s", left)
	}
	return "may"
}

// TestReopen: who closed it opens it again, once, with the reason in the transcript and nothing owed; whoever else may is for the
// department to say, and every refusal says why, to the screen as well.
func TestReopen(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) {
		g := newAgain(t, dsn, "handlers")
		if got, want := []string{g.offered(g.mei), g.offered(g.ben), g.offered(g.lead)}, []string{"may", "not_handler", "may"}; !cmp.Equal(got, want) {
			t.Errorf("offered: %v, want %v", got, want)
		}
		if a := g.mei.do("POST", g.at+"/reopen", obj{"client_id": "r0", "reason": "  "}); a.status != 422 || a.code() != "empty_text" {
			t.Errorf("without a reason: %s", a.raw)
		}
		want := []string{"not_handler", "201", "200", "not_closed", "<nil>"}
		if got := []string{g.opens(g.ben, "r1"), g.opens(g.mei, "r2"), g.opens(g.mei, "r2"), g.opens(g.lead, "r3"), g.offered(g.mei)}; !cmp.Equal(got, want) {
			t.Errorf("opened again: %v, want %v", got, want)
		}
		row := g.mei.must(200, "GET", g.at, nil).body
		if holder, _ := row["holder"].(obj); row["phase"] != "serving" || holder["id"] != string(g.mei.id) || row["unanswered"] != float64(0) || row["due_at"] != float64(0) {
			t.Errorf("it is %v", row)
		}
		if raw := string(g.mei.must(200, "GET", g.at+"/messages", nil).raw); strings.Count(raw, `"line:reopened"`) != 1 || !strings.Contains(raw, `"忘了给单号"`) {
			t.Errorf("the transcript is %s", raw)
		}
		if raw := string(g.mei.must(200, "GET", g.at+"/explain?locale=en", nil).raw); !strings.Contains(raw, `"opened_again"`) {
			t.Errorf("it is told as %s", raw)
		}
		if a := g.mei.do("POST", g.at+"/close", obj{"client_id": "c9", "category": "pay"}); a.status != 422 {
			t.Errorf("the next close does not ask again: %s", a.raw)
		}
		g.closes(g.mei)
		g.writes("web", "ka", "又来了")
		if got := []string{g.opens(g.mei, "r4"), g.offered(g.mei)}; !cmp.Equal(got, []string{"not_closed", "<nil>"}) {
			t.Errorf("the customer was faster: %v", got)
		}
	})
}

// TestWhoReopens: the department's document decides among those who can read it: a stranger of another group never may.
func TestWhoReopens(t *testing.T) {
	t.Parallel()
	for who, want := range map[string][]string{"group": {"not_handler", "201", "201", "201"}, "superiors": {"not_handler", "not_handler", "not_handler", "201"},
		"off": {"reopen_off", "reopen_off", "reopen_off", "reopen_off"}} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			g := newAgain(t, testenv.SQLite(t), who)
			got := []string{g.opens(g.zoe, "r1"), g.opens(g.ben, "r2")}
			if got[1] == "201" {
				g.closes(g.ben)
			}
			got = append(got, g.opens(g.mei, "r3"))
			if got[2] == "201" {
				g.closes(g.mei)
			}
			if got = append(got, g.opens(g.lead, "r4")); !cmp.Equal(got, want) {
				t.Errorf("%s: %v, want %v", who, got, want)
			}
		})
	}
}
