package api

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/scripts/guard"
)

// TestMarksOfASession: what an inspector sees beside a transcript that is longer than one page of it.
func TestMarksOfASession(t *testing.T) {
	t.Parallel()
	list, err := guard.Compile(guard.Default("zh-CN"))
	if err != nil {
		t.Fatal(err)
	}
	r := newRig(t, func(o *Options) { o.Phrases = func() *guard.Guard { return list } })
	mei, ivan := r.hire("mei", desk.RankAgent, "service"), r.hire("ivan", desk.RankInspector)
	id := r.writes("web", "k1", "什么时候发货？")
	at := "/api/v1/sessions/" + id
	mei.must(200, "POST", at+"/take", nil)
	for i := range 205 {
		mei.must(201, "POST", at+"/replies", map[string]any{"client_id": fmt.Sprint("c", i), "text": fmt.Sprint("第", i, "句")})
	}
	mei.must(200, "POST", at+"/close", map[string]any{"client_id": "c", "outcome": "solved"})
	body := ivan.must(200, "GET", at+"/marks?agent="+string(mei.id), nil).body
	found := map[string]float64{}
	for _, m := range body["marks"].([]any) {
		m := m.(map[string]any)
		found[m["rule"].(string)+" "+m["what"].(string)] = m["seq"].(float64)
	}
	for _, want := range []string{"G0 unified_present", "G2 agent_missing", "T1 turn", "C1 present"} {
		if found[want] == 0 {
			t.Errorf("%s is not in %v", want, found)
		}
	}
	if found["T1 turn"] != 1 || found["C1 present"] < 205 {
		t.Errorf("marks stand at %v", found)
	}
	// Who works on it is told of the waits alone, in the same figures.
	var turns []any
	for _, m := range body["marks"].([]any) {
		if rule := m.(obj)["rule"]; rule == "T1" || rule == "T2" {
			turns = append(turns, m)
		}
	}
	if diff := cmp.Diff(turns, mei.must(200, "GET", at+"/waits", nil).body["waits"]); diff != "" || len(turns) != 1 {
		t.Errorf("%d waits: %s", len(turns), diff)
	}
	if checks := body["checks"].([]any); len(checks) != 7 || !slices.ContainsFunc(checks, func(c any) bool {
		return c.(map[string]any)["criterion"] == "greeting" && c.(map[string]any)["says"] == "absent"
	}) {
		t.Errorf("checks = %v", checks)
	}
}
