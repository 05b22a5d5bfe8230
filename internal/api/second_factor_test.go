package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"firstline/internal/api/people"
	"firstline/internal/api/people/factor"
	"firstline/internal/desk"
	"firstline/internal/store"
)

// factored gives a desk people with second factors.
func factored(policy people.Policy) func(*Options) {
	return func(o *Options) {
		v, err := factor.NewVault([]byte("a key of the tests that is long enough"))
		if err != nil {
			panic(err)
		}
		o.Remember = 7 * 24 * time.Hour
		o.People = people.New(people.Options{Store: o.Sessions.(*store.Store), Vault: v, Factor: policy, Remember: o.Remember})
	}
}

// appCode is an app's code n steps from now.
func appCode(t testing.TB, secret any, n int) string {
	t.Helper()
	code, err := totp.GenerateCode(fmt.Sprint(secret), time.Now().Add(time.Duration(n)*30*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// wears sets up a second factor, from the first request to the recovery codes.
func (p *person) wears() (secret any, recovery []any) {
	p.r.t.Helper()
	b := p.must(200, "POST", "/api/v1/me/second-factor", map[string]any{"password": password}).body
	if b["picture"].(map[string]any)["size"].(float64) < 29 || !strings.HasPrefix(fmt.Sprint(b["url"]), "otpauth://totp/Firstline:"+p.login+"?") {
		p.r.t.Errorf("begun: %v", b)
	}
	codes := p.must(200, "POST", "/api/v1/me/second-factor/confirm", map[string]any{"code": appCode(p.r.t, b["secret"], -1)}).body["codes"].([]any)
	return b["secret"], codes
}

func TestSecondFactorOverHTTP(t *testing.T) {
	t.Parallel()
	r := newRig(t, factored(people.FactorOffered))
	p, boss := r.hire("mei", desk.RankAgent), r.hire("boss", desk.RankAdmin)
	secret, recovery := p.wears()
	if b := p.must(200, "GET", "/api/v1/me/second-factor", nil).body; b["recovery"] != 10. || b["since"] == 0. || b["required"] != false {
		t.Errorf("%v", b)
	}
	q := r.nobody()
	in := map[string]any{"login": "mei", "password": password}
	if a := q.do("POST", "/api/v1/sign-in", in); a.status != 403 || a.code() != "code_needed" || len(a.header.Values("Set-Cookie")) > 0 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	in["code"] = "000000"
	if a := q.do("POST", "/api/v1/sign-in", in); a.status != 422 || a.code() != "wrong_code" || len(a.header.Values("Set-Cookie")) > 0 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	in["code"], in["remember"] = appCode(t, secret, 0), true
	q.must(200, "POST", "/api/v1/sign-in", in)
	if b := q.must(200, "GET", "/api/v1/sign-in", nil).body; b["idle_in_s"] != 0. || b["ends_in_s"].(float64) < 6.9*24*3600 {
		t.Errorf("%v", b)
	}
	devices := q.must(200, "GET", "/api/v1/me/devices", nil).list
	if len(devices) != 1 || devices[0].(map[string]any)["current"] != true {
		t.Fatalf("%v", devices)
	}
	q.must(204, "POST", "/api/v1/sign-out", map[string]any{})
	q.must(200, "POST", "/api/v1/sign-in", map[string]any{"login": "mei", "password": password}) // it is known on
	q.must(204, "DELETE", "/api/v1/me/devices/"+fmt.Sprint(devices[0].(map[string]any)["id"]), nil)
	if a := q.do("POST", "/api/v1/sign-in", map[string]any{"login": "mei", "password": password}); a.code() != "code_needed" {
		t.Errorf("%d %s", a.status, a.raw)
	}

	// An admin sees that there is one, and takes it away; both stand in the history.
	at := "/api/v1/agents/" + string(p.id) + "/second-factor"
	if b := boss.must(200, "GET", at, nil).body; b["since"] == 0. {
		t.Errorf("%v", b)
	}
	boss.must(204, "DELETE", at, nil)
	if a := p.do("GET", "/api/v1/me", nil); a.status != 401 {
		t.Errorf("%d %s", a.status, a.raw)
	}
	p.signIn()
	versions := "/api/v1/settings/documents/people/" + string(p.id) + "/versions"
	if n := len(boss.must(200, "GET", versions, nil).list); n != 3 {
		t.Errorf("%d entries", n)
	}
	if last := boss.must(200, "GET", versions+"/3", nil).body; !strings.Contains(fmt.Sprint(last["body"]), `second_factor: "off"`) || last["who_name"] != "Name boss" {
		t.Errorf("%v", last)
	}

	// And nothing that leaves the desk tells a secret.
	for _, raw := range [][]byte{boss.must(200, "GET", at, nil).raw, boss.must(200, "GET", versions+"/2", nil).raw, boss.must(200, "GET", "/api/v1/agents", nil).raw} {
		for _, s := range append(recovery, secret) {
			if strings.Contains(string(raw), fmt.Sprint(s)) {
				t.Errorf("a secret in %s", raw)
			}
		}
	}
}

// TestOwedFirst: who has to have a second factor can do nothing else before, on any route and no socket.
func TestOwedFirst(t *testing.T) {
	t.Parallel()
	r := newRig(t, factored(people.FactorSupervisors))
	agent, boss := r.hire("mei", desk.RankAgent), r.hire("boss", desk.RankAdmin)
	agent.must(200, "GET", "/api/v1/me", nil)
	if b := boss.must(200, "POST", "/api/v1/sign-in", map[string]any{"login": "boss", "password": password}).body; b["owes"] != true {
		t.Errorf("%v", b)
	}
	shut, open := 0, 0
	for route, n := range r.api.needs {
		method, path, _ := strings.Cut(route, " ")
		if n.open && route != "GET /api/v1/stream" {
			continue
		}
		path = strings.NewReplacer("{id}", string(agent.id), "{agent}", "me", "{n}", "1", "{seq}", "1", "{kind}", "targets", "{name}", "main", "{day}", "2026-08-20").Replace(path)
		a := boss.do(method, path, map[string]any{})
		if n.early {
			open++
			if a.code() == "second_factor_owed" {
				t.Errorf("%s: %s", route, a.raw)
			}
			boss.must(200, "POST", "/api/v1/sign-in", map[string]any{"login": "boss", "password": password}) // one of them is the sign-out
			continue
		}
		if shut++; a.status != http.StatusForbidden || a.code() != "second_factor_owed" {
			t.Errorf("%s: %d %s", route, a.status, a.raw)
		}
	}
	if open != 4 || shut < 100 {
		t.Errorf("%d routes are open, %d are not", open, shut)
	}
	secret, _ := boss.wears()
	boss.must(200, "GET", "/api/v1/me", nil)

	// Taken away where it is required: the sockets end, and it has to be set up again.
	conn := boss.stream()
	boss.must(204, "POST", "/api/v1/me/second-factor/off", map[string]any{"password": password, "code": appCode(t, secret, 0)})
	if got := closeCode(conn); got != 4501 {
		t.Errorf("the socket ends with %d", got)
	}
	if a := boss.do("GET", "/api/v1/me", nil); a.code() != "second_factor_owed" {
		t.Errorf("%d %s", a.status, a.raw)
	}
}

// TestSocketsStayWithTheSignIn: who signs in again in the same browser keeps the sockets of its pages; somebody else does not.
func TestSocketsStayWithTheSignIn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	p := r.hire("mei", desk.RankAgent)
	r.hire("hong", desk.RankAgent)
	conn := p.stream()
	list := p.must(200, "GET", "/api/v1/me/sign-ins", nil).list
	p.signIn()
	again := p.must(200, "GET", "/api/v1/me/sign-ins", nil).list
	if len(again) != 1 || list[0].(map[string]any)["id"] != again[0].(map[string]any)["id"] {
		t.Errorf("%v became %v", list, again)
	}
	// The look at people that tells this one's status also ends the sockets of sign-ins that are gone.
	p.must(200, "POST", "/api/v1/me/status", map[string]string{"status": "online"})
	next(t, conn, "me", func(f map[string]any) bool { return f["me"].(map[string]any)["status"] == "online" })
	p.login = "hong"
	p.signIn()
	if got := closeCode(conn); got != 4501 {
		t.Errorf("code %d", got)
	}
}
