package api

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firstline/internal/desk"
	"firstline/internal/testenv"
)

// explained checks that the day is told in its order, and that the seconds of each turn add up.
func explained(t *testing.T, told map[string]any) {
	t.Helper()
	var what []string
	for _, l := range told["lines"].([]any) {
		what = append(what, l.(map[string]any)["what"].(string))
	}
	want := []string{"wrote", "said", "taken", "replied", "noted", "passed", "taken", "wrote", "replied", "closed"}
	if diff := cmp.Diff(want, what); diff != "" {
		t.Errorf("what happened (-want +got):\n%s", diff)
	}
	turns := told["turns"].([]any)
	for _, x := range turns {
		turn, sum := x.(map[string]any), 0.
		for _, p := range turn["parts"].([]any) {
			sum += p.(map[string]any)["ms"].(float64)
		}
		if turn["end"] != "answered" || sum != turn["whole_ms"] {
			t.Errorf("a turn of %v ms has parts of %v ms: %v", turn["whole_ms"], sum, turn)
		}
	}
	if len(turns) != 2 {
		t.Errorf("%d turns, want 2", len(turns))
	}
}

// TestADay walks through what an agent does all day.
// Shows ORG-06, FCR-01.
func TestADay(t *testing.T) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); aDay(t, newRig(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); aDay(t, rigOn(t, testenv.Postgres(t))) })
}

func aDay(t *testing.T, r *rig) {
	mei := r.hire("mei", desk.RankAgent, "service")
	bo := r.hire("bo", desk.RankAgent, "complaint")
	id := r.writes("web", "k1", "where is my order?")
	at := "/api/v1/sessions/" + id

	list := mei.must(200, "GET", "/api/v1/sessions?view=queue", nil)
	row := list.body["rows"].([]any)[0].(map[string]any)
	if row["id"] != id || row["title"] != "Li Na" || row["due_kind"] != "first" || row["unanswered"] != 1. {
		t.Errorf("row = %v", row)
	}
	mei.must(200, "POST", at+"/take", map[string]any{})
	d := mei.must(200, "GET", at, nil)
	if got := d.body["holder"].(map[string]any)["name"]; got != "Name mei" {
		t.Errorf("holder = %v", got)
	}
	if !strings.Contains(d.body["greeting_script"].(string), "Name mei") || d.body["closing_script"] == "" {
		t.Errorf("scripts: %v / %v", d.body["greeting_script"], d.body["closing_script"])
	}
	if spans := d.body["holders"].([]any); len(spans) != 1 || spans[0].(map[string]any)["reason"] != "taken" {
		t.Errorf("holders = %v", spans)
	}

	answer := map[string]any{"client_id": "c1", "text": "  您好, it is on its way \x00", "seen_version": row["version"]}
	first := mei.must(201, "POST", at+"/replies", answer)
	again := mei.must(200, "POST", at+"/replies", answer)
	if diff := cmp.Diff(first.body, again.body); diff != "" {
		t.Error(diff)
	}
	if a := mei.do("POST", at+"/replies", map[string]any{"client_id": "c1", "text": "something else"}); a.status != 409 || a.code() != "idempotency_key_reused" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	ms := mei.must(200, "GET", at+"/messages", nil).body["messages"].([]any)
	last := ms[len(ms)-1].(map[string]any)
	if last["text"] != "您好, it is on its way" || last["author"].(map[string]any)["id"] != string(mei.id) || last["delivery"] != "sent" {
		t.Errorf("message = %v", last)
	}
	for i := 1; i < len(ms); i++ {
		if ms[i-1].(map[string]any)["seq"].(float64) >= ms[i].(map[string]any)["seq"].(float64) {
			t.Error("messages are not ascending")
		}
	}

	mei.must(201, "POST", at+"/notes", map[string]any{"client_id": "c2", "text": "angry"})
	mei.must(200, "POST", at+"/transfer", map[string]any{"client_id": "c3", "to_group": "complaint", "note": "dispute about 20 yuan"})
	bo.must(200, "POST", at+"/take", nil)
	if a := mei.do("POST", at+"/replies", map[string]any{"client_id": "c4", "text": "me again"}); a.status != 409 || a.code() != "not_holder" {
		t.Errorf("the first-contact owner may look, not answer: %d %s", a.status, a.raw)
	}
	r.writes("web", "k1", "still there?")
	if a := bo.do("POST", at+"/close", map[string]any{"client_id": "c5", "outcome": "solved"}); a.status != 409 || a.code() != "unanswered" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	bo.must(201, "POST", at+"/replies", map[string]any{"client_id": "c6", "text": "您好, yes"})
	bo.must(200, "POST", at+"/close", map[string]any{"client_id": "c7", "outcome": "solved", "category": "pay"})
	bo.must(200, "POST", at+"/close", map[string]any{"client_id": "c7", "outcome": "solved", "category": "pay"})
	closed := bo.must(200, "GET", at, nil).body
	if closed["phase"] != "closed" || closed["outcome"] != "solved" || closed["category"] != "pay" {
		t.Errorf("closed = %v", closed)
	}
	var spans []string
	for _, s := range closed["holders"].([]any) {
		s := s.(map[string]any)
		spans = append(spans, fmt.Sprint(s["name"], " ", s["reason"], " ended:", s["to"] != 0.))
	}
	if diff := cmp.Diff([]string{"Name mei taken ended:true", "Name bo taken ended:true"}, spans); diff != "" {
		t.Error(diff)
	}
	explained(t, bo.must(200, "GET", at+"/explain?locale=en", nil).body)
	for _, p := range []*person{mei, bo} { // one owned it, one held it last
		rows := p.must(200, "GET", "/api/v1/sessions?view=closed", nil).body["rows"].([]any)
		if len(rows) != 1 {
			t.Errorf("%s sees %d closed sessions", p.login, len(rows))
		}
	}
}

func TestTroubleIsResolved(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	id := r.writes("tele", "k1", "hello")
	at := "/api/v1/sessions/" + id
	mei.must(200, "POST", at+"/take", nil)
	r.phone.mu.Lock()
	r.phone.fail = context.DeadlineExceeded // ambiguous: it may have arrived
	r.phone.mu.Unlock()
	seq := mei.must(201, "POST", at+"/replies", map[string]any{"client_id": "c1", "text": "您好"}).body["seq"].(float64)
	r.until("the trouble to show", func() bool { return mei.must(200, "GET", at, nil).body["delivery_trouble"] == true })
	path := fmt.Sprintf("%s/messages/%d/resolve", at, int64(seq))
	if a := mei.do("POST", path, map[string]any{"as": "ignore"}); a.status != 422 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	mei.must(200, "POST", path, map[string]any{"as": "delivered"})
	if a := mei.do("POST", path, map[string]any{"as": "delivered"}); a.status != 409 || a.code() != "not_in_trouble" {
		t.Errorf("%d %s", a.status, a.raw)
	}
}

// TestSupervisorTakesOver shows ORG-05.
func TestSupervisorTakesOver(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei, bo := r.hire("mei", desk.RankAgent, "service"), r.hire("bo", desk.RankAgent, "service")
	sue := r.hire("sue", desk.RankSupervisor)
	at := "/api/v1/sessions/" + r.writes("web", "k1", "hello")
	mei.must(200, "POST", at+"/take", nil)
	if a := bo.do("POST", at+"/take", nil); a.status != 404 {
		t.Errorf("a colleague's session is not there to take: %d %s", a.status, a.raw)
	}
	sue.must(200, "POST", at+"/take", nil)
	sue.must(200, "POST", at+"/return", map[string]any{"reason": "back to the group"})
	bo.must(200, "POST", at+"/take", nil)
	if a := mei.do("POST", at+"/return", map[string]any{}); a.status != 404 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	sue.must(200, "POST", at+"/transfer", map[string]any{"client_id": "t1", "to_agent": mei.id, "note": "yours"})
	if got := mei.must(200, "GET", at, nil).body["holder"].(map[string]any)["id"]; got != string(mei.id) {
		t.Errorf("holder = %v", got)
	}
	for want, body := range map[string]map[string]any{
		"target":        {"client_id": "t2", "note": "n"},
		"no_such_group": {"client_id": "t2", "note": "n", "to_group": "nowhere"},
		"no_such_agent": {"client_id": "t2", "note": "n", "to_agent": "nobody"},
		"empty_text":    {"client_id": "t2", "note": "  ", "to_group": "order"},
		"client_id":     {"note": "n", "to_group": "order"},
		"invalid":       {"client_id": "t2", "to_group": "order"},
	} {
		if a := sue.do("POST", at+"/transfer", body); a.status != 422 || a.code() != want {
			t.Errorf("want %s: %d %s", want, a.status, a.raw)
		}
	}
}

func TestIdempotencyKeyMayBeAHeader(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	at := "/api/v1/sessions/" + r.writes("web", "k1", "hello")
	mei.must(200, "POST", at+"/take", nil)
	text := map[string]any{"text": "您好"}
	if a := mei.do("POST", at+"/replies", text, "Idempotency-Key", "h1"); a.status != 201 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	if a := mei.do("POST", at+"/replies", text, "Idempotency-Key", "h1"); a.status != 200 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	for _, k := range []string{"", "two words", "h2"} {
		if a := mei.do("POST", at+"/replies", map[string]any{"text": "x", "client_id": map[bool]string{true: "other"}[k == "h2"]}, "Idempotency-Key", k); a.status != 422 || a.code() != "client_id" {
			t.Errorf("%q: %d %s", k, a.status, a.raw)
		}
	}
}

func TestPagesOverHTTP(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	sue := r.hire("sue", desk.RankSupervisor)
	for i := range 7 {
		r.writes("web", fmt.Sprint("k", i), fmt.Sprint("hello ", i))
	}
	seen := map[string]bool{}
	cursor := ""
	for pages := 1; ; pages++ {
		p := sue.must(200, "GET", "/api/v1/sessions?view=all&limit=3&cursor="+cursor, nil).body
		for _, row := range p["rows"].([]any) {
			seen[row.(map[string]any)["id"].(string)] = true
		}
		if cursor = p["next"].(string); cursor == "" {
			if pages != 3 || len(seen) != 7 {
				t.Errorf("%d pages, %d sessions", pages, len(seen))
			}
			break
		}
	}
	if a := sue.do("GET", "/api/v1/sessions?view=all&cursor=nonsense", nil); a.status != 422 || a.code() != "cursor" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	at := "/api/v1/sessions/" + r.writes("web", "k0", "one more")
	all := sue.must(200, "GET", at+"/messages", nil).body["messages"].([]any)
	lastSeq := all[len(all)-1].(map[string]any)["seq"].(float64)
	page := sue.must(200, "GET", fmt.Sprintf("%s/messages?before_seq=%d&limit=1", at, int64(lastSeq)), nil).body["messages"].([]any)
	if len(page) != 1 || page[0].(map[string]any)["seq"].(float64) != lastSeq-1 {
		t.Errorf("page = %v", page)
	}
}
