package api

import (
	"fmt"
	"testing"

	"firstline/internal/desk"
)

// TestScriptFiles: a supervisor hands a picture in and gives it to a script; agents see it with the script and put it into an
// answer, again and again; a file that the library does not have is refused (SCR-01).
func TestScriptFiles(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	chief, ann := r.hire("chief", desk.RankSupervisor, "service"), r.hire("ann", desk.RankAgent, "service")
	file := chief.must(201, "POST", "/api/v1/scripts/files?name=price.png", painted(t)).body
	const doc = "/api/v1/settings/documents/scripts/zh-CN"
	form, n := chief.form(doc)
	entry := map[string]any{"id": "library.price", "stage": "library", "text": "价目见图。", "files": []any{"photo-00000000-0000-0000-0000-000000000000"}}
	form["scripts"] = append(form["scripts"].([]any), entry)
	wrong := chief.do("PUT", doc, map[string]any{"n": n, "form": form})
	if wrong.status != 422 || wrong.body["errors"].([]any)[0].(map[string]any)["field"] != "scripts[library.price].files[0]" {
		t.Errorf("%s", wrong.raw)
	}
	entry["files"] = []any{file["id"]}
	chief.must(200, "PUT", doc, map[string]any{"n": n, "form": form})
	var seen map[string]any
	for _, s := range ann.must(200, "GET", "/api/v1/scripts", nil).body["scripts"].([]any) {
		if e := s.(map[string]any); e["id"] == "library.price" {
			seen = e["files"].([]any)[0].(map[string]any)
		}
	}
	if seen["id"] != file["id"] || seen["name"] != "price.png" || seen["kind"] != "photo" || seen["width"] != 600.0 {
		t.Fatalf("ann sees %v", seen)
	}
	if got := ann.must(200, "GET", fmt.Sprint("/api/v1/scripts/files/", file["id"]), nil); string(got.raw) != painted(t) {
		t.Error("other bytes")
	}
	id := r.writes("web", "key", "hello")
	ann.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
	ref := "library.price@" + r.settings.Current().Pack.Version()
	for i := range 2 {
		up := ann.must(201, "POST", fmt.Sprint("/api/v1/scripts/files/", file["id"], "/attach"), map[string]any{}).body["id"]
		seq := ann.must(201, "POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": fmt.Sprint("c", i), "text": "价目见图。", "upload": up, "scripts": []string{ref}}).body["seq"]
		sent := ann.must(200, "GET", fmt.Sprintf("/api/v1/sessions/%s/messages/%v/files/0", id, seq), nil)
		if string(sent.raw) != painted(t) {
			t.Errorf("answer %d has other bytes", i)
		}
	}
	if mine := chief.must(200, "GET", "/api/v1/scripts/files", nil).body["files"].([]any); len(mine) != 1 {
		t.Errorf("the library has %d files", len(mine))
	}
}
