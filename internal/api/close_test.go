package api

import (
	"testing"

	"firstline/internal/desk"
)

// TestCloseWithoutTheList: what was asked under a list of categories can be closed when the list is gone, with words in the place of a
// category: demanded fields never make closing impossible (ui.md 2.1, A16). While there is a list, nothing else counts.
func TestCloseWithoutTheList(t *testing.T) {
	t.Parallel()
	list := []CategoryChoice{{ID: "pay", Name: "支付"}}
	r := newRig(t, func(o *Options) { o.Matters = func() MatterChoices { return MatterChoices{Categories: list} } })
	boss, mei := r.hire("boss", desk.RankAdmin), r.hire("mei", desk.RankAgent, "service")
	boss.must(200, "PUT", "/api/v1/settings/documents/matters/main", obj{"n": 1, "body": "locale: zh-CN\nnumber: 2\nsteps: true\nrating: false\ncategories:\n  - {id: pay, name: 支付}\n"})
	at := "/api/v1/sessions/" + r.writes("web", "ka", "在吗")
	mei.must(200, "POST", at+"/take", nil)
	mei.must(201, "POST", at+"/replies", obj{"client_id": "hi", "text": "您好，请讲"})
	refused := func(category, want string) {
		t.Helper()
		if a := mei.do("POST", at+"/close", obj{"client_id": "c1", "outcome": "solved", "feedback": "none", "category": category}); a.status != 422 || a.code() != want {
			t.Errorf("closed with category %q: %d %s, want %s", category, a.status, a.raw, want)
		}
	}
	refused("", "no_category")
	refused("支付失败", "category")
	list = nil
	refused("", "no_category") // the session keeps the rules that it was opened under
	mei.must(200, "POST", at+"/close", obj{"client_id": "c1", "outcome": "solved", "feedback": "none", "category": "支付失败"})
	if phase, _, _ := r.phase(at[len("/api/v1/sessions/"):]); phase != "closed" {
		t.Errorf("it is %s", phase)
	}
}
