package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv/record"
)

// listed are the customers that somebody is shown, as name(open missed expectations) with their contacts.
func listed(body obj) string {
	var out []string
	for _, c := range body["customers"].([]any) {
		c := c.(obj)
		line := fmt.Sprintf("%v(%v)", c["name"], c["missed"])
		for _, k := range c["contacts"].([]any) {
			line += fmt.Sprint(" ", k.(obj)["field"], "=", k.(obj)["value"])
		}
		out = append(out, line)
	}
	return strings.Join(out, "|")
}

// TestCustomers: superiors list customers by what is known of them, contacts covered, and take the list of VIPs away: covered or whole by
// their right, noted before, and not more often than contacts are shown. Shows CUS-03, CUS-08, SEC-01, SEC-02.
func TestCustomers(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { customersListed(t, newHistory(rigOn(t, dsn))) })
}

func customersListed(t *testing.T, h *history) {
	boss := h.hire("boss", desk.RankManager)
	say := func(session string, body obj) obj {
		t.Helper()
		return h.sue.must(200, "POST", "/api/v1/sessions/"+session+"/profile", body).body
	}
	say(h.web, obj{"field": "name", "value": "王女士"})
	say(h.web, obj{"field": "phone", "value": "+86 139 1111 2222"})
	say(h.web, obj{"field": "vip", "value": "yes"})
	say(h.call, obj{"field": "name", "value": "李女士"})
	say(h.call, obj{"field": "vip", "value": "yes"})
	say(h.tele[1], obj{"field": "name", "value": "陈先生"})
	say(h.tele[1], obj{"field": "tag", "value": "团购"})
	entry := say(h.web, obj{"field": "expected", "value": "当天发货"})["missed"].([]any)[0].(obj)
	if entry["open"] != true || entry["parts"].([]any)[0].(obj)["value"].(obj)["by"].(obj)["name"] != "Name sue" || entry["parts"].([]any)[1].(obj)["value"] != nil {
		t.Errorf("the entry: %v", entry)
	}
	for query, want := range map[string]string{
		"":                     "王女士(1) phone=+86****2222|陈先生(0)|李女士(0) key=138****1234",
		"vip=true":             "李女士(0) key=138****1234|王女士(1) phone=+86****2222",
		"tag=团购":               "陈先生(0)",
		"missed=true":          "王女士(1) phone=+86****2222",
		"vip=true&tag=团购":      "",
		"potential=true":       "",
		"vip=true&missed=true": "王女士(1) phone=+86****2222",
	} {
		body := h.sue.must(200, "GET", "/api/v1/customers?"+query, nil)
		if got := listed(body.body); got != want || body.body["missed"] != float64(1) || body.body["next"] != float64(0) {
			t.Errorf("%q: %q, want %q; %v are open", query, got, want, body.body["missed"])
		}
		if raw := string(body.raw); strings.Contains(raw, "13911112222") || strings.Contains(raw, "13800001234") {
			t.Errorf("%q carries a number: %s", query, raw)
		}
	}
	first := h.sue.must(200, "GET", "/api/v1/customers?limit=1", nil).body
	if got := listed(h.sue.must(200, "GET", fmt.Sprintf("/api/v1/customers?limit=1&before=%.0f", first["next"]), nil).body); got != "陈先生(0)" {
		t.Errorf("the second page: %q", got)
	}
	// All said of it, the entry is not open any more.
	for i, f := range []string{"analysis", "improvement", "answer"} {
		got := say(h.web, obj{"field": f, "value": "x", "about": entry["n"]})["missed"].([]any)[0].(obj)
		if got["open"] != (i < 2) {
			t.Errorf("after %s: %v", f, got)
		}
	}
	if got := h.sue.must(200, "GET", "/api/v1/customers?missed=true", nil).body; listed(got) != "" || got["missed"] != float64(0) {
		t.Errorf("open ones: %v", got)
	}
	takesVIPs(t, h, boss)
}

func takesVIPs(t *testing.T, h *history, boss *person) {
	const vips = "/api/v1/customers/vips"
	h.sue.must(422, "POST", vips, obj{"reason": " "})
	h.sue.must(403, "POST", vips, obj{"reason": "r", "whole": true})
	taken := h.sue.must(200, "POST", vips, obj{"reason": "节日问候"})
	if got := listed(taken.body); got != "李女士(0) key=138****1234|王女士(0) phone=+86****2222" || strings.Contains(string(taken.raw), "13911112222") {
		t.Errorf("what a supervisor takes: %q", got)
	}
	if got := listed(boss.must(200, "POST", vips, obj{"reason": "节日问候", "whole": true}).body); got != "李女士(0) key=13800001234|王女士(0) phone=+8613911112222" {
		t.Errorf("what a manager takes: %q", got)
	}
	log := h.sue.must(200, "GET", "/api/v1/customers/log", nil).body["acts"].([]any)
	if len(log) != 2 || log[0].(obj)["act"] != "listed" || log[0].(obj)["why"] != "vip whole: 节日问候" || log[1].(obj)["why"] != "vip: 节日问候" || log[1].(obj)["by"].(obj)["name"] != "Name sue" {
		t.Errorf("the log: %v", log)
	}
	for range 59 {
		h.sue.must(200, "POST", vips, obj{"reason": "again", "tag": "nobody"})
	}
	if p := h.sue.do("POST", vips, obj{"reason": "again"}); p.status != 409 || p.body["code"] != "too_many_reveals" {
		t.Errorf("the 61st list: %d %v", p.status, p.body)
	}
}

// TestExportContact: who may writes out what is kept of one person, at all of the addresses and of nobody else; it is noted first.
// Shows CUS-10, SEC-02.
func TestExportContact(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { exportsOne(t, newHistory(rigOn(t, dsn))) })
}

func exportsOne(t *testing.T, h *history) {
	boss := h.hire("boss", desk.RankManager)
	h.mei.must(200, "POST", h.at+"/profile", obj{"field": "phone", "value": "13911112222"})
	h.mei.must(200, "POST", h.at+"/profile", obj{"field": "expected", "value": "当天发货"})
	h.sue.must(201, "POST", h.at+"/contact/links", obj{"session": h.tele[0], "reason": "the same voice"})
	h.writes("tele", "of another", "not in it")
	boss.must(422, "POST", h.at+"/contact/export", obj{"reason": ""})
	raw := string(boss.must(200, "POST", h.at+"/contact/export", obj{"reason": "the customer asks"}).raw)
	lines := strings.Split(strings.TrimSpace(raw), "\n")
	if len(lines) != 2+len(h.tele) || strings.Contains(raw, "13911112222") || strings.Contains(raw, "not in it") || strings.Contains(raw, canary) {
		t.Fatalf("%d lines:\n%s", len(lines), raw)
	}
	for i, want := range []string{"139****2222", "在吗", "tele 0"} {
		if !json.Valid([]byte(lines[i])) || !strings.Contains(lines[i], want) {
			t.Errorf("line %d is without %q: %s", i, want, lines[i])
		}
	}
	log := h.sue.must(200, "GET", "/api/v1/customers/log", nil).body["acts"].([]any)
	if len(log) != 1 || log[0].(obj)["act"] != "exported" || log[0].(obj)["why"] != "#"+h.number(h.web)+": the customer asks" {
		t.Errorf("the log: %v", log)
	}
}
