package api

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// TestLibrary: a supervisor adds an entry, and agents find it at once, filled but for the customer's name and with what they
// may type for it; what is kept is not sent again. Shows SCR-01.
func TestLibrary(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	chief, ann := r.hire("chief", desk.RankSupervisor, "service"), r.hire("ann", desk.RankAgent, "service")
	before := ann.must(200, "GET", "/api/v1/scripts", nil).body
	same := ann.must(200, "GET", "/api/v1/scripts?have="+before["version"].(string), nil).body
	if same["scripts"] != nil || same["version"] != before["version"] {
		t.Errorf("what ann has was sent again: %v", same["version"])
	}
	if theirs := chief.must(200, "GET", "/api/v1/scripts?have="+before["version"].(string), nil).body; theirs["scripts"] == nil {
		t.Error("the chief has ann's name in the greeting")
	}
	const doc = "/api/v1/settings/documents/scripts/zh-CN"
	form, n := chief.form(doc)
	form["scripts"] = append(form["scripts"].([]any), map[string]any{"id": "library.refund", "stage": "library", "title": "退款受理", "code": "TK01", "groups": []string{"service"},
		"text": "{{if .Customer}}{{.Customer}}，{{end}}退款预计{时效}到账。"})
	chief.must(200, "PUT", doc, map[string]any{"n": n, "form": form})
	after := ann.must(200, "GET", "/api/v1/scripts?have="+before["version"].(string), nil).body
	all := map[string]map[string]any{}
	for _, one := range after["scripts"].([]any) {
		e := one.(map[string]any)
		all[e["id"].(string)] = e
	}
	want := map[string]any{"id": "library.refund", "stage": "library", "title": "退款受理", "code": "TK01", "groups": []any{"service"}, "body": "退款预计{时效}到账。",
		"named": "\ufffc，退款预计{时效}到账。", "text": "{{if .Customer}}{{.Customer}}，{{end}}退款预计{时效}到账。", "gaps": []any{"{时效}"}, "keys": "tui kuan|xin shou|dao li tui kuan|xin yu ji shi xiao dao zhang"}
	if d := cmp.Diff(want, all["library.refund"]); d != "" {
		t.Error(d)
	}
	form, n = chief.form(doc)
	list := form["scripts"].([]any)
	list[len(list)-1].(map[string]any)["retired"], list[len(list)-1].(map[string]any)["instead"] = true, "answer.good"
	chief.must(200, "PUT", doc, map[string]any{"n": n, "form": form})
	for _, one := range ann.must(200, "GET", "/api/v1/scripts", nil).body["scripts"].([]any) {
		if e := one.(map[string]any); e["id"] == "library.refund" && (e["retired"] != true || e["instead"] != "answer.good") {
			t.Errorf("the retired one says %v, instead %v", e["retired"], e["instead"])
		}
	}
	if g := all["greeting.agent"]; g["body"] != "您好，我是Name ann，很高兴为您服务。" || g["greets"] != true || g["closes"] != nil {
		t.Errorf("ann's greeting is %v", g)
	}
	if after["pack"] == r.settings.Current().Pack.Version() || after["pack"] == before["pack"] {
		t.Errorf("the pack is %v", after["pack"])
	}
	if all["apology.fault"]["fault"] != true || all["greeting.hello"] != nil || all["rating.ask"] != nil {
		t.Errorf("what only the desk says is offered, or the apology for a fault without its condition (SCR-21)")
	}
	id := r.writes("web", "key", "hello")
	ann.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
	if row := ann.must(200, "GET", "/api/v1/sessions/"+id, nil).body; row["customer"] == "" || row["customer"] != row["title"] {
		t.Errorf("the customer is called %q, and the title is %q", row["customer"], row["title"])
	}
}

// TestReplyKeepsScripts: an answer keeps the scripts that stand in it, passes over what is none or was written over, and does
// not leave with something to be filled in. Shows SCR-01.
func TestReplyKeepsScripts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ann := r.hire("ann", desk.RankAgent, "service")
	pack := r.settings.Current().Pack.Version()
	id := r.writes("web", "key", "hello")
	at := "/api/v1/sessions/" + id
	ann.must(200, "POST", at+"/take", nil)
	ann.must(201, "POST", at+"/replies", map[string]any{"client_id": "c1", "text": "您好，我是Name ann，很高兴为您服务。好的。",
		"scripts": []string{"greeting.agent@" + pack, "answer.good@" + pack, "refusal.price@" + pack, "answer.yes@zh-CN/1-000000000000", "no such"}})
	ann.must(200, "POST", at+"/replies", map[string]any{"client_id": "c1", "text": "您好，我是Name ann，很高兴为您服务。好的。"})
	if a := ann.do("POST", at+"/replies", map[string]any{"client_id": "c2", "text": "好的", "scripts": make([]string, 21)}); a.status != 422 {
		t.Errorf("21 scripts: %d", a.status)
	}
	if told := string(ann.must(200, "GET", at+"/explain?locale=en", nil).raw); !strings.Contains(told, "in it the script greeting.agent@"+pack) || !strings.Contains(told, "in it the script answer.good@"+pack) || strings.Count(told, "in it the script") != 2 {
		t.Errorf("the answer keeps other scripts: %s", told)
	}

	chief := r.hire("chief", desk.RankSupervisor, "service")
	const doc = "/api/v1/settings/documents/scripts/zh-CN"
	form, n := chief.form(doc)
	form["scripts"] = append(form["scripts"].([]any), map[string]any{"id": "library.refund", "stage": "library", "text": "退款预计{时效}到账。"})
	chief.must(200, "PUT", doc, map[string]any{"n": n, "form": form})
	ref := "library.refund@" + r.settings.Current().Pack.Version()
	if a := ann.do("POST", at+"/replies", map[string]any{"client_id": "c3", "text": "退款预计{时效}到账。", "scripts": []string{ref}}); a.status != 422 || a.body["code"] != "script_gap" {
		t.Errorf("a gap leaves: %s", a.raw)
	}
	ann.must(201, "POST", at+"/replies", map[string]any{"client_id": "c3", "text": "退款预计三天到账。", "scripts": []string{ref}})
}
