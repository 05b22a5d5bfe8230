package api

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"firstline/channels/webhook"
	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/openid"
	"firstline/internal/testenv"
	"firstline/internal/testenv/provider"
)

// outside is where browsers find the desk; the tests take them to its real address.
const outside = "http://127.0.0.1:1"

const callback = "/api/v1/sign-in/sso/corp/callback"

func corp(t testing.TB) *provider.Provider {
	t.Helper()
	said := func(login string, verified bool) provider.Claims {
		return provider.Claims{"email": login + "@example.org", "email_verified": verified, "name": "Name " + login}
	}
	taken := said("mei", true)
	return provider.Start(t, map[string]provider.Claims{"mei": said("mei", true), "li": said("li", false), "gone": said("gone", true), "new": said("new", true), "mei2": taken}, outside+callback)
}

// at adds the provider to a desk, as cmd/firstline does it.
func at(t testing.TB, issuer string, u people.Unknown) func(*Options) {
	return func(o *Options) {
		client := webhook.Caller(true)
		t.Cleanup(client.CloseIdleConnections)
		seals, err := openid.NewSeals([]byte("a key of thirty-two bytes, yes!!"))
		if err != nil {
			t.Fatal(err)
		}
		keeper := openid.New(openid.Options{Issuer: issuer, ClientID: provider.ClientID, Secret: provider.Secret, Scopes: []string{"openid", "email", "profile"}, Redirect: outside + callback, HTTP: client,
			Claims: openid.Claims{Account: "email", Email: true, Verified: "email_verified"}})
		o.PublicURL, o.Seals = outside, seals
		o.SSO = []SSO{{ID: "corp", Names: map[string]string{"zh-CN": "企业微信", "zh-TW": "企業微信", "en": "WeCom"}, Keeper: keeper, Unknown: u}}
	}
}

// still is the person's browser, which does not follow redirects.
func (p *person) still() *person {
	client := *p.http
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &person{r: p.r, login: p.login, id: p.id, http: &client}
}

// begins asks the desk for a trip, and gives where to go.
func (p *person) begins(next string) string {
	p.r.t.Helper()
	return p.must(200, "POST", "/api/v1/sign-in/sso/corp", map[string]string{"next": next}).body["url"].(string)
}

var form = regexp.MustCompile(`action="([^"]+)" method="post"`)

// visits goes to the provider and signs in there, through its own pages; it gives what the browser is to bring back to the desk.
func (p *person) visits(where, login string) string {
	p.r.t.Helper()
	client := *p.http
	back := ""
	client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), outside) {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	read := func(res *http.Response, err error) string {
		if err != nil {
			p.r.t.Fatal(err)
		}
		defer func() { _ = res.Body.Close() }()
		page, err := io.ReadAll(res.Body)
		if err != nil {
			p.r.t.Fatal(err)
		}
		m := form.FindSubmatch(page)
		if m == nil {
			return ""
		}
		to, err := res.Request.URL.Parse(html.UnescapeString(string(m[1])))
		if err != nil {
			p.r.t.Fatal(err)
		}
		return to.String()
	}
	to := read(client.Get(where))
	for _, step := range []url.Values{{"prompt": {"login"}, "login": {login}, "password": {"x"}}, {"prompt": {"consent"}}} {
		if back == "" && to != "" {
			to = read(client.PostForm(to, step))
		}
	}
	if back == "" {
		p.r.t.Fatalf("the provider did not send %s back", login)
	}
	return back
}

// returns brings something back, and gives where the desk sends the browser.
func (p *person) returns(what string) string {
	p.r.t.Helper()
	a := p.still().must(303, "GET", what, nil)
	if (a.header.Get("Set-Cookie") != "") != !strings.HasPrefix(a.header.Get("Location"), "/sign-in") {
		p.r.t.Errorf("%s with the cookies %q", a.header.Get("Location"), a.header.Values("Set-Cookie"))
	}
	return a.header.Get("Location")
}

// TestSingleSignOn: at a provider that is not ours, through its own pages.
func TestSingleSignOn(t *testing.T) {
	t.Parallel()
	idp := corp(t)
	core, log := observer.New(zapcore.DebugLevel)
	r := newRig(t, at(t, idp.Issuer, people.Unknown{}), func(o *Options) { o.Log = zap.New(core) })
	for _, login := range []string{"mei", "li", "gone"} {
		r.hire(login+"@example.org", desk.RankAgent)
	}
	boss := r.hire("boss", desk.RankAdmin)
	if b := r.nobody().must(200, "GET", "/api/v1/boot", nil).body; fmt.Sprint(b["sso"]) != "[map[id:corp names:map[en:WeCom zh-CN:企业微信 zh-TW:企業微信]]]" || b["admins_only"] != false {
		t.Errorf("boot = %v", b)
	}
	mei := r.nobody()
	back := mei.visits(mei.begins("/?s=7"), "mei")
	thief := r.nobody()
	if to := thief.returns(back); to != "/sign-in?sso=sso_state" {
		t.Errorf("in a browser without a trip: %s", to)
	}
	thief.begins("")
	if to := thief.returns(back); to != "/sign-in?sso=sso_state" {
		t.Errorf("in a browser on another trip: %s", to)
	}
	if to := mei.returns(back); to != "/?s=7" {
		t.Errorf("led to %s", to)
	}
	if me := mei.must(200, "GET", "/api/v1/me", nil).body; me["login"] != "mei@example.org" {
		t.Errorf("me = %v", me)
	}
	second := mei.begins("/x") // where one is signed in already at the provider
	idp.Rotate()
	if to := mei.returns(mei.visits(second, "mei")); to != "/x" {
		t.Errorf("with another key of the provider: %s", to)
	}
	again := r.nobody()
	for login, want := range map[string]string{"li": "sso_unverified", "new": "sso_unknown"} {
		if to := again.returns(again.visits(again.begins("/y"), login)); to != "/sign-in?next=%2Fy&sso="+want {
			t.Errorf("%s: led to %s", login, to)
		}
		again = r.nobody()
	}
	leaver := r.nobody()
	leaver.returns(leaver.visits(leaver.begins(""), "gone"))
	id := leaver.must(200, "GET", "/api/v1/me", nil).body["id"].(string)
	boss.must(200, "PATCH", "/api/v1/agents/"+id, map[string]any{"disabled": true})
	if a := leaver.do("GET", "/api/v1/me", nil); a.status != 401 {
		t.Errorf("who was switched off is still in: %d", a.status)
	}
	leaver = r.nobody()
	if to := leaver.returns(leaver.visits(leaver.begins(""), "gone")); to != "/sign-in?sso=sso_disabled" {
		t.Errorf("who was switched off: %s", to)
	}
	secrets := []string{provider.Secret}
	for _, v := range []string{back, second} {
		u, err := url.Parse(v)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"state", "code", "code_challenge", "nonce"} {
			if value := u.Query().Get(key); value != "" {
				secrets = append(secrets, value)
			}
		}
	}
	noSecrets(t, log, secrets)
}

// noSecrets: what is written about sign-ins opens no door.
func noSecrets(t *testing.T, log *observer.ObservedLogs, secrets []string) {
	t.Helper()
	refused := log.FilterMessage("a sign-in at a provider was refused")
	if refused.Len() != 5 || len(secrets) < 5 {
		t.Errorf("%d refusals are written down, %d secrets looked for", refused.Len(), len(secrets))
	}
	for _, entry := range log.All() {
		line := fmt.Sprint(entry.Message, entry.ContextMap())
		for _, s := range secrets {
			if strings.Contains(line, s) {
				t.Errorf("%s has %s", line, s)
			}
		}
	}
}

// TestSSOOncePerTrip: what was brought back is worth nothing afterwards; nor is what the provider refused.
func TestSSOOncePerTrip(t *testing.T) {
	t.Parallel()
	r := newRig(t, at(t, corp(t).Issuer, people.Unknown{}))
	r.hire("mei@example.org", desk.RankAgent)
	p := r.nobody()
	back := p.visits(p.begins("/z"), "mei")
	other := p.visits(p.begins("/other"), "mei") // in another tab of the same browser, before the first came back
	if to := p.returns(back); to != "/z" {
		t.Errorf("led to %s", to)
	}
	if to := p.returns(back); to != "/sign-in?sso=sso_state" {
		t.Errorf("the same again: %s", to) // the trip's cookie went with the sign-in
	}
	if to := p.returns(other); to != "/sign-in?sso=sso_state" {
		t.Errorf("the other tab, after somebody signed in here: %s", to)
	}
	q := r.nobody()
	u, err := url.Parse(q.begins("/w"))
	if err != nil {
		t.Fatal(err)
	}
	denied := callback + "?" + url.Values{"state": {u.Query().Get("state")}, "error": {"access_denied"}}.Encode()
	for _, want := range []string{"/sign-in?next=%2Fw&sso=sso_denied", "/sign-in?next=%2Fw&sso=sso_state"} {
		if to := q.returns(denied); to != want {
			t.Errorf("led to %s, want %s", to, want)
		}
	}
	if a := q.do("POST", "/api/v1/sign-in/sso/nobody", map[string]string{}); a.status != 404 {
		t.Errorf("an unknown provider: %d", a.status)
	}
	for range 30 {
		q.still().do("GET", callback+"?state=x&code=y", nil)
	}
	if to := q.returns(callback + "?state=x"); !strings.HasPrefix(to, "/sign-in?sso=locked&wait=") {
		t.Errorf("after many failures: %s", to)
	}
	if a := q.do("POST", "/api/v1/sign-in/sso/corp", map[string]string{}); a.status != 429 || a.code() != "locked" {
		t.Errorf("after many failures: %d %s", a.status, a.raw)
	}
}

// TestSSOOnTwoNodes: a trip that begins on one node ends on another, which share the record and nothing else.
func TestSSOOnTwoNodes(t *testing.T) {
	t.Parallel()
	dsn, idp := testenv.Postgres(t), corp(t)
	unknown := people.Unknown{Create: true, Group: "service"}
	here, there := rigOn(t, dsn, at(t, idp.Issuer, unknown)), rigOn(t, dsn, at(t, idp.Issuer, unknown))
	p := here.nobody()
	q := &person{r: there, http: p.http} // the same browser: cookies do not know ports
	back := p.visits(p.begins("/n"), "new")
	if to := q.returns(back); to != "/n" {
		t.Fatalf("led to %s", to)
	}
	for _, one := range []*person{p, q} {
		me := one.must(200, "GET", "/api/v1/me", nil).body
		if me["login"] != "new@example.org" || me["rank"] != "agent" || fmt.Sprint(me["groups"]) != "[service]" {
			t.Errorf("me = %v", me)
		}
	}
	trip := http.Cookie{Name: "firstline_sso", Value: "kept by a thief"}
	if a := q.still().do("GET", back, nil, "Cookie", trip.String()); a.header.Get("Location") != "/sign-in?sso=sso_state" {
		t.Errorf("%d %s", a.status, a.header.Get("Location"))
	}
}

// TestSSOReplayWithTheCookie: also with the browser's own cookie a state counts once, on whichever node.
func TestSSOReplayWithTheCookie(t *testing.T) {
	t.Parallel()
	dsn, idp := testenv.Postgres(t), corp(t)
	here, there := rigOn(t, dsn, at(t, idp.Issuer, people.Unknown{})), rigOn(t, dsn, at(t, idp.Issuer, people.Unknown{}))
	here.hire("mei@example.org", desk.RankAgent)
	p := here.nobody()
	a := p.must(200, "POST", "/api/v1/sign-in/sso/corp", map[string]string{})
	trip, _, _ := strings.Cut(a.header.Get("Set-Cookie"), ";")
	if set := a.header.Get("Set-Cookie"); !strings.Contains(set, "; Path=/; Max-Age=600; HttpOnly; SameSite=Lax") {
		t.Errorf("the cookie is %s", set)
	}
	back := p.visits(a.body["url"].(string), "mei")
	if to := p.returns(back); to != "/" {
		t.Errorf("led to %s", to)
	}
	for _, node := range []*rig{here, there} {
		if a := node.nobody().still().do("GET", back, nil, "Cookie", trip); a.header.Get("Location") != "/sign-in?sso=sso_state" || a.header.Get("Set-Cookie") != "" {
			t.Errorf("%d %s", a.status, a.header.Get("Location"))
		}
	}
}

// TestSSOAway: while the provider is away the page hears so at once, who is just coming back as well, and a password opens as ever.
func TestSSOAway(t *testing.T) {
	t.Parallel()
	r := newRig(t, at(t, "http://127.0.0.1:9", people.Unknown{}))
	p := r.hire("mei", desk.RankAgent)
	if a := p.do("POST", "/api/v1/sign-in/sso/corp", map[string]string{}); a.status != 503 || a.code() != "sso_away" {
		t.Errorf("%d %s", a.status, a.raw)
	}
	browser := "B"
	state := r.api.o.Seals.Begin(openid.Trip{Provider: "corp", Next: "/q", Until: time.Now().Add(time.Minute)}, browser).State
	a := p.still().do("GET", callback+"?code=c&state="+state, nil, "Cookie", "firstline_sso="+browser)
	if to := a.header.Get("Location"); !strings.HasPrefix(to, "/sign-in?next=%2Fq&sso=sso_away") {
		t.Errorf("led to %s", to)
	}
	p.signIn()
}

// TestLocal: nobody is led off the desk by an address that somebody else wrote.
func TestLocal(t *testing.T) {
	t.Parallel()
	for next, want := range map[string]bool{
		"/": true, "/?s=7#m3": true, "/settings/people": true, "/%2Fevil.example": true, "/a//b": true,
		"": false, "inbox": false, "//evil.example": false, "///evil.example": false, `/\evil.example`: false, `\/evil.example`: false, "https://evil.example/": false, "javascript:alert(1)": false,
		"/\t/evil.example": false, "/\n/evil.example": false, "/\r\nSet-Cookie: a=b": false, " //evil.example": false, "/%zz": false, "/\u0085": false, "https:evil.example": false, "/x\\..\\": false,
	} {
		if got := local(next); got != map[bool]string{true: next}[want] {
			t.Errorf("%q became %q", next, got)
		}
	}
}

// TestIdentities: who manages people sees with which accounts they come, and unlinks them.
func TestIdentities(t *testing.T) {
	t.Parallel()
	r := newRig(t, at(t, corp(t).Issuer, people.Unknown{}))
	p := r.hire("mei@example.org", desk.RankAgent)
	boss := r.hire("boss", desk.RankManager)
	path := "/api/v1/agents/" + string(p.id) + "/identities"
	q := r.nobody()
	q.returns(q.visits(q.begins(""), "mei"))
	one := boss.must(200, "GET", path, nil).list[0].(map[string]any)
	if one["account"] != "mei@example.org" || one["issuer"] == "" || one["linked_at"].(float64) == 0 {
		t.Errorf("%v", one)
	}
	boss.must(204, "DELETE", path+"/"+one["id"].(string), nil)
	if a := q.do("GET", "/api/v1/me", nil); a.status != 401 {
		t.Errorf("the sign-in lives on: %d", a.status)
	}
	if left := boss.must(200, "GET", path, nil).list; len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}
