package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestExport: who may writes the sessions of a time out whole, without contacts, and superiors see that it was done. Shows SEC-02, SEC-01.
func TestExport(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); exports(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); exports(t, rigOn(t, testenv.Postgres(t))) })
}

func exports(t *testing.T, r *rig) {
	mei, boss := r.hire("mei", desk.RankAgent, "service"), r.hire("boss", desk.RankManager)
	want := map[string]string{}
	for i := range 60 { // more than a page
		text := fmt.Sprint("question ", i)
		want[r.writes("tele", fmt.Sprint("wa:86138000022", 10+i), text)] = text
	}
	one := r.writes("web", "k", "with an answer")
	mei.must(200, "POST", "/api/v1/sessions/"+one+"/take", nil)
	up := mei.do("POST", "/api/v1/uploads?name=a.txt", "some text")
	mei.must(201, "POST", "/api/v1/sessions/"+one+"/replies", obj{"client_id": "c", "text": "您好", "upload": up.body["id"]})
	mei.must(201, "POST", "/api/v1/sessions/"+one+"/notes", obj{"client_id": "n", "text": "a note"})
	want[one] = "with an answer"
	const always = int64(4102444800000)
	for _, bad := range []obj{{"since": 5, "until": 5, "reason": "r"}, {"since": 0, "until": always, "reason": " "}} {
		boss.must(422, "POST", "/api/v1/export", bad)
	}
	raw := string(boss.must(200, "POST", "/api/v1/export", obj{"since": 0, "until": always, "reason": "a move"}).raw)
	if strings.Contains(raw, "wa:861380000") || !strings.Contains(raw, "wa:861****2210") {
		t.Error("contacts are not covered")
	}
	for _, line := range strings.Split(strings.TrimSpace(raw), "\n") {
		var s struct {
			ID       string
			Version  int64
			Messages []struct {
				Text, Role string
				Files      []struct{ Name, Sha256 string }
			}
			Events []struct{ Hash, Kind string }
		}
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(line, err)
		}
		if len(s.Messages) == 0 || s.Messages[0].Text != want[s.ID] || len(s.Events) == 0 || len(s.Events[0].Hash) != 64 || s.Events[0].Kind != "customer_wrote" {
			t.Errorf("the session %s, which began with %q: %s", s.ID, want[s.ID], line)
		}
		if s.ID == one && (!strings.Contains(line, "a note") || !strings.Contains(line, `"name":"a.txt"`)) {
			t.Errorf("note and file: %s", line)
		}
		delete(want, s.ID)
	}
	if len(want) > 0 {
		t.Errorf("%d sessions are missing", len(want))
	}
	if none := boss.must(200, "POST", "/api/v1/export", obj{"since": 1, "until": 2, "reason": "r"}).raw; len(none) > 0 {
		t.Errorf("another time: %s", none)
	}
	log := boss.must(200, "GET", "/api/v1/customers/log", nil).body["acts"].([]any)
	if len(log) != 2 || log[1].(obj)["act"] != "exported" || log[1].(obj)["why"] != "1970-01-01T00:00Z/2100-01-01T00:00Z: a move" || log[1].(obj)["by"].(obj)["name"] != "Name boss" {
		t.Errorf("the log: %v", log)
	}
}
