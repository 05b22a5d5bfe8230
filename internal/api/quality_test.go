package api

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/quality"
	"firstline/internal/testenv"
)

// TestCheckingADay walks through what a supervisor does in the morning.
func TestCheckingADay(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); checkingADay(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); checkingADay(t, rigOn(t, testenv.Postgres(t))) })
}

// yesterday lets an agent serve some customers and moves the clock of the checks to the day after. It gives the path of
// the agent's sample.
func (r *rig) yesterday(agent *person, customers int) (day quality.Day, path string) {
	r.t.Helper()
	if err := r.quality.Round(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	for i := range customers {
		at := "/api/v1/sessions/" + r.writes("web", fmt.Sprint("k", i), "hello")
		agent.must(200, "POST", at+"/take", nil)
		agent.must(201, "POST", at+"/replies", map[string]any{"client_id": "c1", "text": "您好"})
		agent.must(200, "POST", at+"/close", map[string]any{"client_id": "c2", "outcome": "solved"})
		if i == 0 {
			day = quality.DayAt(time.Now(), time.UTC)
		}
	}
	r.ahead.Store(int64(time.Until(day.Plus(1).At(12*time.Hour, time.UTC)))) // noon of the day after, at whatever hour this runs
	if err := r.quality.Round(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	return day, fmt.Sprintf("/api/v1/quality/samples/%s/%s", day, agent.id)
}

func fine() []map[string]any {
	var out []map[string]any
	for _, c := range []string{"greeting", "closing", "attitude", "wording", "knowledge", "timely", "clear"} {
		out = append(out, map[string]any{"criterion": c, "verdict": "pass"})
	}
	return out
}

func checkingADay(t *testing.T, r *rig) {
	mei := r.hire("mei", desk.RankAgent, "service")
	sue, ivan := r.hire("sue", desk.RankSupervisor, "service"), r.hire("ivan", desk.RankInspector)
	day, path := r.yesterday(mei, 5)

	o := sue.must(200, "GET", "/api/v1/quality/samples?day="+string(day), nil).body
	if o["state"] != "drawn" || o["seed"] == "" || len(o["scorecard"].(map[string]any)["criteria"].([]any)) != 7 || !cmp.Equal(o["reasons"], []any{"test_chat"}) {
		t.Errorf("samples = %v", o)
	}
	progress := func() map[string]any {
		agents := sue.must(200, "GET", "/api/v1/quality/samples?day="+string(day), nil).body["agents"].([]any)
		if len(agents) != 1 {
			t.Fatalf("agents = %v", agents)
		}
		return agents[0].(map[string]any)
	}
	if diff := cmp.Diff(map[string]any{"agent": string(mei.id), "name": "Name mei", "population": 5., "size": 2., "reviewed": 0., "failed": 0., "replaced": 0.}, progress()); diff != "" {
		t.Error(diff)
	}

	items := sue.must(200, "GET", path, nil).body["items"].([]any)
	if len(items) != 2 {
		t.Fatalf("items = %v", items)
	}
	first := items[0].(map[string]any)
	if first["n"] != 1. || first["channel"] != "web" || first["title"] != "Li Na" || first["phase"] != "closed" || first["review"] != nil {
		t.Errorf("item = %v", first)
	}
	sue.must(200, "GET", fmt.Sprint("/api/v1/sessions/", first["session"], "/messages"), nil)

	fail := fine()
	fail[3] = map[string]any{"criterion": "wording", "verdict": "fail"}
	judge := map[string]any{"client_id": "j1", "marks": fail, "seconds": 40, "note": " 请用敬语 \x00"}
	if a := sue.do("POST", path+"/1/reviews", judge); a.status != 422 || a.code() != "no_pointer" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	fail[3]["seq"], fail[3]["reason"] = 4, "rude"
	done := sue.must(201, "POST", path+"/1/reviews", judge).body
	if done["verdict"] != "fail" || done["reviewer_name"] != "Name sue" || done["note"] != "请用敬语" || done["n"] != 1. {
		t.Errorf("review = %v", done)
	}
	if diff := cmp.Diff(done, sue.must(200, "POST", path+"/1/reviews", judge).body); diff != "" {
		t.Error(diff)
	}
	if a := ivan.do("POST", path+"/1/reviews", map[string]any{"client_id": "j2", "marks": fine()}); a.status != 409 || a.code() != "reviewed_meanwhile" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	ivan.must(201, "POST", path+"/1/reviews", map[string]any{"client_id": "j3", "marks": fine(), "follows": 1})

	if a := ivan.do("POST", path+"/2/replace", map[string]any{"client_id": "r1", "reason": "too long"}); a.status != 422 || a.code() != "reason" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	stand := ivan.must(201, "POST", path+"/2/replace", map[string]any{"client_id": "r1", "reason": "test_chat"}).body
	if stand["n"] != 3. || stand["replaces"] != 2. || stand["session"] == "" {
		t.Errorf("stands in: %v", stand)
	}
	if diff := cmp.Diff(stand, ivan.must(200, "POST", path+"/2/replace", map[string]any{"client_id": "r1", "reason": "test_chat"}).body); diff != "" {
		t.Error(diff)
	}
	if a := sue.do("POST", path+"/2/reviews", map[string]any{"client_id": "j4", "marks": fine(), "follows": 1}); a.status != 409 || a.code() != "replaced" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	if diff := cmp.Diff(map[string]any{"agent": string(mei.id), "name": "Name mei", "population": 5., "size": 2., "reviewed": 1., "failed": 0., "replaced": 1.}, progress()); diff != "" {
		t.Error(diff)
	}
	o = sue.must(200, "GET", "/api/v1/quality/samples?day="+string(day), nil).body
	want := []any{map[string]any{"reviewer": string(ivan.id), "name": "Name ivan", "reviewed": 1., "failed": 0., "replaced": 1.}}
	if diff := cmp.Diff(want, o["reviewers"]); diff != "" {
		t.Error(diff)
	}
	if days := ivan.must(200, "GET", "/api/v1/quality/days", nil).body; !cmp.Equal(days["days"].([]any)[0], any(string(day))) || days["newest"] != string(day) {
		t.Errorf("days = %v, want %s", days, day)
	}
}

// TestNobodyJudgesHimself: also a supervisor's sessions are drawn, and somebody else has to look at them (ORG-12).
func TestNobodyJudgesHimself(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	sue, max := r.hire("sue", desk.RankSupervisor, "service"), r.hire("max", desk.RankSupervisor)
	_, path := r.yesterday(sue, 2)
	for _, i := range sue.must(200, "GET", path, nil).body["items"].([]any) {
		if i.(map[string]any)["own"] != true {
			t.Errorf("item = %v", i)
		}
	}
	for _, what := range []string{"reviews", "replace"} {
		body := map[string]any{"client_id": "c", "marks": fine()}
		if what == "replace" {
			body = map[string]any{"client_id": "c", "reason": "test_chat"}
		}
		if a := sue.do("POST", path+"/1/"+what, body); a.status != 403 || a.code() != "own_session" {
			t.Errorf("%s: %d %s", what, a.status, a.raw)
		}
	}
	max.must(201, "POST", path+"/1/reviews", map[string]any{"client_id": "c", "marks": fine()})
}

// TestChanceIsPublic: the promise is there for everybody before the day, the seed after the draw and not earlier.
func TestChanceIsPublic(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	day, _ := r.yesterday(mei, 1)
	get := func(d quality.Day) map[string]any {
		return mei.must(200, "GET", "/api/v1/quality/draws/"+string(d), nil).body
	}
	drawn, coming := get(day), get(day.Plus(4))
	if drawn["state"] != "drawn" || len(drawn["seed"].(string)) != 64 || len(drawn["promise"].(string)) != 64 || drawn["late"] != true {
		t.Errorf("drawn: %v", drawn)
	}
	if coming["state"] != "waiting" || coming["seed"] != nil || len(coming["promise"].(string)) != 64 || coming["promised_at"] == 0. {
		t.Errorf("to come: %v", coming)
	}
	for _, bad := range []string{"/api/v1/quality/draws/today", "/api/v1/quality/draws/2026-02-30"} {
		if a := mei.do("GET", bad, nil); a.status != 422 || !slices.Contains([]string{"day", "invalid"}, a.code()) {
			t.Errorf("%s: %d %s", bad, a.status, a.raw)
		}
	}
}
