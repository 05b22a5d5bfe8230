package api

import (
	"encoding/json"
	"fmt"
	"testing"

	"firstline/internal/desk"
)

// TestProposals: an agent proposes, a supervisor sees what it would change and approves it, everybody finds the new script at
// once, and its author is told; a second supervisor reads that somebody was faster. Shows SCR-24.
func TestProposals(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	chief, other, ann := r.hire("chief", desk.RankSupervisor, "service"), r.hire("other", desk.RankSupervisor, "service"), r.hire("ann", desk.RankAgent, "service")
	const at = "/api/v1/scripts/proposals"
	watching, waiting := chief.stream(), ann.stream()
	next(t, watching, "page", func(map[string]any) bool { return true })
	next(t, waiting, "page", func(map[string]any) bool { return true })
	if a := ann.do("POST", at, map[string]any{"stage": "library", "text": "{{.Price}}", "reason": "r"}); a.status != 422 || a.body["code"] != "document_invalid" || a.body["errors"].([]any)[0].(map[string]any)["field"] != "scripts[library.own1].text" {
		t.Errorf("%s", a.raw)
	}
	id := ann.must(201, "POST", at, map[string]any{"stage": "library", "title": "退款", "code": "TK01", "text": " 退款预计{时效}到账。 ", "groups": []string{"service"}, "reason": "天天有人问"}).body["id"]
	if f := next(t, watching, "proposal", func(map[string]any) bool { return true }); f["id"] != id || f["verdict"] != nil {
		t.Errorf("who decides is told %v", f)
	}
	if n := chief.must(200, "GET", "/api/v1/me/scripts", nil).body["open"]; n != 1.0 {
		t.Errorf("%v proposals wait", n)
	}
	list := chief.must(200, "GET", at, nil).body
	p := list["proposals"].([]any)[0].(map[string]any)
	if p["id"] != id || p["who_name"] != "Name ann" || p["reason"] != "天天有人问" || p["wanted"].(map[string]any)["text"] != "退款预计{时效}到账。" || p["verdict"] != nil {
		t.Errorf("%v", p)
	}
	done := chief.must(200, "POST", fmt.Sprint(at, "/", id, "/approve"), map[string]any{"n": list["n"]}).body
	if v := done["verdict"].(map[string]any); v["as"] != "approved" || v["script"] != "library.own1" || done["decided_by_name"] != "Name chief" {
		t.Errorf("%v", done)
	}
	if f := next(t, waiting, "proposal", func(map[string]any) bool { return true }); f["id"] != id || f["verdict"] != "approved" {
		t.Errorf("who has proposed it is told %v", f)
	}
	if late := other.do("POST", fmt.Sprint(at, "/", id, "/refuse"), map[string]any{"reason": "r"}); late.status != 409 || late.body["code"] != "proposal_decided" {
		t.Errorf("decided twice: %s", late.raw)
	}
	found := false
	for _, s := range ann.must(200, "GET", "/api/v1/scripts", nil).body["scripts"].([]any) {
		found = found || s.(map[string]any)["code"] == "TK01"
	}
	if !found {
		t.Error("nobody finds it")
	}
	var history []SettingVersion
	if err := json.Unmarshal(chief.must(200, "GET", "/api/v1/settings/documents/scripts/zh-CN/versions", nil).raw, &history); err != nil || history[0].Name != "Name chief" || history[0].Note != "天天有人问 — Name ann" {
		t.Errorf("the history says %+v: %v", history[0], err)
	}
	if n := ann.must(200, "GET", "/api/v1/me/scripts", nil).body["unread"]; n != 1.0 {
		t.Errorf("ann has %v verdicts to read", n)
	}
	ann.must(204, "POST", "/api/v1/me/proposals/read", map[string]any{})
	mine := ann.must(200, "GET", "/api/v1/me/proposals", nil).body["proposals"].([]any)[0].(map[string]any)
	if mine["read"] != true || mine["decided_by_name"] != "Name chief" {
		t.Errorf("%v", mine)
	}
}
