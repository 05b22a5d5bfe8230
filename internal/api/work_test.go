package api

import (
	"fmt"
	"testing"

	"firstline/internal/desk"
)

// TestAReviewedAgentReadsTheWork: whose work in a session was judged may read what was said there, although a colleague had it last;
// not before it was judged, nothing about who the customer is, and nobody else may because of it. The screen follows it as well (QA-05).
func TestAReviewedAgentReadsTheWork(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo, eve := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service"), r.hire("eve", desk.RankAgent, "service")
	sue := r.hire("sue", desk.RankSupervisor, "service")
	id := r.writes("web", "passed on", "hello")
	at := "/api/v1/sessions/" + id
	mei.must(200, "POST", at+"/take", nil)
	mei.must(201, "POST", at+"/replies", obj{"client_id": "c1", "text": "您好"})
	mei.must(200, "POST", at+"/transfer", obj{"client_id": "c2", "to_agent": string(bo.id), "note": "n"})
	bo.must(201, "POST", at+"/replies", obj{"client_id": "c3", "text": "您好"})
	bo.must(200, "POST", at+"/close", obj{"client_id": "c4", "outcome": "solved"})
	if err := r.store.Exec(t.Context(), "UPDATE session SET owner = ''"); err != nil { // mei is not even the first-contact owner
		t.Fatal(err)
	}
	_, path := r.yesterday(mei, 1)
	mei.must(404, "GET", at+"/messages", nil)
	item := r.itemOf(sue, path, id)
	sue.must(201, "POST", fmt.Sprint(path, "/", item, "/reviews"), obj{"client_id": "r", "marks": fine()})

	for _, what := range []string{"", "/messages", "/marks?agent=" + string(mei.id)} {
		mei.must(200, "GET", at+what, nil)
		eve.must(404, "GET", at+what, nil)
	}
	for _, what := range []string{"/contact", "/profile", "/earlier"} {
		mei.must(404, "GET", at+what, nil)
	}
	mei.must(404, "POST", at+"/notes", obj{"client_id": "n", "text": "t"})
	screen := mei.stream()
	if err := screen.WriteJSON(obj{"op": "hello", "list": obj{"view": "mine", "limit": 30}, "sessions": obj{id: 1}}); err != nil {
		t.Fatal(err)
	}
	next(t, screen, "diff", func(f map[string]any) bool { return f["session"] == id })
}

// itemOf is where a session stands in an agent's sample.
func (r *rig) itemOf(who *person, path, session string) any {
	r.t.Helper()
	for _, one := range who.must(200, "GET", path, nil).body["items"].([]any) {
		if item := one.(map[string]any); item["session"] == session {
			return item["n"]
		}
	}
	r.t.Fatalf("%s is not in %s", session, path)
	return nil
}
