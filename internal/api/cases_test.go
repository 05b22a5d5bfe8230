package api

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/testenv"
	"firstline/router"
)

// complaint is an entry that "own" has made of a session that he keeps.
func (c *cell) complaint() string {
	at := "/api/v1/sessions/" + c.held()
	return c.own.must(201, "POST", at+"/cases", map[string]any{"client_id": "r", "reason": "n"}).body["number"].(string)
}

// wayToClosing are the changes of a complaint of another department, up to where it can be closed.
func wayToClosing() []map[string]any {
	type m = map[string]any
	return []m{{"judge": m{"validity": "valid", "grounds": "属实"}}, {"dispatch": m{"department": "仓储部", "text": "核查"}}, {"handle": m{"dispatch": 1, "answer": "已补发"}}, {"return": m{}},
		{"answer": m{"text": "已为您补发"}}, {"follow_up": m{"satisfied": true, "note": "满意"}}}
}

// advance makes one change after the other, from the newest version on.
func (p *person) advance(number string, all ...map[string]any) map[string]any {
	p.r.t.Helper()
	at := "/api/v1/complaints/" + number
	d := p.must(200, "GET", at, nil).body
	for _, one := range all {
		body := map[string]any{"client_id": uuid.NewString(), "version": d["version"]}
		for k, v := range one {
			body[k] = v
		}
		d = p.must(200, "POST", at+"/changes", body).body
	}
	return d
}

func askCloseComplaint(c *cell) int {
	number := c.complaint()
	boss := c.r.hire("b"+uuid.NewString(), desk.RankManager)
	d := boss.advance(number, wayToClosing()...)
	return c.who.do("POST", "/api/v1/complaints/"+number+"/changes", map[string]any{"client_id": "z", "version": d["version"], "close": map[string]any{"result": "补发"}}).status
}

func TestComplaints(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); complaints(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); complaints(t, rigOn(t, testenv.Postgres(t))) })
}

// complaints walks a dispute from the hand-over to the end; the first-contact owner looks on.
func complaints(t *testing.T, r *rig) {
	type m = map[string]any
	mei, sue, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("sue", desk.RankAgent, "complaint"), r.hire("bo", desk.RankAgent, "order")
	id := r.writes("web", "k", "我要退差价")
	at := "/api/v1/sessions/" + id
	mei.must(200, "POST", at+"/take", nil)
	mei.must(201, "POST", at+"/replies", m{"client_id": "c1", "text": "您好"})

	over := m{"client_id": "h1", "to_group": "complaint", "note": "要求退差价", "complaint": m{"nature": " 退差价20元 ", "wanted": "退款", "evidence": []m{{"from": 1, "to": 1, "note": "诉求"}}}}
	first := mei.must(200, "POST", at+"/transfer", over).body
	again := mei.must(200, "POST", at+"/transfer", over).body // the answer got lost: the same number, the same line
	if first["register"] == nil || first["register"] != again["register"] {
		t.Errorf("numbers %v and %v", first["register"], again["register"])
	}
	rows := mei.must(200, "GET", at+"/cases", nil).list
	if len(rows) != 1 {
		t.Fatalf("entries = %v", rows)
	}
	row := rows[0].(m)
	number := row["number"].(string)
	if !strings.HasSuffix(number, "-000001") || row["nature"] != "退差价20元" || row["may_open"] != true || row["handed_at"] == 0. || row["owner"].(m)["name"] != "Name mei" {
		t.Errorf("entry = %v", row)
	}
	if got := mei.must(200, "GET", at, nil).body; got["accept_script"] != "我明白了。" { // accepted first, right or wrong (SCR-21)
		t.Errorf("a complainant first hears %q", got["accept_script"])
	}
	if got := mei.must(200, "GET", at, nil).body; got["register"] != number {
		t.Errorf("the session's number is %v", got["register"])
	}
	found := 0
	for _, line := range mei.must(200, "GET", at+"/messages", nil).body["messages"].([]any) {
		if text := line.(m)["text"].(string); strings.Contains(text, number) {
			found++
			if text != "要求退差价\n投诉登记号："+number {
				t.Errorf("line %q", text)
			}
		}
	}
	if found != 1 {
		t.Errorf("%d lines name the number", found)
	}

	d := sue.must(200, "GET", "/api/v1/complaints/"+number, nil).body
	if d["step"] != "registered" || len(d["excerpts"].([]any)) != 1 || d["may_open_session"] != true || !cmp.Equal(d["missing"], []any{"validity", "handling", "reply", "follow_up"}) {
		t.Errorf("detail = %v", d)
	}
	if text := d["excerpts"].([]any)[0].(m)["messages"].([]any)[0].(m)["text"]; text != "我要退差价" {
		t.Errorf("evidence = %v", text)
	}
	bo.must(404, "GET", "/api/v1/complaints/"+number, nil)
	sue.must(200, "POST", at+"/take", nil)
	sue.advance(number, m{"assign": m{"to": string(sue.id)}}, m{"describe": m{"cause": "发错价", "severity": "major"}})
	if a := sue.do("POST", "/api/v1/complaints/"+number+"/changes", m{"client_id": "x", "version": 4, "assign": m{"to": string(bo.id)}}); a.code() != "no_such_agent" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	for i, bad := range []m{{}, {"judge": m{"validity": "valid", "grounds": "g"}, "remark": m{"text": "t"}}, {"remark": m{"text": "  "}}, {"evidence": m{"from": 1, "to": 99}}} {
		bad["client_id"], bad["version"] = fmt.Sprint("bad", i), 4
		if a := sue.do("POST", "/api/v1/complaints/"+number+"/changes", bad); a.status != 422 {
			t.Errorf("%v: %d %s", bad, a.status, a.raw)
		}
	}

	judge := m{"client_id": "j", "version": 4, "judge": m{"validity": "valid", "grounds": "属实"}}
	mei.must(403, "POST", "/api/v1/complaints/"+number+"/changes", judge)
	sue.must(200, "POST", "/api/v1/complaints/"+number+"/changes", judge)
	sue.must(200, "POST", "/api/v1/complaints/"+number+"/changes", judge)
	a := mei.do("POST", "/api/v1/complaints/"+number+"/changes", m{"client_id": "late", "version": 4, "remark": m{"text": "t"}})
	changed, _ := a.body["changed"].(m)
	if a.status != 409 || a.code() != "changed_meanwhile" || changed["name"] != "Name sue" || changed["version"] != 5. || changed["kind"] != "judged" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	sue.advance(number, wayToClosing()[1:5]...)
	follow(t, r, number, mei, sue)
}

// follow lets the first-contact owner call back (FCR-03), sue close, and looks at the lists.
func follow(t *testing.T, r *rig, number string, mei, sue *person) {
	type m = map[string]any
	list := func(p *person, query string) (int, m) {
		b := p.must(200, "GET", "/api/v1/complaints"+query, nil).body
		return len(b["rows"].([]any)), b["counts"].(m)
	}
	if n, counts := list(mei, ""); n != 1 || counts["follow_up"] != 1. || counts["call"] != 1. || counts["mine"] != 1. {
		t.Errorf("the owner's list: %d, %v", n, counts)
	}
	mei.advance(number, m{"follow_up": m{"satisfied": false, "note": "还没收到"}})
	if d := sue.must(200, "GET", "/api/v1/complaints/"+number, nil).body; d["step"] != "dispatched" || d["reply"] != nil {
		t.Errorf("not satisfied: %v", d["step"])
	}
	sue.advance(number, m{"handle": m{"dispatch": 2, "answer": "已加急"}}, m{"return": m{}}, m{"answer": m{"text": "今天送到"}}, m{"follow_up": m{"satisfied": true}}, m{"close": m{"result": "补发"}})
	if n, _ := list(mei, ""); n != 0 {
		t.Errorf("%d are open", n)
	}
	if n, _ := list(mei, "?view=closed&mine=true&q="+number); n != 1 {
		t.Errorf("the owner finds %d closed ones", n)
	}
	if n, _ := list(r.hire("zoe", desk.RankAgent, "order"), "?view=all"); n != 0 {
		t.Errorf("a stranger finds %d", n)
	}
	d := mei.must(200, "GET", "/api/v1/complaints/"+number, nil).body
	story := d["story"].([]any)
	if d["step"] != "closed" || story[0].(m)["kind"] != "registered" || story[len(story)-1].(m)["name"] != "Name sue" || !cmp.Equal(d["can"], []any{"remarked", "reopened"}) {
		t.Errorf("the owner sees %v, can %v", d["step"], d["can"])
	}
	seenByManagers(t, r, number, sue)
}

// seenByManagers lets a manager find what was closed and look at it (FLW-10); nobody else's look counts.
func seenByManagers(t *testing.T, r *rig, number string, sue *person) {
	type m = map[string]any
	boss := r.hire("boss", desk.RankManager)
	unseen := func(want float64) {
		t.Helper()
		b := boss.must(200, "GET", "/api/v1/complaints?view=unseen", nil).body
		if float64(len(b["rows"].([]any))) != want || b["counts"].(m)["unseen"] != want {
			t.Errorf("%v wait for a look, want %v", b["counts"], want)
		}
	}
	unseen(1)
	at := "/api/v1/complaints/" + number
	version := boss.must(200, "GET", at, nil).body["version"]
	sue.must(403, "POST", at+"/changes", m{"client_id": "see", "version": version, "see": m{}})
	boss.must(200, "POST", at+"/changes", m{"client_id": "see", "version": version, "see": m{}})
	unseen(0)
}

// TestNoEntryForARefusedHandOver: who cannot hand a session over leaves nothing in the register, and whoever registers
// without handing over can hand over later under the same number.
func TestNoEntryForARefusedHandOver(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	type m = map[string]any
	mei, own := r.hire("mei", desk.RankAgent, "service"), r.hire("own", desk.RankAgent, "service")
	at := "/api/v1/sessions/" + r.writes("web", "k", "hello")
	over := m{"client_id": "h", "to_group": "complaint", "note": "n"}
	if a := own.do("POST", at+"/transfer", over); a.code() != "not_holder" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	mei.must(200, "POST", at+"/take", nil)
	mei.must(422, "POST", at+"/transfer", m{"client_id": "h", "to_group": "complaint", "note": "n", "complaint": m{"evidence": []m{{"from": 5, "to": 9}}}})
	if rows := mei.must(200, "GET", at+"/cases", nil).list; len(rows) != 0 {
		t.Errorf("entries = %v", rows)
	}
	number := mei.must(201, "POST", at+"/cases", m{"client_id": "r", "reason": "先登记"}).body["number"]
	if again := mei.must(200, "POST", at+"/cases", m{"client_id": "r", "reason": "先登记"}).body["number"]; again != number {
		t.Errorf("again: %v", again)
	}
	rows := mei.must(200, "GET", at+"/cases", nil).list
	if rows[0].(m)["handed_at"] != 0. {
		t.Errorf("handed over: %v", rows)
	}
	mei.must(200, "POST", at+"/transfer", over)
	rows = mei.must(200, "GET", "/api/v1/complaints", nil).body["rows"].([]any) // who reported it sees it to the end
	if len(rows) != 1 || rows[0].(m)["number"] != number || rows[0].(m)["handed_at"] == 0. {
		t.Errorf("entries = %v", rows)
	}
	mei.must(200, "POST", "/api/v1/sessions/"+r.writes("web", "k2", "hi")+"/take", nil)
}

// halfway is a router that loses the next hand-over, as a desk does that dies between number and hand-over.
type halfway struct {
	Commands
	lose atomic.Bool
}

func (h *halfway) Transfer(ctx context.Context, who router.Actor, id desk.SessionID, t router.Transfer) (router.Result, error) {
	if h.lose.Swap(false) {
		return router.Result{}, desk.Fail(desk.Unavailable, "record_away", "the desk died")
	}
	return h.Commands.Transfer(ctx, who, id, t)
}

// TestHalfAHandOver: a desk that dies between the two leaves a number that everybody sees, and the next hand-over, by
// whomever, takes it up.
func TestHalfAHandOver(t *testing.T) {
	t.Parallel()
	var h *halfway
	r := newRig(t, func(o *Options) {
		h = &halfway{Commands: o.Router}
		o.Router = h
	})
	type m = map[string]any
	mei, lead := r.hire("mei", desk.RankAgent, "service"), r.hire("lead", desk.RankLead, "service")
	at := "/api/v1/sessions/" + r.writes("web", "k", "hello")
	mei.must(200, "POST", at+"/take", nil)
	h.lose.Store(true)
	mei.must(503, "POST", at+"/transfer", m{"client_id": "h", "to_group": "complaint", "note": "n"})
	row := func() m { return lead.must(200, "GET", "/api/v1/complaints", nil).body["rows"].([]any)[0].(m) }
	before := row()
	if before["handed_at"] != 0. || before["step"] != "registered" {
		t.Errorf("half-way: %v", before)
	}
	got := lead.must(200, "POST", at+"/transfer", m{"client_id": "another", "to_group": "complaint", "note": "weiter"}).body
	if got["register"] != before["number"] || row()["handed_at"] == 0. || row()["number"] != before["number"] {
		t.Errorf("the next hand-over has %v, the entry was %v", got["register"], before["number"])
	}
}
