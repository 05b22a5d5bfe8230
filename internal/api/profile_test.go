package api

import (
	"fmt"
	"strings"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// known is a customer's profile as somebody is shown it: field=value, in order.
func known(body obj) string {
	var out []string
	for _, f := range body["fields"].([]any) {
		f := f.(obj)
		for _, v := range f["values"].([]any) {
			out = append(out, fmt.Sprint(f["field"], "=", v.(obj)["value"]))
		}
	}
	return strings.Join(out, " ")
}

// field is one of a profile.
func field(body obj, name string) obj {
	for _, f := range body["fields"].([]any) {
		if f.(obj)["field"] == name {
			return f.(obj)
		}
	}
	return nil
}

// TestProfile: who has a customer says what is known of it, and nobody else reads it; contacts are whole for who asks, and superiors
// see who did. Shows CUS-01, CUS-08, CUS-11, SEC-01.
func TestProfile(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); profiled(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); profiled(t, rigOn(t, testenv.Postgres(t))) })
}

func profiled(t *testing.T, r *rig) {
	h := newHistory(r)
	at := h.at + "/profile"
	say := func(who *person, status int, body obj) obj { return who.must(status, "POST", at, body).body }
	if got := known(h.mei.must(200, "GET", at, nil).body); got != "" {
		t.Errorf("known of a stranger: %s", got)
	}
	say(h.mei, 200, obj{"field": "name", "value": "王女士"})
	say(h.mei, 200, obj{"field": "phone", "value": "138-0000-9876"})
	say(h.mei, 200, obj{"field": "taboos", "value": "不打电话"})
	got := say(h.mei, 200, obj{"field": "potential", "value": "yes"})
	if known(got) != "name=王女士 phone=138****9876 potential=yes taboos=不打电话" {
		t.Errorf("known: %s", known(got))
	}
	// A superior changes the name; what she has seen is old then.
	say(h.sue, 200, obj{"field": "name", "value": "王太太", "was": field(got, "name")["last"]})
	if p := h.mei.do("POST", at, obj{"field": "name", "value": "王小姐", "was": field(got, "name")["last"]}); p.status != 409 || p.body["code"] != "profile_changed" {
		t.Errorf("an older word: %d %v", p.status, p.body)
	}
	h.bo.must(404, "GET", at, nil)
	// Who only sees the session learns nothing of the customer before taking it.
	again := h.writes("tele", "k2", "waiting")
	h.sue.must(200, "POST", "/api/v1/sessions/"+again+"/profile", obj{"field": "company", "value": "青禾"})
	if body := h.bo.must(200, "GET", "/api/v1/sessions/"+again+"/profile", nil).body; body["yours"] != false || known(body) != "" {
		t.Errorf("told of a customer who waits: %v", body)
	}
	h.bo.must(403, "GET", "/api/v1/sessions/"+again+"/profile/history", nil)

	// The number is in no answer before she asks for it, and superiors see that she did.
	number := field(got, "phone")["values"].([]any)[0].(obj)["n"]
	for _, path := range []string{at, at + "/history", h.at, h.at + "/contact"} {
		if raw := string(h.mei.must(200, "GET", path, nil).raw); strings.Contains(raw, "9876") != strings.Contains(raw, "138****9876") || strings.Contains(raw, "13800009876") {
			t.Errorf("%s carries the number: %s", path, raw)
		}
	}
	if whole := h.mei.must(200, "POST", at+"/reveal", obj{"fact": number, "reason": "wants a call"}).body["value"]; whole != "13800009876" {
		t.Errorf("whole: %v", whole)
	}
	h.bo.must(404, "POST", at+"/reveal", obj{"fact": number})
	h.mei.must(404, "POST", at+"/reveal", obj{"fact": 999})
	log := h.sue.must(200, "GET", "/api/v1/customers/log", nil).body["acts"].([]any)
	if len(log) != 1 || log[0].(obj)["by"].(obj)["name"] != "Name mei" || log[0].(obj)["why"] != "wants a call" || log[0].(obj)["session"] != h.web {
		t.Errorf("log: %v", log)
	}
	// Who wrote down a call sees the number covered too, everywhere.
	for _, who := range []*person{h.sue, h.mei} {
		if raw := string(who.do("GET", "/api/v1/sessions/"+h.call, nil).raw); strings.Contains(raw, "13800001234") {
			t.Errorf("the call carries the number: %s", raw)
		}
	}
	if raw := string(h.sue.must(200, "GET", "/api/v1/sessions?view=closed", nil).raw); strings.Contains(raw, "13800001234") || !strings.Contains(raw, "138****1234") {
		t.Errorf("the list carries the number: %s", raw)
	}
	if whole := h.sue.must(200, "POST", "/api/v1/sessions/"+h.call+"/profile/reveal", obj{}).body["value"]; whole != "13800001234" {
		t.Errorf("the call's contact: %v", whole)
	}
	erases(t, h, at, number)
}

// erases: a manager takes a number out for good; that it was done stays.
func erases(t *testing.T, h *history, at string, number any) {
	boss := h.hire("boss", desk.RankManager)
	after := boss.must(200, "POST", fmt.Sprint(at, "/", number, "/erase"), obj{}).body
	if strings.Contains(known(after), "phone") {
		t.Errorf("after the erasure: %s", known(after))
	}
	acts := h.mei.must(200, "GET", at+"/history", nil).body["acts"].([]any)
	if first := acts[0].(obj); first["act"] != "erased" || first["value"] != "" || first["by"].(obj)["name"] != "Name boss" {
		t.Errorf("history: %v", acts[0])
	}
}

// TestVIPInTheList: a VIP is marked in the list at once, at all addresses of the customer, and where a link is taken back the mark is
// gone with it; the next session opens with it. Shows CUS-03.
func TestVIPInTheList(t *testing.T) {
	t.Parallel()
	h := newHistory(newRig(t))
	marked := func(id string) any { return h.sue.must(200, "GET", "/api/v1/sessions/"+id, nil).body["vip"] }
	other := h.writes("tele", "k2", "again")
	h.mei.must(200, "POST", h.at+"/profile", obj{"field": "vip", "value": "yes"})
	if marked(h.web) != true || marked(other) != nil {
		t.Errorf("marked: %v, and a stranger: %v", marked(h.web), marked(other))
	}
	link := h.sue.must(201, "POST", h.at+"/contact/links", obj{"session": other, "reason": "r"}).body
	if marked(other) != true {
		t.Error("linked, and not marked")
	}
	n := link["addresses"].([]any)[1].(obj)["link"].(obj)["id"]
	h.sue.must(200, "POST", fmt.Sprint(h.at, "/contact/links/", n, "/undo"), obj{"reason": "r"})
	if marked(other) != nil || marked(h.web) != true {
		t.Errorf("parted: %v and %v", marked(other), marked(h.web))
	}
	h.closes(h.web)
	if next := h.writes("web", "k1", "back"); marked(next) != true {
		t.Error("the next session does not know")
	}
	if log := h.sue.must(200, "GET", "/api/v1/customers/log?what=vip", nil).body["acts"].([]any); len(log) != 1 {
		t.Errorf("superiors are told: %v", log)
	}
}
