package api

import (
	"fmt"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestOwnDay: a person's figures, what is open at the end of the day, and the log of problems; superiors see them of their people,
// colleagues of nobody. Shows SLA-06, ORG-06.
func TestOwnDay(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); ownDay(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); ownDay(t, rigOn(t, testenv.Postgres(t))) })
}

func ownDay(t *testing.T, r *rig) {
	type m = map[string]any
	mei, bo, sue := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service"), r.hire("sue", desk.RankSupervisor)
	lead, other := r.hire("lead", desk.RankLead, "service"), r.hire("other", desk.RankLead, "order")
	takes := func(key string) string {
		at := "/api/v1/sessions/" + r.writes("web", key, "为什么付不了款 "+key)
		mei.must(200, "POST", at+"/take", nil)
		return at
	}
	done := takes("k1")
	mei.must(201, "POST", done+"/replies", m{"client_id": "a", "text": "您好"})
	mei.must(200, "POST", done+"/close", m{"client_id": "b", "outcome": "solved"})
	promised := takes("k2")
	mei.must(201, "POST", promised+"/replies", m{"client_id": "a", "text": "您好"})
	mei.must(201, "POST", promised+"/promises", m{"client_id": "p", "until": desk.At(time.Now().Add(time.Hour)), "text": "查到后告知"})
	takes("k3") // waits for an answer

	day := mei.must(200, "GET", "/api/v1/days/me", nil).body
	today := day["today"].(m)
	for field, want := range (m{"sessions": 3., "first": 2., "in_time": 2., "turns": 2., "away": 0., "rated": 0.}) {
		if today[field] != want {
			t.Errorf("%s is %v, not %v", field, today[field], want)
		}
	}
	if before := day["before"].(m); before["sessions"] != 0. {
		t.Errorf("a week ago: %v", before)
	}
	if got := fmt.Sprint(kindsOf(day["open"].([]any))); got != "[reply promise]" {
		t.Errorf("open: %s", got)
	}

	for _, c := range []struct {
		who    *person
		status int
	}{{bo, 404}, {other, 404}, {lead, 200}, {sue, 200}} {
		if got := c.who.do("GET", "/api/v1/days/"+string(mei.id), nil).status; got != c.status {
			t.Errorf("%s: %d", c.who.id, got)
		}
	}
	if got := sue.do("GET", "/api/v1/days/"+string(mei.id)+"?day=2026-13-40", nil).status; got != 422 {
		t.Errorf("a day that is none: %d", got)
	}
	all := lead.do("GET", "/api/v1/open-items", nil).list
	if len(all) != 1 || all[0].(m)["agent"].(m)["id"] != string(mei.id) {
		t.Errorf("open items: %v", all)
	}

	log := mei.must(200, "GET", "/api/v1/days/me/problems", nil).body["problems"].([]any)
	if len(log) != 3 {
		t.Fatalf("%d problems", len(log))
	}
	if p := log[0].(m); p["question"] != "为什么付不了款 k1" || p["outcome"] != "solved" || p["agent"] != string(mei.id) || p["closed_at"] == 0. {
		t.Errorf("the first problem: %v", p)
	}
	if p := log[2].(m); p["outcome"] != "" || p["closed_at"] != 0. {
		t.Errorf("the open one: %v", p)
	}
	for who, want := range map[*person]int{bo: 0, lead: 3, other: 0, sue: 3} {
		if got := len(who.must(200, "GET", "/api/v1/days/all/problems", nil).body["problems"].([]any)); got != want {
			t.Errorf("%s sees %d problems of everybody's", who.id, got)
		}
	}
}

func kindsOf(open []any) []any {
	var out []any
	for _, o := range open {
		out = append(out, o.(map[string]any)["kind"])
	}
	return out
}
