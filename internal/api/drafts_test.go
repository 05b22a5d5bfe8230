package api

import (
	"fmt"
	"testing"

	"firstline/internal/desk"
)

// TestDrafts: what somebody writes comes back in another browser of the same person, which is told at once, with its files as
// long as they are there; nobody else gets a word of it, not who takes the session over, and it is no part of the transcript.
func TestDrafts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	type m = map[string]any
	mei, bo, boss := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service"), r.hire("boss", desk.RankAdmin)
	id := r.writes("web", "k1", "hello")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", m{})
	screen, other := mei.stream(), bo.stream()
	next(t, screen, "page", func(m) bool { return true })
	next(t, other, "page", func(m) bool { return true })

	at := "/api/v1/sessions/" + id + "/drafts"
	up := mei.handsIn("a.png", painted(t))
	const canary = "CANARY-5c1e"
	saved := mei.must(200, "PUT", at+"/reply", m{"follows": 0, "text": canary + "\u0000", "files": []string{up}, "scripts": []m{{"script": "s@1", "gaps": []string{"{x}"}}}, "quotes": 1})
	if saved.body["n"] != 1. {
		t.Fatalf("%s", saved.raw)
	}
	mei.must(200, "PUT", at+"/note", m{"follows": 0, "text": "for colleagues"})
	told := next(t, screen, "draft", func(f m) bool { return f["mode"] == "note" })
	if told["session"] != id || told["n"] != 1. || told["written"] != true {
		t.Errorf("the screen was told %v", told)
	}
	of := func(p *person) []any { t.Helper(); return p.must(200, "GET", at, nil).body["drafts"].([]any) }
	mine := of(mei)
	reply := mine[1].(m)
	if len(mine) != 2 || mine[0].(m)["text"] != "for colleagues" || reply["text"] != canary || reply["quotes"] != 1. || mine[0].(m)["quotes"] != 0. || reply["files"].([]any)[0].(m)["name"] != "a.png" || fmt.Sprint(reply["scripts"]) != "[map[gaps:[{x}] script:s@1]]" {
		t.Fatalf("drafts %v", mine)
	}
	newer := mei.do("PUT", at+"/reply", m{"follows": 0, "text": "from somewhere else"})
	if newer.status != 409 || newer.code() != "draft_newer" || newer.body["draft"].(m)["text"] != canary {
		t.Errorf("an older browser: %d %s", newer.status, newer.raw)
	}

	mei.must(201, "POST", "/api/v1/sessions/"+id+"/replies", m{"client_id": "c", "text": "您好", "upload": up})
	if f := of(mei)[1].(m)["files"].([]any)[0].(m); f["gone"] != true || f["id"] != up || f["name"] != nil {
		t.Errorf("a file that was sent: %v", f)
	}
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/transfer", m{"client_id": "x", "to_agent": string(bo.id), "note": "n"})
	if got := of(bo); len(got) != 0 {
		t.Errorf("who has the session now reads %v", got)
	}
	if got := of(boss); len(got) != 0 {
		t.Errorf("an administrator reads %v", got)
	}
	mei.must(200, "PUT", at+"/reply", m{"follows": 1, "text": ""}) // still the owner's to see
	marks := mei.must(200, "GET", "/api/v1/me/drafts", nil).body["drafts"].([]any)
	if len(marks) != 2 || marks[0].(m)["mode"] != "reply" || marks[0].(m)["written"] != false || marks[1].(m)["written"] != true {
		t.Errorf("marks %v", marks)
	}
	if got := bo.must(200, "GET", "/api/v1/me/drafts", nil).body["drafts"].([]any); len(got) != 0 {
		t.Errorf("bo's marks %v", got)
	}
	var rows int
	if err := r.store.DB.QueryRow("SELECT count(*) FROM event WHERE body LIKE '%" + canary + "%'").Scan(&rows); err != nil || rows > 0 {
		t.Errorf("%d events have the draft (%v)", rows, err)
	}
	for { // up to what comes last, the colleague's screen is told of no draft
		var f m
		if err := other.ReadJSON(&f); err != nil || f["op"] == "draft" {
			t.Fatalf("a colleague's screen: %v %v", f, err)
		}
		if row, is := f["row"].(m); is && row["id"] == id && row["holder"] != nil && row["holder"].(m)["id"] == string(bo.id) {
			break
		}
	}
}

// TestDraftsAreHidden: whoever may not see a session has no draft there, and an outside group's session is not told apart from
// one that is not.
func TestDraftsAreHidden(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	eve := r.hire("eve", desk.RankAgent, "order")
	id := r.writes("web", "k1", "hello")
	for _, at := range []string{id, "none"} {
		if a := eve.do("PUT", "/api/v1/sessions/"+at+"/drafts/reply", map[string]any{"follows": 0, "text": "x"}); a.status != 404 {
			t.Errorf("save in %s: %d", at, a.status)
		}
		if a := eve.do("GET", "/api/v1/sessions/"+at+"/drafts", nil); a.status != 404 {
			t.Errorf("read in %s: %d", at, a.status)
		}
	}
}
