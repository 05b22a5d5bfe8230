package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
)

// form reads a document's form and its version.
func (p *person) form(path string) (map[string]any, int) {
	p.r.t.Helper()
	a := p.must(200, "GET", path, nil)
	return a.body["form"].(map[string]any), int(a.body["n"].(float64))
}

// TestTargetTakesEffect: a target that was changed in the browser holds for the next customer, without a restart; the
// session that was open keeps its own.
// Shows SLA-02.
func TestTargetTakesEffect(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	boss := r.hire("boss", desk.RankManager, "service")
	wait := func(id string) int64 {
		row := boss.must(200, "GET", "/api/v1/sessions/"+id, nil).body
		return int64(row["due_at"].(float64) - row["opened_at"].(float64))
	}
	old := r.writes("web", "before", "hello")
	form, n := boss.form(targetsDoc)
	form["first_reply"] = "5m"
	form["warnings"] = []string{}
	form["answer"], form["completion"], form["satisfaction"] = "2h", "1s", 90 // SLA-02
	a := boss.must(200, "PUT", targetsDoc, map[string]any{"n": n, "form": form, "note": "节日"})
	if a.body["n"] != float64(n+1) || a.body["who_name"] != "Name boss" || a.body["note"] != "节日" || a.body["may_change"] != true {
		t.Errorf("the document is %s", a.raw)
	}
	if got := wait(r.writes("web", "after", "hello")); got != 300_000 {
		t.Errorf("the next customer is due after %d ms", got)
	}
	if now := r.settings.Current().Rules(); now.Answer != 2*time.Hour || now.Completion != time.Second {
		t.Errorf("the further targets are %s and %s", now.Answer, now.Completion)
	}
	if got := boss.must(200, "GET", "/api/v1/quality/ratings?days=7", nil).body; got["target"] != 90. || got["missed"] != false {
		t.Errorf("the target of satisfaction: %v", got)
	}
	if got := wait(old); got != 60_000 {
		t.Errorf("the session that was open is due after %d ms", got)
	}
}

// TestPhraseTakesEffect: a phrase that was added is refused in the next answer, and the hit's list can be read back.
// Shows FBD-01, FBD-02.
func TestPhraseTakesEffect(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	chief := r.hire("chief", desk.RankSupervisor, "service")
	const doc = "/api/v1/settings/documents/phrases/main"
	form, n := chief.form(doc)
	form["rules"] = append(form["rules"].([]any), map[string]any{"id": "own.whatever", "level": "negative", "action": "block", "phrases": []string{"随便你"}})
	chief.must(200, "PUT", doc, map[string]any{"n": n, "form": form})
	id := r.writes("web", "a", "hello")
	chief.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
	a := chief.must(422, "POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c", "text": "您好，随便你"})
	found := a.body["findings"].([]any)[0].(map[string]any)
	version := found["version"].(string)
	if a.code() != "phrase_blocked" || found["rule"] != "own.whatever" || !strings.HasPrefix(version, "zh-CN/2-") {
		t.Errorf("refused with %s", a.raw)
	}
	list := chief.must(200, "GET", "/api/v1/settings/phrases/versions/"+version, nil).body
	if list["version"] != version || list["n"] != float64(2) || list["who_name"] != "Name chief" {
		t.Errorf("the list is %v", list)
	}
	report := chief.must(200, "POST", "/api/v1/settings/phrases/try", map[string]any{"form": form}).body
	if report["texts"] != float64(0) || len(report["rules"].([]any)) != len(form["rules"].([]any)) {
		t.Errorf("the trial says %v", report)
	}
}

// TestSettingsAreRefused: every refusal says what a person needs to go on.
func TestSettingsAreRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	boss, late := r.hire("boss", desk.RankAdmin, "service"), r.hire("late", desk.RankManager, "order")
	form, n := boss.form(targetsDoc)
	form["first_reply"], form["hops"] = "soon", 99
	a := boss.must(422, "PUT", targetsDoc, map[string]any{"n": n, "form": form})
	var p Problem
	if err := json.Unmarshal(a.raw, &p); err != nil || p.Code != "document_invalid" || len(p.Errors) != 2 || p.Errors[0].Field != "first_reply" || p.Errors[0].Line == 0 || p.Errors[1].Field != "hops" {
		t.Errorf("two mistakes: %s", a.raw)
	}
	form["first_reply"], form["hops"] = "90s", 2
	boss.must(204, "POST", targetsDoc+"/check", map[string]any{"form": form})
	boss.must(200, "PUT", targetsDoc, map[string]any{"n": n, "form": form})
	form["first_reply"] = "80s"
	a = late.must(409, "PUT", targetsDoc, map[string]any{"n": n, "form": form})
	p = Problem{}
	if err := json.Unmarshal(a.raw, &p); err != nil || p.Code != "changed_meanwhile" || p.Newest == nil || p.Newest.N != int64(n+1) || p.Newest.Name != "Name boss" || p.Newest.At == 0 {
		t.Errorf("too late: %s", a.raw)
	}
	a = boss.must(409, "PUT", "/api/v1/settings/documents/groups/main", map[string]any{"n": 1, "body": "groups:\n  - {id: vip, name: 贵宾, default: true}\n"})
	p = Problem{}
	if err := json.Unmarshal(a.raw, &p); err != nil || p.Code != "group_in_use" || len(p.Reasons) != 3 || p.Reasons[0].Code != "default" || p.Reasons[2].Names[0] != "Name late" {
		t.Errorf("groups in use: %s", a.raw)
	}
	boss.must(404, "PUT", "/api/v1/settings/documents/zoo/main", map[string]any{"n": 1, "body": "x: 1"})
	boss.must(404, "GET", targetsDoc+"/versions/99", nil)
}

// TestHistoryAndRestore: who changed what and when, what it said, and back again.
func TestHistoryAndRestore(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	boss := r.hire("boss", desk.RankAdmin)
	for i := range 3 {
		form, n := boss.form(targetsDoc)
		form["first_reply"] = fmt.Sprint(70+i, "s")
		boss.must(200, "PUT", targetsDoc, map[string]any{"n": n, "form": form, "note": fmt.Sprint("try ", i)})
	}
	all := boss.must(200, "GET", targetsDoc+"/versions", nil).list
	if len(all) != 4 || all[0].(map[string]any)["note"] != "try 2" || all[3].(map[string]any)["who"] != nil {
		t.Errorf("the history is %v", all)
	}
	if old, _ := boss.form(targetsDoc + "/versions/2"); old["first_reply"] != "70s" {
		t.Errorf("version 2 is %v", old)
	}
	boss.must(409, "POST", targetsDoc+"/versions/2/restore", map[string]any{"newest": 2})
	a := boss.must(200, "POST", targetsDoc+"/versions/2/restore", map[string]any{"newest": 4, "note": "back"})
	if a.body["n"] != float64(5) || a.body["form"].(map[string]any)["first_reply"] != "70s" {
		t.Errorf("restored: %s", a.raw)
	}
}

// TestPresetAndPeople: an administrator makes an empty desk another kind of department and belongs to all of its groups;
// people are then made for these groups.
func TestPresetAndPeople(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	boss := r.hire("boss", desk.RankAdmin, "service", "order", "complaint")
	if got := boss.must(200, "GET", "/api/v1/settings/presets?locale=en", nil).list; len(got) != 3 || got[1].(map[string]any)["name"] != "Online shop" {
		t.Errorf("presets: %v", got)
	}
	boss.must(204, "POST", "/api/v1/settings/presets/ecommerce", map[string]any{})
	var groups []string
	for _, g := range boss.must(200, "GET", "/api/v1/groups", nil).list {
		groups = append(groups, g.(map[string]any)["name"].(string))
	}
	if fmt.Sprint(groups) != "[售前客服 售后客服 查件客服 投诉处理]" {
		t.Errorf("the groups are %v", groups)
	}
	if me := boss.must(200, "GET", "/api/v1/me", nil).body["groups"]; fmt.Sprint(me) != "[presale aftersale parcel complaint]" {
		t.Errorf("the administrator is in %v", me)
	}
	person := map[string]any{"login": "ann", "name": "Ann", "password": password, "rank": "agent", "groups": []string{"order"}}
	boss.must(422, "POST", "/api/v1/agents", person)
	person["groups"] = []string{"parcel"}
	boss.must(201, "POST", "/api/v1/agents", person)
	if a := boss.must(409, "POST", "/api/v1/settings/presets/standard", map[string]any{}); a.code() != "group_in_use" {
		t.Errorf("with a member: %s", a.raw)
	}
	r.writes("web", "a", "hello")
	if now := boss.must(200, "GET", "/api/v1/settings/channels", nil).list[0].(map[string]any); now["last_inbound_at"].(float64) == 0 || now["page"] != "/chat/web" {
		t.Errorf("the channel is %v", now)
	}
}

// TestScriptPreview: a draft as a customer would read it.
func TestScriptPreview(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	chief := r.hire("chief", desk.RankSupervisor)
	form, _ := chief.form("/api/v1/settings/documents/scripts/zh-CN")
	p := chief.must(200, "POST", "/api/v1/settings/scripts/preview", map[string]any{"form": form, "at": "2026-08-20T08:30", "customer": "李女士"}).body
	if now := p["now"].(map[string]any)["greeting"]; now != "greeting.morning" {
		t.Errorf("chosen: %v", now)
	}
	for _, one := range p["texts"].([]any) {
		if x := one.(map[string]any); x["id"] == "handoff.agent" && x["text"] != "抱歉让您久等，已为您转接客服组，接下来由Name chief为您服务。" {
			t.Errorf("the hand-over says %v", x["text"])
		}
	}
	chief.must(422, "POST", "/api/v1/settings/scripts/preview", map[string]any{"form": form, "at": "soon"})
}

// TestHistoryOfPeople: who was made what by whom; a password is never in it.
func TestHistoryOfPeople(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	boss, old := r.hire("boss", desk.RankAdmin), r.hire("old", desk.RankAgent, "service")
	ann := boss.must(201, "POST", "/api/v1/agents", map[string]any{"login": "ann", "name": "Ann", "password": password, "rank": "agent", "groups": []string{"order"}}).body["id"].(string)
	boss.must(200, "PATCH", "/api/v1/agents/"+ann, map[string]any{"rank": "lead", "groups": []string{"order", "service"}})
	boss.must(200, "PATCH", "/api/v1/agents/"+ann, map[string]any{"rank": "lead"})
	boss.must(200, "PATCH", "/api/v1/agents/"+ann, map[string]any{"password": "another good one"})
	doc := "/api/v1/settings/documents/people/" + ann
	all := boss.must(200, "GET", doc+"/versions", nil).list
	if len(all) != 3 || all[0].(map[string]any)["who_name"] != "Name boss" {
		t.Errorf("the history is %v", all)
	}
	forms := make([]map[string]any, 4)
	for n := 1; n <= 3; n++ {
		a := boss.must(200, "GET", fmt.Sprint(doc, "/versions/", n), nil)
		if forms[n] = a.body["form"].(map[string]any); strings.Contains(string(a.raw), password) {
			t.Errorf("a password is in %s", a.raw)
		}
	}
	if forms[1]["rank"] != "agent" || forms[2]["rank"] != "lead" || fmt.Sprint(forms[2]["groups"]) != "[order service]" || forms[1]["password_set"] != forms[2]["password_set"] {
		t.Errorf("Ann was %v", forms)
	}
	old.must(204, "POST", "/api/v1/me/password", map[string]string{"current": password, "password": "another good one"})
	if all = boss.must(200, "GET", "/api/v1/settings/documents/people/"+string(old.id)+"/versions", nil).list; len(all) != 2 || all[0].(map[string]any)["who_name"] != "Name old" {
		t.Errorf("an own password: %v", all)
	}
	boss.must(404, "PUT", doc, map[string]any{"n": 3, "body": "name: X"})
}
