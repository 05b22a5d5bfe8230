package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// TestIntake: a call, a visit and a letter go into the record and the complaint register that everything else is in (CHN-01,
// CMP-01). Nothing is said by the desk itself, and no clock of seconds runs.
func TestIntake(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); takesIn(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); takesIn(t, rigOn(t, testenv.Postgres(t))) })
}

func takesIn(t *testing.T, r *rig) {
	type m = map[string]any
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service")
	call := m{"client_id": "c1", "inlet": "phone", "name": " 李  女士 ", "contact": "138-0000-1234", "asked": "发票什么时候开？", "answered": "三个工作日内。"}
	first := mei.must(201, "POST", "/api/v1/intakes", call).body
	again := mei.must(200, "POST", "/api/v1/intakes", call).body
	id := fmt.Sprint(first["session"])
	if first["mine"] != true || again["session"] != id || again["version"] != first["version"] {
		t.Fatalf("first %v, again %v", first, again)
	}
	at := "/api/v1/sessions/" + id
	d := mei.must(200, "GET", at, nil).body
	if d["title"] != "李 女士" || d["phase"] != "serving" || d["due_at"] != 0. || d["holder"].(m)["id"] != string(mei.id) {
		t.Errorf("session %v", d)
	}
	if read := mei.must(200, "GET", at+"/marks", nil).body; d["by_hand"] != true || d["contact"] != "138****1234" || read["by_hand"] != true {
		t.Errorf("by hand: %v, contact %v, by hand as it is checked: %v", d["by_hand"], d["contact"], read["by_hand"])
	}
	if got, want := said(mei, at), "[customer inlet:phone true 发票什么时候开？ system line:assigned true Name mei agent reply true 三个工作日内。]"; got != want {
		t.Errorf("the record says %s\nwant %s", got, want)
	}

	// The same number, written otherwise, at another desk: it is the same customer, whom a colleague has.
	visit := m{"client_id": "c2", "inlet": "visit", "contact": "１３８ 0000 1234", "asked": "又来问发票", "answered": "请等张敏答复"}
	if got := bo.must(201, "POST", "/api/v1/intakes", visit).body; got["session"] != id || got["mine"] != false {
		t.Errorf("a second time %v", got)
	}
	if got := said(mei, at); !strings.HasSuffix(got, " customer inlet:visit false 又来问发票 note note false 请等张敏答复]") {
		t.Errorf("what was answered at the counter is not there for the colleague: %s", got)
	}
	mei.must(200, "POST", at+"/close", m{"client_id": "c3", "outcome": "solved", "category": "pay"})
	if d := mei.must(200, "GET", at, nil).body; d["phase"] != "closed" {
		t.Errorf("closed %v", d)
	}

	// A letter that complains gets its number like every complaint.
	letter := m{"client_id": "c4", "inlet": "letter", "name": "王先生", "asked": "来信投诉发错货", "when": time.Now().Add(-48 * time.Hour).UnixMilli()}
	got := bo.must(201, "POST", "/api/v1/intakes", letter).body
	other := fmt.Sprint(got["session"])
	moved := bo.must(200, "POST", "/api/v1/sessions/"+other+"/transfer", m{"client_id": "c5", "to_group": "complaint", "note": "来信投诉"}).body
	if moved["register"] == nil || moved["register"] == "" || other == id {
		t.Errorf("handed over %v", moved)
	}
	if d := bo.must(200, "GET", "/api/v1/sessions/"+other, nil).body; d["by_hand"] != true || d["contact"] != "" {
		t.Errorf("who left nothing is known again by %q", d["contact"])
	}

	for name, bad := range map[string]m{
		"client_id":  {"inlet": "phone", "asked": "x"},
		"empty_text": {"client_id": "c6", "inlet": "phone", "asked": " "},
		"when":       {"client_id": "c6", "inlet": "phone", "asked": "x", "when": time.Now().Add(time.Hour).UnixMilli()},
	} {
		if a := mei.do("POST", "/api/v1/intakes", bad); a.status != 422 || a.code() != name {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
	if a := r.hire("sup", desk.RankInspector).do("POST", "/api/v1/intakes", letter); a.status != 403 {
		t.Errorf("an inspector serves: %d %s", a.status, a.raw)
	}
}

// said is the record in short: role, purpose, author and text of every line.
func said(who *person, at string) string {
	type m = map[string]any
	var lines []string
	for _, x := range who.must(200, "GET", at+"/messages", nil).body["messages"].([]any) {
		x := x.(m)
		line := fmt.Sprint(x["role"], " ", x["purpose"])
		if by, ok := x["author"].(m); ok {
			line += " " + fmt.Sprint(by["id"] == string(who.id))
		}
		lines = append(lines, line+" "+fmt.Sprint(x["text"]))
	}
	return fmt.Sprint(lines)
}
