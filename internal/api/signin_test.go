package api

import (
	"context"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"

	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

func TestSetupOverHTTP(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	boss := r.nobody()
	if b := boss.must(200, "GET", "/api/v1/boot", nil).body; b["setup_needed"] != true || b["organisation"] != "Acme" || b["demo"] != false {
		t.Errorf("boot = %v", b)
	}
	path, needed, err := r.people.SetupLink(context.Background())
	if err != nil || !needed {
		t.Fatal(needed, err)
	}
	token := strings.TrimPrefix(path, "/setup#token=")
	weak := map[string]string{"token": token, "login": "boss", "name": "Boss", "password": "short"}
	if a := boss.do("POST", "/api/v1/setup", weak); a.status != 422 || a.code() != "weak_password" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	weak["password"] = password
	boss.must(204, "POST", "/api/v1/setup", weak)
	me := boss.must(200, "GET", "/api/v1/me", nil).body
	if me["rank"] != "admin" || me["login"] != "boss" || me["status"] != "offline" {
		t.Errorf("me = %v", me)
	}
	if b := boss.must(200, "GET", "/api/v1/boot", nil).body; b["setup_needed"] != false {
		t.Errorf("boot = %v", b)
	}
	if a := r.nobody().do("POST", "/api/v1/setup", weak); a.status != 403 || a.code() != "setup_token" {
		t.Errorf("the link works twice: %d %s", a.status, a.raw)
	}
}

// TestCookies: a sign-in goes with the browser's session, unless the browser is remembered.
func TestCookies(t *testing.T) {
	t.Parallel()
	const open, shut = "firstline_%s=…; Path=/%s; HttpOnly; SameSite=Lax", "__Host-firstline_%s=…; Path=/%s; HttpOnly; Secure; SameSite=Lax"
	for url, shape := range map[string]string{"": open, "http://10.0.0.1:8080": open, "https://desk.example": shut} {
		r := newRig(t, func(o *Options) { o.PublicURL = url }, factored(people.FactorOffered))
		p := r.nobody()
		p.login = "mei"
		r.hire("mei", desk.RankAgent)
		a := p.do("POST", "/api/v1/sign-in", map[string]any{"login": "mei", "password": password})
		if diff := cmp.Diff([]string{fmt.Sprintf(shape, "session", "")}, cookiesOf(a)); diff != "" {
			t.Errorf("%q: %s", url, diff)
		}
		if me, _ := a.body["me"].(map[string]any); me["login"] != "mei" {
			t.Errorf("body = %s", a.raw)
		}
		if hsts := a.header.Get("Strict-Transport-Security"); (hsts != "") != strings.HasPrefix(url, "https:") {
			t.Errorf("%q: HSTS %q", url, hsts)
		}
		a = p.do("POST", "/api/v1/sign-in", map[string]any{"login": "mei", "password": password, "remember": true})
		if diff := cmp.Diff([]string{fmt.Sprintf(shape, "session", "; Max-Age=…"), fmt.Sprintf(shape, "device", "; Max-Age=…")}, cookiesOf(a)); diff != "" {
			t.Errorf("%q, remembered: %s", url, diff)
		}
	}
}

// cookiesOf are the cookies of an answer without what is new each time.
func cookiesOf(a reply) []string {
	var out []string
	for _, c := range a.header.Values("Set-Cookie") {
		parts := strings.Split(c, "; ")
		for i, part := range parts {
			if k, _, ok := strings.Cut(part, "="); ok && (i == 0 || k == "Max-Age") {
				parts[i] = k + "=…"
			}
		}
		out = append(out, strings.Join(parts, "; "))
	}
	return out
}

func TestWrongAndUnknownLookTheSame(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.hire("mei", desk.RankAgent)
	gone := r.hire("gone", desk.RankAgent)
	boss := r.hire("boss", desk.RankAdmin)
	boss.must(200, "PATCH", "/api/v1/agents/"+string(gone.id), map[string]any{"disabled": true})
	var bodies []string
	for login, pw := range map[string]string{"mei": "wrong", "nobody": "wrong", "gone": password} {
		a := r.nobody().do("POST", "/api/v1/sign-in", map[string]string{"login": login, "password": pw})
		if a.status != 401 || a.code() != "wrong_credentials" || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %d %s", login, a.status, a.raw)
		}
		bodies = append(bodies, string(a.raw))
	}
	if bodies[0] != bodies[1] || bodies[1] != bodies[2] {
		t.Errorf("the answers differ: %q", bodies)
	}
}

// TestSpoofedSources guesses from invented addresses: without a trusted proxy they count as one (S-AU3).
func TestSpoofedSources(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	judged, begin := 0, time.Now()
	for i := range 300 {
		a := r.nobody().do("POST", "/api/v1/sign-in", map[string]string{"login": fmt.Sprint("u", i), "password": "guess"},
			"X-Forwarded-For", fmt.Sprintf("10.0.%d.%d", i/250, i%250), "X-Real-IP", "10.9.9.9", "Forwarded", "for=10.8.8.8")
		switch {
		case a.status == 401:
			judged++
		case a.status != 429 || a.code() != "locked" || a.header.Get("Retry-After") == "" || a.body["retry_after_s"].(float64) < 1:
			t.Fatalf("%d %s", a.status, a.raw)
		}
	}
	if judged > 21+int(time.Since(begin)/(10*time.Second)) { // one more each ten seconds
		t.Errorf("%d guesses were judged", judged)
	}
}

func TestSource(t *testing.T) {
	t.Parallel()
	trusted := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"},
		{"192.0.2.1:5", "1.1.1.1", "192.0.2.1"},
		{"10.0.0.1:5", "1.1.1.1", "1.1.1.1"},
		{"10.0.0.1:5", "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"},
		{"10.0.0.1:5", "6.6.6.6, nonsense", "10.0.0.1"},
		{"10.0.0.1:5", "", "10.0.0.1"},
		{"[fd00::1]:5", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"},
		{"[::ffff:10.0.0.1]:5", "1.1.1.1", "1.1.1.1"},
		{"[2001:db8:1:2:ffff::1]:5", "", "2001:db8:1:2::/64"},
		{"nonsense", "1.1.1.1", "unknown"},
	} {
		r := &http.Request{RemoteAddr: c.peer, Header: http.Header{"X-Forwarded-For": {c.forwarded}}}
		if got := source(r, trusted); got != c.want {
			t.Errorf("%s for %q: %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}

// TestSocketsEndWithTheSignIn: whatever ends a sign-in ends its sockets on every node within a second (S-AU2).
func TestSocketsEndWithTheSignIn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	other := r.secondHub()
	boss := r.hire("boss", desk.RankAdmin)
	for name, c := range map[string]struct {
		act  func(p *person)
		code int
	}{
		"sign-out": {func(p *person) { p.must(204, "POST", "/api/v1/sign-out", map[string]any{}) }, 4501},
		"revoked by himself": {func(p *person) {
			list := p.must(200, "GET", "/api/v1/me/sign-ins", nil).list
			if len(list) != 1 || list[0].(map[string]any)["current"] != true {
				t.Errorf("sign-ins = %v", list)
			}
			p.must(204, "DELETE", "/api/v1/me/sign-ins/"+list[0].(map[string]any)["id"].(string), nil)
		}, 4501},
		"disabled":     {func(p *person) { boss.changes(p, "disabled", true) }, 4502},
		"new rank":     {func(p *person) { boss.changes(p, "rank", "lead") }, 4501},
		"new password": {func(p *person) { boss.changes(p, "password", "another good one") }, 4501},
	} {
		p := r.hire("p-"+strings.ReplaceAll(name, " ", "-"), desk.RankAgent)
		here, there := p.stream(), p.streamOn(other)
		begin := time.Now()
		c.act(p)
		for _, conn := range []*websocket.Conn{here, there} {
			if got := closeCode(conn); got != c.code {
				t.Errorf("%s: code %d, want %d", name, got, c.code)
			}
		}
		if d := time.Since(begin); d > time.Second {
			t.Errorf("%s: the sockets lived on for %s", name, d)
		}
		if a := p.do("GET", "/api/v1/me", nil); a.status != 401 || a.code() != "signed_out" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
}

func (p *person) changes(o *person, field string, v any) {
	p.r.t.Helper()
	p.must(200, "PATCH", "/api/v1/agents/"+string(o.id), map[string]any{field: v})
}

// secondHub is another node's, on the same record and live store; it never hears of people but by its own looks.
func (r *rig) secondHub() *rig {
	r.t.Helper()
	h := inbox.New(inbox.Options{Store: r.store, Live: deafTo{r.live}, Contacts: r.contacts, Node: "n2", Recheck: 200 * time.Millisecond})
	second := &rig{t: r.t, store: r.store, live: r.live, people: r.people, router: r.router, hub: h}
	second.api = New(Options{People: r.people, Hub: h, Router: r.router})
	second.runHub()
	return second
}

func TestPasswordChangeKeepsOnlyThisSignIn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	p := r.hire("mei", desk.RankAgent)
	q := r.nobody()
	q.login = "mei"
	q.signIn()
	p.must(204, "POST", "/api/v1/me/password", map[string]string{"current": password, "password": "another good one"})
	p.must(200, "GET", "/api/v1/me", nil)
	if a := q.do("GET", "/api/v1/me", nil); a.status != 401 {
		t.Errorf("%d %s", a.status, a.raw)
	}
}

func TestStatusIsTold(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	p := r.hire("mei", desk.RankAgent, "service")
	p.stream()
	if me := p.must(200, "POST", "/api/v1/me/status", map[string]string{"status": "online"}).body; me["status"] != "online" {
		t.Errorf("me = %v", me)
	}
	r.until("the group to have a free place", func() bool {
		g := p.must(200, "GET", "/api/v1/groups", nil).list[0].(map[string]any)
		return g["id"] == "service" && g["name"] == "客服组" && g["online"] == 1. && g["free"] == 5.
	})
	if a := p.do("POST", "/api/v1/me/status", map[string]string{"status": "asleep"}); a.status != 422 {
		t.Errorf("%d %s", a.status, a.raw)
	}
}
