package api

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestRatings: what customers answered at the close is counted for whoever closed, against the department's target, in days of
// its calendar, and so is what they said of the matter; of two answers of one session the last one counts, and who was not asked gives
// none. Shows SAT-01, SLA-02.
func TestRatings(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); rated(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); rated(t, rigOn(t, testenv.Postgres(t))) })
}

func rated(t *testing.T, r *rig) {
	type m = map[string]any
	boss, mei, bo := r.hire("boss", desk.RankManager), r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service")
	change := func(kind string, values m) {
		form, n := boss.form("/api/v1/settings/documents/" + kind + "/main")
		for k, v := range values {
			form[k] = v
		}
		boss.must(200, "PUT", "/api/v1/settings/documents/"+kind+"/main", m{"n": n, "form": form})
	}
	change("matters", m{"rating": true})
	change("targets", m{"satisfaction": 60, "reopen_window": "1h"})
	closes := func(who *person, key string, asks bool) string {
		id := r.writes("web", key, "在吗")
		at := "/api/v1/sessions/" + id
		who.must(200, "POST", at+"/take", nil)
		who.must(201, "POST", at+"/replies", m{"client_id": "c", "text": "您好"})
		who.must(200, "POST", at+"/close", m{"client_id": "z", "outcome": "solved", "no_rating": !asks})
		return id
	}
	closes(mei, "k1", true)
	closes(mei, "k2", true)
	last := closes(bo, "k3", true)
	closes(bo, "k4", true)
	closes(bo, "k5", false)
	for _, said := range [][2]string{{"k1", "5"}, {"k2", `survey {"score":3,"solved":"partly","reasons":["slow","unclear"]}`}, {"k3", `survey {"score":1,"solved":"no","reasons":["attitude"]}`}, {"k3", `survey {"score":4,"solved":"yes"}`},
		{"k4", `survey {"score":2,"solved":"no","reasons":["slow"]}`}, {"k5", "5"}} {
		r.writes("web", said[0], said[1])
	}
	got := boss.must(200, "GET", "/api/v1/quality/ratings?days=1", nil).body
	if got["asked"] != 4. || got["rated"] != 4. || got["satisfied"] != 2. || got["target"] != 60. || got["missed"] != true {
		t.Errorf("asked %v, rated %v, satisfied %v of %v per cent, missed %v", got["asked"], got["rated"], got["satisfied"], got["target"], got["missed"])
	}
	if scores := got["scores"].([]any); scores[0] != 0. || scores[1] != 1. || scores[2] != 1. || scores[3] != 1. || scores[4] != 1. {
		t.Errorf("scores %v", scores)
	}
	lines := got["agents"].([]any)
	if len(lines) != 2 || lines[0].(m)["name"] != "Name bo" || lines[0].(m)["rated"] != 2. || lines[1].(m)["satisfied"] != 1. || lines[1].(m)["agent"] != string(mei.id) {
		t.Errorf("agents %v", lines)
	}
	list := got["ratings"].([]any)
	if len(list) != 4 || list[0].(m)["score"] != 2. {
		t.Fatalf("ratings %v", list)
	}
	number := boss.must(200, "GET", "/api/v1/sessions/"+last, nil).body["number"]
	if one := list[1].(m); one["session"] != last || one["number"] != number || one["channel"] != "web" || one["name"] != "Name bo" || one["score"] != 4. {
		t.Errorf("the rating is %v", one)
	}
	told := func(yes, partly, no float64, reasons ...any) m {
		return m{"yes": yes, "partly": partly, "no": no, "reasons": append([]any{}, reasons...)}
	}
	slow := func(n float64) m { return m{"reason": "slow", "n": n} }
	unclear := m{"reason": "unclear", "n": 1.}
	groups := got["groups"].([]any)
	if d := cmp.Diff([]any{told(1, 1, 1, slow(2), unclear), told(1, 0, 1, slow(1)), told(0, 1, 0, slow(1), unclear), told(1, 1, 1, slow(2), unclear)},
		[]any{got["told"], lines[0].(m)["told"], lines[1].(m)["told"], groups[0].(m)["told"]}); d != "" || len(groups) != 1 || groups[0].(m)["group"] != "service" || groups[0].(m)["rated"] != 4. {
		t.Errorf("what was said beside: %s, of %v", d, groups)
	}
	if one := list[1].(m); one["solved"] != "yes" || one["reasons"] != nil {
		t.Errorf("the answer that counts is %v", one)
	}
	change("targets", m{"satisfaction": 50}) // half of them is enough then
	if got := boss.must(200, "GET", "/api/v1/quality/ratings", nil).body; got["missed"] != false {
		t.Errorf("against 50 per cent: %v", got)
	}
	r.ahead.Store(int64(48 * time.Hour))
	if got := boss.must(200, "GET", "/api/v1/quality/ratings?days=1", nil).body; got["rated"] != 0. || got["asked"] != 0. || got["missed"] != false {
		t.Errorf("two days later: %v", got)
	}
	if got := boss.must(200, "GET", "/api/v1/quality/ratings?days=4", nil).body; got["rated"] != 4. || got["asked"] != 4. {
		t.Errorf("four days together: %v", got)
	}
	for _, bad := range []string{"0", "93", "x"} {
		boss.must(422, "GET", "/api/v1/quality/ratings?days="+bad, nil)
	}
}
