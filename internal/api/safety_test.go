package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"firstline/internal/desk"
)

// TestNothingOfOthersOverHTTP crawls everything that an agent of another group can read for a canary (S-AZ2).
func TestNothingOfOthersOverHTTP(t *testing.T) {
	t.Parallel()
	const canary = "CANARY-91c2"
	r := newRig(t)
	spy, dep := r.hire("spy", desk.RankAgent, "complaint"), r.hire("dep", desk.RankDepartment, "complaint")
	mei := r.hire("mei", desk.RankAgent, "service")
	var ids []string
	for i := range 4 {
		id := r.writes("web", fmt.Sprint(canary, i), canary)
		ids = append(ids, id)
		if i == 0 {
			continue // stays in the queue of another group
		}
		at := "/api/v1/sessions/" + id
		mei.must(200, "POST", at+"/take", nil)
		mei.must(201, "POST", at+"/replies", map[string]any{"client_id": "a", "text": "您好 " + canary})
		mei.must(201, "POST", at+"/notes", map[string]any{"client_id": "b", "text": canary})
		if i == 2 {
			mei.must(200, "POST", at+"/close", map[string]any{"client_id": "c", "outcome": "solved", "category": "pay", "closing_text": canary})
		}
	}
	for _, p := range []*person{spy, dep} {
		paths := []string{"/boot", "/me", "/me/sign-ins", "/agents", "/groups"}
		for _, view := range []string{"mine", "queue", "closed", "all"} {
			paths = append(paths, "/sessions?limit=200&view="+view)
		}
		for _, id := range ids {
			paths = append(paths, "/sessions/"+id, "/sessions/"+id+"/messages", "/sessions/"+id+"/messages?before_seq=3")
		}
		for _, path := range paths {
			if a := p.do("GET", "/api/v1"+path, nil); strings.Contains(string(a.raw), canary) {
				t.Errorf("%s reads %s", p.login, path)
			}
		}
		for _, id := range ids {
			for _, what := range []string{"replies", "notes", "take", "return", "transfer", "close", "messages/1/resolve", "messages/1/edit", "messages/1/recall"} {
				a := p.do("POST", "/api/v1/sessions/"+id+"/"+what, map[string]any{"client_id": "z", "text": "t", "note": "n", "to_group": "complaint", "outcome": "solved", "as": "resend"})
				if a.status < 400 || strings.Contains(string(a.raw), canary) {
					t.Errorf("%s does %s: %d %s", p.login, what, a.status, a.raw)
				}
			}
		}
	}
}

func TestCrossSiteRequestsAreRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) { o.PublicURL = "http://desk.example" })
	p := r.hire("mei", desk.RankAgent)
	status := map[string]string{"status": "away"}
	for _, h := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
		{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
	} {
		if a := p.do("POST", "/api/v1/me/status", status, h...); a.status != 403 || a.code() != "cross_origin" {
			t.Errorf("%v: %d %s", h, a.status, a.raw)
		}
		if a := p.do("GET", "/api/v1/me", nil, h...); a.status != 200 {
			t.Errorf("%v: a GET has no effects and needs no check: %d", h, a.status)
		}
	}
	for _, h := range [][]string{{"Sec-Fetch-Site", "same-origin"}, {"Origin", r.srv.URL}, {"Origin", "http://desk.example", "Sec-Fetch-Site", "cross-site"}, {}} {
		if a := p.do("POST", "/api/v1/me/status", status, h...); a.status != 200 {
			t.Errorf("%v: %d %s", h, a.status, a.raw)
		}
	}
	for _, ct := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
		if a := p.do("POST", "/api/v1/me/status", `{"status":"away"}`, "Content-Type", ct); a.status != 415 {
			t.Errorf("%s, as a form can send it: %d %s", ct, a.status, a.raw)
		}
	}
}

func TestBadRequestsAreNamed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	boss := r.hire("boss", desk.RankAdmin)
	person := func(extra string) string {
		return `{"login":"x","name":"X","password":"canary-password","rank":"agent"` + extra + `}`
	}
	for name, c := range map[string]struct {
		method, path, body string
		status             int
		code               string
	}{
		"no JSON":        {"POST", "/api/v1/agents", `{`, 400, "bad_request"},
		"no body":        {"POST", "/api/v1/agents", ``, 400, "bad_request"},
		"too deep":       {"POST", "/api/v1/agents", strings.Repeat(`[`, 65) + strings.Repeat(`]`, 65), 400, "bad_request"},
		"very deep":      {"POST", "/api/v1/agents", strings.Repeat(`{"a":`, 40_000), 400, "bad_request"},
		"too large":      {"POST", "/api/v1/agents", `"` + strings.Repeat("x", bodyMost) + `"`, 413, "too_large"},
		"an array":       {"POST", "/api/v1/agents", `[]`, 422, "invalid"},
		"mass assigned":  {"POST", "/api/v1/agents", person(`,"epoch":7`), 422, "invalid"},
		"load":           {"POST", "/api/v1/agents", person(`,"load":-5`), 422, "invalid"},
		"disabled":       {"POST", "/api/v1/agents", person(`,"disabled":false`), 422, "invalid"},
		"wrong rank":     {"POST", "/api/v1/agents", person(`,"rank":"emperor"`), 422, "invalid"},
		"wrong type":     {"POST", "/api/v1/agents", person(`,"capacity":"many"`), 422, "invalid"},
		"unknown group":  {"POST", "/api/v1/agents", person(`,"groups":["nowhere"]`), 422, "groups"},
		"no such route":  {"GET", "/api/v1/secrets", ``, 404, "not_found"},
		"no such agent":  {"PATCH", "/api/v1/agents/00000000-0000-0000-0000-000000000000", `{"name":"x"}`, 404, "not_found"},
		"bad agent id":   {"PATCH", "/api/v1/agents/%00", `{"name":"x"}`, 400, "bad_address"},
		"bad session id": {"GET", "/api/v1/sessions/a%00b", ``, 400, "bad_address"},
		"bad view":       {"GET", "/api/v1/sessions?view=secrets", ``, 422, "invalid"},
		"bad limit":      {"GET", "/api/v1/sessions?limit=100000", ``, 422, "invalid"},
	} {
		var body any = c.body
		if c.body == "" {
			body = nil
		}
		a := boss.do(c.method, c.path, body)
		if a.status != c.status || a.code() != c.code {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
		if ct := a.header.Get("Content-Type"); ct != "application/problem+json" {
			t.Errorf("%s: content type %q", name, ct)
		}
		if strings.Contains(string(a.raw), "canary-password") || strings.Contains(string(a.raw), "xxxx") {
			t.Errorf("%s: the answer repeats what was sent", name)
		}
		if a.status == 422 && a.code() == "invalid" && len(a.body["errors"].([]any)) == 0 {
			t.Errorf("%s: nobody says what is wrong", name)
		}
	}
}

func TestEveryAnswerIsHardened(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	p := r.hire("mei", desk.RankAgent)
	want := map[string]string{"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox", "Cross-Origin-Resource-Policy": "same-origin"}
	for _, a := range []reply{p.do("GET", "/api/v1/me", nil), r.nobody().do("GET", "/api/v1/me", nil), p.do("GET", "/api/nothing", nil),
		p.do("GET", "/api/openapi.json", nil), p.do("POST", "/api/v1/me/status", map[string]string{"status": "?"})} {
		got := map[string]string{}
		for k := range want {
			got[k] = a.header.Get(k)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if o := a.header.Get("Access-Control-Allow-Origin"); o != "" {
			t.Errorf("CORS for %s", o)
		}
	}
}

func TestReadiness(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *Options) {
		o.Checks = []Check{
			{"record", func(context.Context) error { return nil }},
			{"live store", func(context.Context) error {
				return desk.Because(desk.Unavailable, "away", "Redis does not answer", errors.New("secret:pw@host"))
			}},
			{"network", func(context.Context) error { return errors.New("token 123") }},
		}
	})
	a := r.nobody().do("GET", "/readyz", nil)
	want := map[string]any{"ready": false, "missing": []any{map[string]any{"check": "live store", "detail": "Redis does not answer"}, map[string]any{"check": "network", "detail": "not ready"}}}
	if diff := cmp.Diff(want, a.body); a.status != 503 || diff != "" {
		t.Errorf("%d %s", a.status, diff)
	}
	if a := r.nobody().do("GET", "/livez", nil); a.status != 200 {
		t.Errorf("%d", a.status)
	}
	if a := newRig(t).nobody().do("GET", "/readyz", nil); a.status != 200 || a.body["ready"] != true {
		t.Errorf("%d %s", a.status, a.raw)
	}
}

func TestPanicsAreAnswered(t *testing.T) {
	t.Parallel()
	core, logs := observer.New(zapcore.DebugLevel)
	r := newRig(t, func(o *Options) {
		o.Log = zap.New(core)
		o.Web = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") })
	})
	if a := r.nobody().do("GET", "/", nil); a.status != 500 || a.code() != "internal" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	if logs.FilterMessage("a request panicked").Len() != 1 {
		t.Error("nobody wrote it down")
	}
	r.nobody().must(200, "GET", "/livez", nil)
}

func TestTheRecordIsAway(t *testing.T) {
	t.Parallel()
	core, logs := observer.New(zapcore.ErrorLevel)
	r := newRig(t, func(o *Options) { o.Log = zap.New(core) })
	p := r.hire("mei", desk.RankAgent)
	_ = r.store.DB.Close()
	for _, path := range []string{"/api/v1/me", "/api/v1/boot"} {
		if a := p.do("GET", path, nil); a.status != 503 || a.header.Get("Retry-After") == "" || strings.Contains(string(a.raw), "sql") {
			t.Errorf("%s: %d %s", path, a.status, a.raw)
		}
	}
	if logs.Len() != 2 {
		t.Errorf("%d lines in the log, want one a failure", logs.Len())
	}
}

// TestLogsHoldNoSecrets pushes secrets through every door and looks for them in the log (S-PI1).
func TestLogsHoldNoSecrets(t *testing.T) {
	t.Parallel()
	const canary = "CANARY-55aa"
	core, logs := observer.New(zapcore.DebugLevel)
	r := newRig(t, func(o *Options) { o.Log = zap.New(core) })
	p := r.hire("mei", desk.RankAgent, "service")
	at := "/api/v1/sessions/" + r.writes("web", "k", canary)
	p.must(200, "POST", at+"/take", nil)
	for _, body := range []map[string]any{{"client_id": "a", "text": canary}, {"text": canary}, {"client_id": "a", "text": canary + "2"}} {
		p.do("POST", at+"/replies", body)
	}
	p.do("POST", "/api/v1/sign-in", map[string]any{"login": canary, "password": canary})
	p.do("POST", "/api/v1/setup", map[string]any{"token": canary, "login": canary, "name": canary, "password": canary})
	p.do("GET", "/api/v1/me", nil, "Cookie", "firstline_session="+canary)
	_ = r.store.DB.Close()
	p.do("POST", at+"/replies", map[string]any{"client_id": "b", "text": canary})
	p.do("POST", "/api/v1/sign-in", map[string]any{"login": canary, "password": canary})
	for _, line := range logs.All() {
		if text := fmt.Sprint(line.Message, line.ContextMap()); strings.Contains(text, canary) {
			t.Errorf("the log says %s", text)
		}
	}
}
