package api

import (
	"fmt"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestStatuses: an agent who wishes to go away stays until a lead of the group lets them go; whom it concerns hears of it at once,
// on either node, and nobody else does; what they were stands on their day, for them and for superiors. Shows DUT-04.
func TestStatuses(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); leaving(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); leaving(t, rigOn(t, testenv.Postgres(t))) })
}

func leaving(t *testing.T, r *rig) {
	type m = map[string]any
	const mine, all = "/api/v1/me/status", "/api/v1/status-requests"
	whatever := func(map[string]any) bool { return true }
	mei, bo, lead := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service"), r.hire("lead", desk.RankLead, "service")
	other, chief := r.hire("other", desk.RankLead, "order"), r.hire("chief", desk.RankManager)
	back := time.Now().Add(20 * time.Minute).UnixMilli()
	wish := m{"status": "away", "reason": "吃饭", "back_at": back}
	mei.must(200, "POST", mine, m{"status": "online"})
	if me := mei.must(200, "POST", mine, m{"status": "busy"}).body; me["status"] != "busy" || len(me["approval"].([]any)) != 0 {
		t.Errorf("where nobody has to grant anything: %v", me)
	}
	mei.must(200, "POST", mine, m{"status": "online"})
	form, n := chief.form(targetsDoc)
	if form["away_approval"] == true {
		t.Error("on from the start")
	}
	form["away_approval"] = true
	chief.must(200, "PUT", targetsDoc, m{"n": n, "form": form})

	meis, bos, leads, chiefs := mei.stream(), bo.stream(), lead.stream(), chief.streamOn(r.secondHub())
	next(t, meis, "page", whatever)
	next(t, leads, "page", whatever)
	next(t, chiefs, "page", whatever)
	if late := mei.do("POST", mine, m{"status": "away"}); late.status != 422 || late.body["code"] != "reason_needed" {
		t.Errorf("without a word: %s", late.raw)
	}
	me := mei.must(200, "POST", mine, wish).body
	id := me["asking"]
	if me["status"] != "online" || id == nil || fmt.Sprint(me["approval"]) != "[away]" {
		t.Fatalf("%v", me)
	}
	if f := next(t, leads, "status_request", whatever); f["id"] != id || f["agent"] != string(mei.id) || f["verdict"] != nil {
		t.Errorf("the lead is told %v", f)
	}
	next(t, chiefs, "status_request", whatever)
	next(t, meis, "status_request", whatever)
	open := lead.must(200, "GET", all, nil).body["open"].([]any)
	if len(open) != 1 || open[0].(m)["agent_name"] != "Name mei" || open[0].(m)["reason"] != "吃饭" || open[0].(m)["back_at"] != float64(back) {
		t.Errorf("%v", open)
	}
	if got := other.must(200, "GET", all, nil).body["open"].([]any); len(got) != 0 {
		t.Errorf("another group's lead sees %v", got)
	}
	if got := other.do("POST", fmt.Sprint(all, "/", id, "/approve"), m{}); got.status != 404 || got.body["code"] != "no_request" {
		t.Errorf("another group's lead: %s", got.raw)
	}
	done := lead.must(200, "POST", fmt.Sprint(all, "/", id, "/approve"), m{"note": "去吧"}).body
	if done["decided_by_name"] != "Name lead" || done["agent_name"] != "Name mei" || done["verdict"].(m)["as"] != "approved" {
		t.Errorf("%v", done)
	}
	if f := next(t, meis, "status_request", whatever); f["id"] != id || f["verdict"] != "approved" {
		t.Errorf("mei is told %v", f)
	}
	if f := next(t, chiefs, "status_request", whatever); f["verdict"] != "approved" {
		t.Errorf("the other node tells %v", f)
	}
	seen := next(t, bos, "agents", func(f map[string]any) bool { return agentIn(f, mei.id)["status"] == "away" })
	if a := agentIn(seen, mei.id); a["back_at"] != float64(back) || a["status_at"] == 0. || a["reason"] != nil {
		t.Errorf("colleagues see %v", a)
	}
	if late := chief.do("POST", fmt.Sprint(all, "/", id, "/refuse"), m{"note": "n"}); late.status != 409 || late.body["code"] != "request_decided" {
		t.Errorf("decided twice: %s", late.raw)
	}
	if decided := chief.must(200, "GET", all, nil).body["decided"].([]any); len(decided) != 1 || decided[0].(m)["decided_by_name"] != "Name lead" {
		t.Errorf("%v", decided)
	}
	if own := mei.do("GET", "/api/v1/me/status-requests", nil).list; len(own) != 1 || own[0].(m)["verdict"].(m)["note"] != "去吧" {
		t.Errorf("%v", own)
	}
	was := lead.must(200, "GET", fmt.Sprint("/api/v1/days/", mei.id), nil).body["statuses"].([]any)
	if last := was[len(was)-1].(m); len(was) != 4 || last["status"] != "away" || last["by"] != string(lead.id) || last["reason"] != "吃饭" || last["until"] != 0. {
		t.Errorf("%v", was)
	}

	// A lead goes by a manager's word; who has nobody above goes.
	lead.must(200, "POST", mine, m{"status": "online"})
	asked := lead.must(200, "POST", mine, wish).body["asking"]
	if got := lead.do("POST", fmt.Sprint(all, "/", asked, "/approve"), m{}); got.status != 404 {
		t.Errorf("lets herself go: %s", got.raw)
	}
	chief.must(200, "POST", fmt.Sprint(all, "/", asked, "/refuse"), m{"note": "高峰"})
	chief.must(200, "POST", mine, m{"status": "online"})
	if me := chief.must(200, "POST", mine, m{"status": "away"}).body; me["status"] != "away" {
		t.Errorf("nobody stands above: %v", me)
	}
}

// agentIn is one person of a frame of colleagues.
func agentIn(frame map[string]any, id desk.AgentID) map[string]any {
	for _, a := range frame["agents"].([]any) {
		if one := a.(map[string]any); one["id"] == string(id) {
			return one
		}
	}
	return map[string]any{}
}
