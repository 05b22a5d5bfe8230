package api

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv/record"
)

// TestAside walks the way of an event that could not be read: put aside, looked into (which is noted), read again in
// vain, read again by a program that can, and the customer is there, once. Another one is dismissed with a reason.
func TestAside(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { asideWay(t, rigOn(t, dsn)) })
}

func asideWay(t *testing.T, r *rig) {
	boss := r.hire("boss", desk.RankManager)
	for i, body := range []string{"klingon: nuqneH 13800138000", "klingon: a test"} {
		err := r.router.Accept(context.Background(), desk.Raw{Channel: "tele", EventID: fmt.Sprint(i), Key: fmt.Sprint("k", i), Body: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
	}
	const at = "/api/v1/settings/channels/aside"
	waiting := func() []any { return boss.must(200, "GET", at, nil).list }
	r.until("both to be put aside", func() bool { return len(waiting()) == 2 })
	first, second := waiting()[1].(map[string]any), waiting()[0].(map[string]any)
	if first["channel"] != "tele" || first["reason"] != "nobody here reads klingon" || first["size"] != 27.0 || first["known"] != true || first["settled"] != nil {
		t.Errorf("listed as %v", first)
	}
	one := fmt.Sprintf("%s/%.0f", at, first["id"])
	if got := boss.must(200, "POST", one+"/look", nil).body["text"]; got != "klingon: nuqneH •••00" {
		t.Errorf("what one sees: %q", got)
	}
	if got := r.acts(t); got != "look Name boss" {
		t.Errorf("noted after the look: %q", got)
	}
	if got := boss.must(409, "POST", one+"/replay", nil).body; got["code"] != "still_unread" || !strings.Contains(fmt.Sprint(got["detail"]), "klingon") {
		t.Errorf("read again in vain: %v", got)
	}
	r.phone.mu.Lock()
	r.phone.reads = "klingon"
	r.phone.mu.Unlock()
	boss.must(204, "POST", one+"/replay", nil)
	boss.must(204, "POST", one+"/replay", nil)
	r.until("the customer to be there", func() bool { return r.said("k0") > 0 })

	other := fmt.Sprintf("%s/%.0f", at, second["id"])
	boss.must(422, "POST", other+"/dismiss", map[string]any{"reason": " "})
	boss.must(204, "POST", other+"/dismiss", map[string]any{"reason": "a test of ours"})
	if got := boss.must(409, "POST", other+"/replay", nil).body["code"]; got != "event_settled" {
		t.Errorf("replayed after it was dismissed: %v", got)
	}
	done := boss.must(200, "GET", at+"?settled=true", nil).list
	if len(waiting()) != 0 || len(done) != 2 || done[0].(map[string]any)["settled_by"] != "Name boss" {
		t.Errorf("%d wait, settled are %v", len(waiting()), done)
	}
	if got := r.acts(t); got != "look Name boss, replay Name boss, dismiss Name boss" {
		t.Errorf("noted: %q", got)
	}
	if n := r.said("k0") + r.said("k1"); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
	if err := r.store.Exec(t.Context(), "DELETE FROM quarantine_act"); err == nil {
		t.Error("what was noted can be removed")
	}
}

// said is how many messages of the customer at a conversation stand in the record.
func (r *rig) said(key string) (n int) {
	r.t.Helper()
	if err := r.store.DB.QueryRow("SELECT count(*) FROM message m JOIN session s ON s.id = m.session WHERE m.role = 'customer' AND s.conv_key = $1", key).Scan(&n); err != nil {
		r.t.Fatal(err)
	}
	return n
}

// acts are what was noted about events, in the order of their kinds, with names.
func (r *rig) acts(t *testing.T) string {
	t.Helper()
	rows, err := r.store.DB.Query("SELECT q.act, a.name FROM quarantine_act q JOIN agent a ON a.id = q.who ORDER BY CASE q.act WHEN 'look' THEN 1 WHEN 'replay' THEN 2 ELSE 3 END")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var out []string
	for rows.Next() {
		var act, name string
		if err := rows.Scan(&act, &name); err != nil {
			t.Fatal(err)
		}
		out = append(out, act+" "+name)
	}
	return strings.Join(out, ", ")
}

// TestChannelsNow: how a channel is, as its page shows it: what failed, what waits to leave, what could not be read.
func TestChannelsNow(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.Channels = []Channel{{ID: "tele", Type: "telegram", Name: "Tele"}} })
	boss, chief := r.hire("boss", desk.RankManager), r.hire("chief", desk.RankSupervisor)
	now := func(p *person) map[string]any {
		t.Helper()
		return p.must(200, "GET", "/api/v1/settings/channels", nil).list[0].(map[string]any)
	}
	if got := now(boss); got["asked_at"] != 0.0 || got["failing_since"] != 0.0 {
		t.Errorf("before anybody asked: %v", got)
	}
	r.phone.mu.Lock()
	r.phone.sick = errors.New("401 from bot123456:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")
	r.phone.mu.Unlock()
	if err := r.router.Accept(context.Background(), desk.Raw{Channel: "tele", EventID: "1", Key: "k", Body: []byte("klingon: x")}); err != nil {
		t.Fatal(err)
	}
	r.until("the event to be put aside", func() bool { return now(boss)["aside"] == 1.0 })
	if err := r.watch.Round(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := now(chief)
	if got["failing_since"] == 0.0 || got["words"] != "401 from bot•••" || got["last_inbound_at"] == 0.0 || got["unsent"] != 0.0 {
		t.Errorf("failing: %v", got)
	}
	if got["aside"] != 0.0 {
		t.Errorf("a supervisor is told of %v events that he may not see", got["aside"])
	}
	if r.nobody().must(200, "GET", "/readyz", nil).body["ready"] != true {
		t.Error("a channel that fails makes the desk unready")
	}
}
