package api

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
)

// TestOwnScripts: what an agent writes for oneself is found by pinyin like the department's, is held against the list of
// phrases when it is sent, and is nobody else's; the department says how many (SCR-01, FBD-01).
func TestOwnScripts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ann, ben, boss := r.hire("ann", desk.RankAgent, "service"), r.hire("ben", desk.RankAgent, "service"), r.hire("boss", desk.RankManager)
	const at = "/api/v1/me/scripts"
	made := ann.must(201, "POST", at, map[string]any{"title": "稍等", "code": "SD", "text": "您好，请稍等{时长}。"}).body
	mine := ann.must(200, "GET", at, nil).body
	want := []any{map[string]any{"id": made["id"], "n": 1.0, "title": "稍等", "code": "SD", "text": "您好，请稍等{时长}。", "gaps": []any{"{时长}"}, "greets": true,
		"keys": "shao deng nin hao qing shao deng shi zhang|chang"}}
	if d := cmp.Diff(want, mine["texts"]); d != "" || mine["most"] != 200.0 {
		t.Errorf("most %v, %s", mine["most"], d)
	}
	if same := ann.must(200, "GET", fmt.Sprint(at, "?have=", mine["version"]), nil).body; same["texts"] != nil || same["used"] != nil {
		t.Error("what ann has was sent again")
	}
	if theirs := ben.must(200, "GET", at, nil).body; len(theirs["texts"].([]any)) != 0 {
		t.Errorf("ben has %v", theirs["texts"])
	}
	wrong := ann.do("POST", at, map[string]any{"code": "s d", "text": " "})
	if wrong.status != 422 || wrong.body["code"] != "document_invalid" || len(wrong.body["errors"].([]any)) != 2 {
		t.Errorf("%s", wrong.raw)
	}
	form, n := boss.form(targetsDoc)
	form["own_texts"] = 1
	boss.must(200, "PUT", targetsDoc, map[string]any{"n": n, "form": form})
	if full := ann.do("POST", at, map[string]any{"text": "好"}); full.status != 409 || full.body["code"] != "own_texts_full" {
		t.Errorf("a second of one: %s", full.raw)
	}

	id := r.writes("web", "key", "hello")
	ann.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
	ann.must(200, "PUT", fmt.Sprint(at, "/", made["id"]), map[string]any{"n": 1, "text": "我不知道"})
	own := ann.must(200, "GET", at, nil).body["texts"].([]any)[0].(map[string]any)
	if said := ann.do("POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c", "text": own["text"], "scripts": []string{fmt.Sprint("own.", own["id"], "@2")}}); said.status != 422 || said.body["code"] != "phrase_blocked" {
		t.Errorf("one's own text leaves unlooked at: %s", said.raw)
	}
	if late := ann.do("PUT", fmt.Sprint(at, "/", made["id"]), map[string]any{"n": 1, "text": "x"}); late.status != 409 || late.body["code"] != "changed_meanwhile" {
		t.Errorf("another window is written over: %s", late.raw)
	}
	ann.must(204, "DELETE", fmt.Sprint(at, "/", made["id"]), nil)
}

// TestScriptUse: an answer that keeps a script counts for it, for its agent and for the department; what was written over does
// not (SCR-01).
func TestScriptUse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	chief, ann, ben := r.hire("chief", desk.RankSupervisor, "service"), r.hire("ann", desk.RankAgent, "service"), r.hire("ben", desk.RankAgent, "service")
	pack := r.settings.Current().Pack.Version()
	says := func(who *person, key, text string, refs ...string) {
		t.Helper()
		id := r.writes("web", key, "hello")
		who.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
		for i := range refs {
			refs[i] += "@" + pack
		}
		who.must(201, "POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c", "text": text, "scripts": refs})
	}
	says(ann, "k1", "好的。", "answer.good")
	says(ann, "k2", "好的。是的。", "answer.good", "answer.yes")
	says(ben, "k3", "好的。", "answer.good", "answer.yes")
	says(ben, "k4", "写过的话", "answer.yes")
	count := func(used any) map[string]string {
		out := map[string]string{}
		for _, u := range used.([]any) {
			one := u.(map[string]any)
			out[one["script"].(string)] = fmt.Sprint(one["times"], " by ", one["people"])
			if one["last"].(float64) <= 0 {
				t.Errorf("%v was said at no time", one["script"])
			}
		}
		return out
	}
	if d := cmp.Diff(map[string]string{"answer.good": "3 by 2", "answer.yes": "1 by 1"}, count(chief.must(200, "GET", "/api/v1/scripts/use", nil).body["used"])); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]string{"answer.good": "1 by 1"}, count(ben.must(200, "GET", "/api/v1/me/scripts", nil).body["used"])); d != "" {
		t.Error(d)
	}
}
