package api

import (
	"fmt"
	"testing"

	"firstline/internal/desk"
	"firstline/internal/testenv/record"
)

// lot sends an order about sessions and gives each one's outcome: ok, again, or the code of its refusal.
func (p *person) lot(id string, order obj, sessions ...string) []string {
	p.r.t.Helper()
	named := []obj{}
	for _, s := range sessions {
		named = append(named, obj{"id": s})
	}
	body := obj{"client_id": id, "sessions": named}
	for k, v := range order {
		body[k] = v
	}
	return outcomes(p.must(200, "POST", "/api/v1/bulk", body))
}

func outcomes(a reply) []string {
	var out []string
	for _, one := range a.body["results"].([]any) {
		r := one.(obj)
		switch problem, refused := r["problem"].(obj); {
		case refused:
			out = append(out, fmt.Sprint(problem["code"]))
		case r["again"] == true:
			out = append(out, "again")
		default:
			out = append(out, fmt.Sprint("ok ", r["ok"]))
		}
	}
	return out
}

func (r *rig) phase(id string) (phase, holder string, version int64) {
	r.t.Helper()
	if err := r.store.DB.QueryRow("SELECT phase, holder, version FROM session WHERE id = $1", id).Scan(&phase, &holder, &version); err != nil {
		r.t.Fatal(err)
	}
	return phase, holder, version
}

// TestBulkPartly plays a supervisor's and an agent's lots on both databases: what can be done is done, what cannot is named with its
// reason, and the same request again changes nothing (ui.md 1.6).
func TestBulkPartly(t *testing.T) {
	t.Parallel()
	record.Each(t, func(t *testing.T, dsn string) { bulkPartly(t, rigOn(t, dsn)) })
}

func bulkPartly(t *testing.T, r *rig) {
	mei, bo, sue := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service"), r.hire("sue", desk.RankSupervisor)
	a, b, c := r.writes("web", "ka", "在吗"), r.writes("web", "kb", "运费"), r.writes("web", "kc", "退货")
	bo.must(200, "POST", "/api/v1/sessions/"+c+"/take", nil)
	same := func(what string, got []string, want ...string) {
		t.Helper()
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}

	take := obj{"act": "take"}
	same("taken", mei.lot("t1", take, a, b, c, "no-such-session"), "ok true", "ok true", "not_found", "not_found")
	same("taken again", mei.lot("t1", take, a, b, c), "again", "again", "not_found")
	same("the next request", mei.lot("t2", take, a), "already_yours")
	if a := mei.do("POST", "/api/v1/bulk", obj{"client_id": "t1", "act": "star", "sessions": []obj{{"id": b}}}); a.status != 409 || a.code() != "idempotency_key_reused" {
		t.Errorf("another order under that id: %d %s", a.status, a.code())
	}

	same("a first reply is owed", mei.lot("n1", obj{"act": "no_reply"}, a, b), "first_owed", "first_owed")
	for _, id := range []string{a, b} {
		mei.must(201, "POST", "/api/v1/sessions/"+id+"/replies", obj{"client_id": "hi", "text": "您好，请讲"})
	}
	r.writes("web", "ka", "好的")
	before := mei.must(200, "GET", "/api/v1/sessions/"+a, nil).body["version"]
	seen := obj{"client_id": "n2", "act": "no_reply", "sessions": []obj{{"id": a, "seen_version": before}, {"id": b, "seen_version": 1}}}
	same("only what waits", outcomes(mei.must(200, "POST", "/api/v1/bulk", seen)), "ok true", "nothing_owed")
	same("taken back", mei.lot("u1", obj{"act": "undo_no_reply"}, a), "ok true")
	same("not twice", mei.lot("u1", obj{"act": "undo_no_reply"}, a), "again")
	r.writes("web", "ka", "那退货呢")
	seen["client_id"] = "n3"
	same("the customer has written since", outcomes(mei.must(200, "POST", "/api/v1/bulk", seen)), "customer_wrote", "nothing_owed")

	unread := obj{"client_id": "c0", "act": "close", "close": obj{"outcome": "invalid", "skip_closing_reason": "invalid", "feedback": "none"}, "sessions": []obj{{"id": a, "seen_version": before}}}
	same("nobody closes over a question that came since", outcomes(mei.must(200, "POST", "/api/v1/bulk", unread)), "customer_wrote")

	same("starred", mei.lot("s1", obj{"act": "star"}, a, b), "ok true", "ok true")
	mei.must(204, "PUT", "/api/v1/sessions/"+b+"/star", obj{"star": false})
	same("the lost answer asked for once more", mei.lot("s1", obj{"act": "star"}, a, b), "again", "again")
	if all := mei.must(200, "GET", "/api/v1/me/stars", nil).body["stars"].([]any); len(all) != 1 {
		t.Errorf("%d stars: what was taken away since has come back", len(all))
	}

	shut := obj{"act": "close", "close": obj{"outcome": "solved", "feedback": "none"}}
	same("closed as far as the rules allow", mei.lot("c1", shut, a, b, c), "unanswered", "ok true", "not_found")
	r.until("the closing to leave", func() bool { p, _, _ := r.phase(b); return p == "closed" })
	_, _, version := r.phase(b)
	same("again", mei.lot("c1", shut, b, a), "again", "unanswered")
	if _, _, now := r.phase(b); now != version {
		t.Errorf("a repetition has moved the session from version %d to %d", version, now)
	}

	give := obj{"act": "transfer", "transfer": obj{"to_group": "order", "note": "请查订单"}}
	same("an agent gives what the agent has", bo.lot("g1", give, a, c), "not_found", "ok true")
	same("a supervisor what anybody has", sue.lot("g2", give, a, b), "ok true", "session_closed")
	same("who does not see it any more learns that it is done", bo.lot("g1", give, c), "again")
	if _, holder, _ := r.phase(a); holder != "" {
		t.Errorf("%s still has it", holder)
	}
}

// TestBulkRefusedAsAWhole: what is wrong for every session is refused before anything is done.
func TestBulkRefusedAsAWhole(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, ida := r.hire("mei", desk.RankAgent, "service"), r.hire("ida", desk.RankInspector)
	id := r.writes("web", "ka", "在吗")
	one := []obj{{"id": id}}
	many := make([]obj, 101)
	for i := range many {
		many[i] = obj{"id": fmt.Sprint("s", i)}
	}
	for what, c := range map[string]struct {
		who  *person
		body obj
		want int
	}{
		"no id of its own":          {mei, obj{"act": "take", "sessions": one}, 422},
		"no sessions":               {mei, obj{"client_id": "x", "act": "take", "sessions": []obj{}}, 422},
		"too many":                  {mei, obj{"client_id": "x", "act": "take", "sessions": many}, 422},
		"an unknown act":            {mei, obj{"client_id": "x", "act": "burn", "sessions": one}, 422},
		"a transfer to nowhere":     {mei, obj{"client_id": "x", "act": "transfer", "sessions": one}, 422},
		"a close without an ending": {mei, obj{"client_id": "x", "act": "close", "sessions": one}, 422},
		"an ending for a take":      {mei, obj{"client_id": "x", "act": "take", "close": obj{"outcome": "solved"}, "sessions": one}, 422},
		"a tag without one":         {mei, obj{"client_id": "x", "act": "tag", "tag": " ", "sessions": one}, 422},
		"who may not serve":         {ida, obj{"client_id": "x", "act": "take", "sessions": one}, 403},
		"who may look, and stars":   {ida, obj{"client_id": "y", "act": "star", "sessions": one}, 200},
	} {
		if a := c.who.do("POST", "/api/v1/bulk", c.body); a.status != c.want {
			t.Errorf("%s: %d, want %d: %s", what, a.status, c.want, a.raw)
		}
	}
	if phase, holder, _ := r.phase(id); phase != "queued" || holder != "" {
		t.Errorf("it is %s with %q", phase, holder)
	}
}

// TestBulkTags: customers get a tag each, in their profile (CUS-08).
func TestBulkTags(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	a, b := r.writes("web", "ka", "在吗"), r.writes("web", "kb", "在吗")
	mei.must(200, "POST", "/api/v1/sessions/"+a+"/take", nil)
	if got := mei.lot("t1", obj{"act": "tag", "tag": "批发"}, a, b); fmt.Sprint(got) != "[ok true not_your_customer]" {
		t.Errorf("tagged: %v", got)
	}
	for _, f := range mei.must(200, "GET", "/api/v1/sessions/"+a+"/profile", nil).body["fields"].([]any) {
		if f := f.(obj); f["field"] == "tag" && len(f["values"].([]any)) != 1 {
			t.Errorf("tags: %v", f["values"])
		}
	}
}
