package api

import (
	"fmt"
	"testing"
	"time"

	"firstline/internal/desk"
)

// TestANoteSpeaksToColleagues: whom a note mentions is told at once, finds it among the mentions until the session was read, may read
// it although a colleague has it, and nothing more; that the person has looked is on record. Who works here no more, is unknown, or
// wrote the note cannot be mentioned, and a refused note is written nowhere.
func TestANoteSpeaksToColleagues(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo, gone := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "order"), r.hire("gone", desk.RankAgent, "service")
	boss := r.hire("boss", desk.RankManager)
	boss.must(200, "PATCH", "/api/v1/agents/"+string(gone.id), obj{"disabled": true})
	id := r.writes("web", "k", "上次说好补发")
	at := "/api/v1/sessions/" + id
	mei.must(200, "POST", at+"/take", nil)
	screen := bo.stream()
	next(t, screen, "page", func(map[string]any) bool { return true })

	for _, one := range mei.must(200, "GET", "/api/v1/colleagues", nil).body["colleagues"].([]any) {
		if who := one.(map[string]any); who["id"] == string(mei.id) || who["id"] == string(gone.id) {
			t.Errorf("one cannot speak to %v", who)
		} else if who["id"] == string(bo.id) && who["keys"] == "" {
			t.Errorf("nobody finds %v by letters", who)
		}
	}
	bo.must(404, "GET", at, nil)
	for name, who := range map[string]desk.AgentID{"no_such_agent": "nobody", "mention_disabled": gone.id, "own_mention": mei.id} {
		if got := mei.must(422, "POST", at+"/notes", obj{"client_id": name, "text": "@", "mentions": []any{bo.id, who}}).body["code"]; got != name {
			t.Errorf("%s: %v", name, got)
		}
	}
	bo.must(404, "GET", at, nil)
	if rows := bo.must(200, "GET", "/api/v1/me/mentions", nil).body["mentions"].([]any); len(rows) != 0 {
		t.Errorf("refused notes mention somebody: %v", rows)
	}

	note := mei.must(201, "POST", at+"/notes", obj{"client_id": "n1", "text": "@bo 是你答应的吗？", "mentions": []any{bo.id}}).body
	f := next(t, screen, "mention", func(map[string]any) bool { return true })
	if f["session"] != id || f["seq"] != note["seq"] || f["by"].(map[string]any)["id"] != string(mei.id) || f["title"] == nil || f["number"] == nil {
		t.Errorf("the frame: %v", f)
	}
	one := bo.must(200, "GET", "/api/v1/me/mentions", nil).body["mentions"].([]any)[0].(map[string]any)
	if one["session"] != id || one["seq"] != note["seq"] || one["by"].(map[string]any)["name"] != "Name mei" || one["row"].(map[string]any)["id"] != id {
		t.Errorf("the mention: %v", one)
	}
	if mine := mei.must(200, "GET", at+"/messages", nil); mentionOf(t, mine.body, note["seq"])["looked_at"] != 0. {
		t.Error("bo has looked before he did")
	}

	before := desk.At(time.Now())
	bo.must(200, "GET", at, nil)
	if f := next(t, screen, "mention", func(map[string]any) bool { return true }); f["session"] != id || f["by"] != nil {
		t.Errorf("the frame of the look: %v", f)
	}
	if rows := bo.must(200, "GET", "/api/v1/me/mentions", nil).body["mentions"].([]any); len(rows) != 0 {
		t.Errorf("still mentioned: %v", rows)
	}
	said := mentionOf(t, mei.must(200, "GET", at+"/messages", nil).body, note["seq"])
	if looked := desk.Millis(said["looked_at"].(float64)); looked < before || said["id"] != string(bo.id) || said["name"] != "Name bo" {
		t.Errorf("on record is %v", said)
	}
	bo.must(201, "POST", at+"/notes", obj{"client_id": "n2", "text": "@mei 不是我", "mentions": []any{mei.id}})
	bo.must(409, "POST", at+"/replies", obj{"client_id": "a", "text": "您好"})
	if rows := mei.must(200, "GET", "/api/v1/me/mentions", nil).body["mentions"].([]any); len(rows) != 1 {
		t.Errorf("who has the session is mentioned as well: %v", rows)
	}
}

// mentionOf is the only mention of a note in a page of lines.
func mentionOf(t *testing.T, page map[string]any, seq any) map[string]any {
	t.Helper()
	for _, m := range page["messages"].([]any) {
		if m := m.(map[string]any); m["seq"] == seq {
			return m["mentions"].([]any)[0].(map[string]any)
		}
	}
	t.Fatalf("no line %v in %v", seq, page)
	return nil
}

// TestAMentionOutlivesItsSession: a mention in a session whose customer has begun another one can still be read, and is then no
// news any more.
func TestAMentionOutlivesItsSession(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "order")
	id := r.writes("web", "k", "hello")
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
	mei.must(201, "POST", "/api/v1/sessions/"+id+"/notes", obj{"client_id": "n", "text": "@bo", "mentions": []any{bo.id}})
	mei.must(200, "POST", "/api/v1/sessions/"+id+"/return", obj{})
	r.closes(id)
	if now := r.writes("web", "k", "again"); now == id {
		t.Fatal("it is the same session still")
	}
	bo.must(200, "GET", "/api/v1/sessions/"+id+"/messages", nil)
	if rows := bo.must(200, "GET", "/api/v1/me/mentions", nil).body["mentions"].([]any); len(rows) != 0 {
		t.Errorf("still news: %v", rows)
	}
}

// TestEveryWayToReadIsALook: whoever may read a session for a note alone leaves a trace whichever way it is read.
func TestEveryWayToReadIsALook(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "order")
	screen := bo.stream()
	next(t, screen, "page", func(map[string]any) bool { return true })
	for i, read := range []func(at, id string, seq any){
		func(at, _ string, _ any) { bo.must(200, "GET", at, nil) },
		func(at, _ string, _ any) { bo.must(200, "GET", at+"/messages", nil) },
		func(at, _ string, _ any) { bo.must(200, "GET", at+"/explain", nil) },
		func(at, _ string, seq any) { bo.must(200, "GET", fmt.Sprint(at, "/messages/", seq, "/files/0"), nil) },
		func(_, id string, _ any) {
			if err := r.search.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
			if hits := bo.must(200, "GET", "/api/v1/search?q=wort"+id[len(id)-6:], nil).body["hits"].([]any); len(hits) != 1 {
				t.Errorf("found: %v", hits)
			}
		},
		func(_, id string, _ any) {
			if err := screen.WriteJSON(obj{"op": "hello", "list": obj{"view": "mine", "limit": 30}, "sessions": map[string]int{id: 0}}); err != nil {
				t.Fatal(err)
			}
			next(t, screen, "diff", func(f map[string]any) bool { return f["session"] == id })
		},
	} {
		key := fmt.Sprint("k", i)
		id := r.writes("web", key, "hello")
		at := "/api/v1/sessions/" + id
		mei.must(200, "POST", at+"/take", nil)
		r.writes("web", key, "wort"+id[len(id)-6:])
		up := mei.do("POST", "/api/v1/uploads?name=a.txt", "a file").body["id"]
		seq := mei.must(201, "POST", at+"/replies", obj{"client_id": "f", "text": "您好", "upload": up}).body["seq"]
		note := mei.must(201, "POST", at+"/notes", obj{"client_id": "n", "text": "@bo", "mentions": []any{bo.id}}).body["seq"]
		if mentionOf(t, mei.must(200, "GET", at+"/messages", nil).body, note)["looked_at"] != 0. {
			t.Fatal("bo has looked already")
		}
		read(at, id, seq)
		if mentionOf(t, mei.must(200, "GET", at+"/messages", nil).body, note)["looked_at"] == 0. {
			t.Errorf("way %d leaves no trace", i)
		}
		r.closes(id) // mei has no room for all of them
	}
}
