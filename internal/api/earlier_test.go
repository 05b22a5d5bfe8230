package api

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestEarlier: who has a customer has the earlier record at hand, and finds in it who had the customer. Shows RTE-06, RTE-07.
func TestEarlier(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); remembering(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); remembering(t, rigOn(t, testenv.Postgres(t))) })
}

func remembering(t *testing.T, r *rig) {
	type m = map[string]any
	mei, bo, sue := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service"), r.hire("sue", desk.RankSupervisor)
	r.writes("web", "another", "不相干")
	var ids []string
	for i, who := range []*person{mei, sue, mei} { // the one in the middle is none of Mei's
		id := r.writes("web", "k", fmt.Sprint("第", i+1, "次"))
		at := "/api/v1/sessions/" + id
		who.must(200, "POST", at+"/take", nil)
		who.must(201, "POST", at+"/replies", m{"client_id": "c", "text": "您好"})
		who.must(200, "PUT", at+"/category", m{"category": "pay"})
		r.closes(id)
		ids = append(ids, id)
	}
	now := r.writes("web", "k", "又来了")
	at := "/api/v1/sessions/" + now

	// list is what somebody is shown: number, who first answered, who had it last, and "+" where it may be read.
	list := func(who *person, query string) (out []string, next string) {
		t.Helper()
		body := who.must(200, "GET", at+"/earlier?"+query, nil).body
		for _, e := range body["sessions"].([]any) {
			e := e.(m)
			line := fmt.Sprint(e["ordinal"], " ", e["owner"].(m)["name"], " ", e["last"].(m)["name"], " ", e["category"], " ", e["outcome"], " ", e["group"])
			if e["may_open"] == true {
				line += " +"
			}
			if e["id"] != ids[int(e["ordinal"].(float64))-1] || e["closed_at"].(float64) < e["opened_at"].(float64) {
				t.Errorf("entry %v", e)
			}
			out = append(out, line)
		}
		if body["total"] != 3. {
			t.Errorf("%v on all pages", body["total"])
		}
		return out, body["next"].(string)
	}
	check := func(name string, who *person, query string, more bool, want ...string) (next string) {
		t.Helper()
		got, next := list(who, query)
		if diff := cmp.Diff(want, got); diff != "" || (next != "") != more {
			t.Errorf("%s: next %v, %s", name, next, diff)
		}
		return next
	}
	const first, second, third = "1 Name mei Name mei pay invalid service", "2 Name sue Name sue pay invalid service", "3 Name mei Name mei pay invalid service"
	check("it waits: one's own may be read", mei, "", false, third+" +", second, first+" +")
	check("it waits, and none was his", bo, "", false, third, second, first)
	for _, id := range ids {
		bo.must(404, "GET", "/api/v1/sessions/"+id, nil)
	}

	bo.must(200, "POST", at+"/take", nil)
	check("he has the customer", bo, "", false, third+" +", second+" +", first+" +")
	next := check("page by page", bo, "limit=2", true, third+" +", second+" +")
	check("the last page", bo, "limit=2&before="+next, false, first+" +")
	bo.must(422, "GET", at+"/earlier?before=2", nil)
	mei.must(404, "GET", at+"/earlier", nil)
	old := "/api/v1/sessions/" + ids[1]
	for _, path := range []string{"", "/messages", "/marks", "/cases", "/earlier"} {
		bo.must(200, "GET", old+path, nil)
	}
	bo.must(404, "POST", old+"/notes", m{"client_id": "n", "text": "只能看"})
	mei.must(404, "GET", old, nil)
	if got := follows(t, bo, ids[1]); got != "diff" {
		t.Errorf("who may read it is told %q on the stream", got)
	}

	r.closes(now)
	bo.must(404, "GET", old, nil) // he has the customer no more
	if got := follows(t, bo, ids[1]); got != "resync" {
		t.Errorf("who may not is told %q", got)
	}
}

// follows says what the stream first tells somebody who asks for a session from its first version on.
func follows(t *testing.T, who *person, id string) string {
	t.Helper()
	c, _, err := who.tryStream(who.r.srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.WriteJSON(map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 30}, "sessions": map[string]int{id: 1}}); err != nil {
		t.Fatal(err)
	}
	for {
		var f struct{ Op, Session string }
		if err := c.ReadJSON(&f); err != nil {
			t.Fatal(err)
		}
		if f.Session == id && f.Op != "viewing" {
			return f.Op
		}
	}
}
