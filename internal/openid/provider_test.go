package openid

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"go.uber.org/goleak"

	"firstline/channels/webhook"
	"firstline/internal/desk"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const redirect = "https://desk.example/api/v1/sign-in/sso/corp/callback"

func now() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// client is a desk at a provider, called as cmd/firstline does it.
func (f *fake) client(change ...func(*Options)) *Provider {
	o := Options{Issuer: f.URL, ClientID: clientID, Secret: secret, Scopes: []string{"openid", "email"}, Redirect: redirect, HTTP: webhook.Caller(true), Now: now,
		Claims: Claims{Account: "email", Email: true, Verified: "email_verified"}}
	for _, c := range change {
		c(&o)
	}
	f.t.Cleanup(o.HTTP.CloseIdleConnections)
	return New(o)
}

// trip goes to the provider and back.
func (f *fake) trip(p *Provider) (Identity, error) {
	a := seals(f.t).Begin(Trip{Provider: "corp", Until: now().Add(TripLasts)}, "browser")
	at, err := p.URL(f.t.Context(), a)
	if err != nil {
		return Identity{}, err
	}
	f.visit(at)
	return p.Who(f.t.Context(), Back{Code: "the-code"}, a)
}

func code(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return fmt.Sprint(err)
}

func TestWho(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	p := f.client()
	id, err := f.trip(p)
	if want := (Identity{Issuer: f.URL, Subject: "subject-1", Name: "Mei", Account: "Mei@Example.org"}); err != nil || id != want {
		t.Errorf("%+v, %v", id, err)
	}
	f.rotate()
	if _, err := f.trip(p); err != nil {
		t.Errorf("with another key: %v", err)
	}
	if f.asked != 1 {
		t.Errorf("asked %d times for its addresses", f.asked)
	}
}

// TestRefused: whatever a token says that it should not, nobody comes in by it (S-AU1).
func TestRefused(t *testing.T) {
	t.Parallel()
	set := func(key string, v any) func(*fake) {
		return func(f *fake) { f.claims = func(c jwt.MapClaims) { c[key] = v } }
	}
	signed := func(m jwt.SigningMethod, key any) func(*fake) {
		return func(f *fake) {
			f.sign = func(c jwt.MapClaims) string {
				token := jwt.NewWithClaims(m, c)
				token.Header["kid"] = f.kid
				text, err := token.SignedString(key)
				if err != nil {
					f.t.Error(err)
				}
				return text
			}
		}
	}
	for name, do := range map[string]func(*fake){
		"another nonce":           set("nonce", "another"),
		"no nonce":                func(f *fake) { f.claims = func(c jwt.MapClaims) { delete(c, "nonce") } },
		"another audience":        set("aud", "another-desk"),
		"several, and no party":   set("aud", []string{clientID, "another-desk"}),
		"another party":           set("azp", "another-desk"),
		"expired":                 set("exp", now().Add(-time.Second).Unix()),
		"not yet":                 set("nbf", now().Add(time.Hour).Unix()),
		"another issuer":          set("iss", "https://evil.example"),
		"nobody":                  set("sub", ""),
		"a subject without end":   set("sub", strings.Repeat("x", 256)),
		"another access token":    set("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"),
		"unsigned":                signed(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType),
		"signed with the secret":  signed(jwt.SigningMethodHS256, []byte(secret)),
		"signed by somebody else": func(f *fake) { signed(jwt.SigningMethodRS256, second())(f) },
		"signed with the key as a secret": func(f *fake) {
			signed(jwt.SigningMethodHS256, f.key.N.Bytes())(f)
		},
		"no token at all": func(f *fake) { f.sign = func(jwt.MapClaims) string { return "" } },
		"a used code": func(f *fake) {
			f.token = func(w http.ResponseWriter) bool {
				f.fail(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
				return true
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			do(f)
			if id, err := f.trip(f.client()); code(err) != "sso_token" || id != (Identity{}) {
				t.Errorf("%+v, %v", id, err)
			}
		})
	}
}

// TestAnotherTrip: a code that belongs to another browser's trip is worth nothing, because the verifier is another one; nor is an answer that
// says it comes from another provider.
func TestAnotherTrip(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	p := f.client()
	s := seals(t)
	mine, theirs := s.Begin(Trip{}, "mine"), s.Begin(Trip{}, "theirs")
	at, err := p.URL(t.Context(), theirs)
	if err != nil {
		t.Fatal(err)
	}
	f.visit(at)
	if _, err := p.Who(t.Context(), Back{Code: "the-code"}, mine); code(err) != "sso_token" {
		t.Errorf("another's code: %v", err)
	}
	if _, err := p.Who(t.Context(), Back{Code: "the-code", Issuer: "https://evil.example"}, theirs); code(err) != "sso_token" {
		t.Errorf("another provider: %v", err)
	}
	if _, err := p.Who(t.Context(), Back{Code: "the-code", Issuer: f.URL}, theirs); err != nil {
		t.Error(err)
	}
}

// TestClaims: whom a provider's words make of somebody.
func TestClaims(t *testing.T) {
	t.Parallel()
	domains := func(all ...string) func(*Options) { return func(o *Options) { o.Claims.Domains = all } }
	drop := func(o *Options) { o.Claims.Domains, o.Claims.DropDomain = []string{"example.org"}, true }
	upn := func(o *Options) { o.Claims = Claims{Account: "upn"} }
	edov := func(o *Options) { o.Claims.Verified = "xms_edov" }
	for name, c := range map[string]struct {
		says   map[string]any // nil = not said
		change func(*Options)
		want   string // account, or the code of the failure; "?" before a doubt
	}{
		"verified":                   {nil, nil, "Mei@Example.org"},
		"unverified":                 {map[string]any{"email_verified": false}, nil, "?sso_unverified"},
		"nobody says whether":        {map[string]any{"email_verified": nil}, nil, "?sso_unverified"},
		"verified as text":           {map[string]any{"email_verified": "true"}, nil, "Mei@Example.org"},
		"anything as verified":       {map[string]any{"email_verified": "yes"}, nil, "?sso_unverified"},
		"no address":                 {map[string]any{"email": nil}, nil, "?sso_unverified"},
		"an address that is a list":  {map[string]any{"email": []string{"a@b.c"}}, nil, "?sso_unverified"},
		"a domain of ours":           {nil, domains("example.com", "example.org"), "Mei@Example.org"},
		"another domain":             {nil, domains("example.com"), "sso_domain"},
		"a domain that ends like it": {map[string]any{"email": "mei@evil-example.org"}, domains("example.org"), "sso_domain"},
		"two domains":                {map[string]any{"email": "mei@example.org@evil.example"}, domains("example.org"), "sso_domain"},
		"no address, but domains":    {map[string]any{"email": nil}, domains("example.org"), "sso_domain"},
		"without the domain":         {nil, drop, "Mei"},
		"another claim":              {map[string]any{"upn": "mei@corp", "email_verified": nil}, upn, "mei@corp"},
		"another proof":              {map[string]any{"email_verified": true, "xms_edov": nil}, edov, "?sso_unverified"},
		"another proof, given":       {map[string]any{"email_verified": nil, "xms_edov": 1}, edov, "Mei@Example.org"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			f.claims = func(to jwt.MapClaims) {
				for k, v := range c.says {
					if to[k] = v; v == nil {
						delete(to, k)
					}
				}
			}
			if c.change == nil {
				c.change = func(*Options) {}
			}
			id, err := f.trip(f.client(c.change))
			got := id.Account
			switch {
			case err != nil:
				got = code(err)
			case id.Doubt != nil:
				got = "?" + code(id.Doubt)
			}
			if got != c.want {
				t.Errorf("%q (%v), want %q", got, err, c.want)
			}
		})
	}
}

// TestUserInfo: what a token leaves out is asked for, and is believed of the same subject alone.
func TestUserInfo(t *testing.T) {
	t.Parallel()
	bare := func(c jwt.MapClaims) { delete(c, "email"); delete(c, "email_verified"); delete(c, "name") }
	for subject, want := range map[string]string{"subject-1": "li@example.org", "subject-2": "sso_token"} {
		f := newFake(t)
		f.claims, f.info = bare, map[string]any{"sub": subject, "email": "li@example.org", "email_verified": true, "name": "Li"}
		id, err := f.trip(f.client())
		if err != nil {
			id.Account = code(err)
		}
		if id.Account != want || id.Doubt != nil {
			t.Errorf("%s: %+v, %v", subject, id, err)
		}
	}
	f := newFake(t)
	f.claims, f.info = func(c jwt.MapClaims) { delete(c, "email_verified") }, map[string]any{"sub": "subject-1", "email": "other@example.org", "email_verified": true}
	if id, err := f.trip(f.client()); err != nil || id.Account != "other@example.org" {
		t.Errorf("an unverified address was believed because another one is verified: %+v, %v", id, err)
	}
}

// TestAway: a provider that is away is said to be so and left alone for a moment; what it said last goes on for those who come later.
func TestAway(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	clock := now()
	p := f.client(func(o *Options) { o.Now = func() time.Time { return clock } })
	f.change(func() { f.down = true })
	for range 3 {
		if _, err := f.trip(p); code(err) != "sso_away" || desk.KindOf(err) != desk.Unavailable {
			t.Errorf("away: %v", err)
		}
	}
	f.change(func() { f.down = false })
	if _, err := f.trip(p); code(err) != "sso_away" {
		t.Errorf("asked again at once: %v", err)
	}
	clock = clock.Add(failedFor)
	if _, err := f.trip(p); err != nil {
		t.Error(err)
	}
	clock = clock.Add(knownFor)
	f.change(func() { f.down = true })
	if _, err := p.URL(t.Context(), Ask{}); err != nil {
		t.Errorf("what it said last is forgotten: %v", err)
	}
	f.change(func() { f.down = false })
	clock = clock.Add(knownFor)
	if _, err := p.URL(t.Context(), Ask{}); err != nil || f.asked != 2 {
		t.Errorf("asked %d times, %v", f.asked, err)
	}
}

// TestHostileDiscovery: a provider is who it says, and sends nobody into the clear or inside the house.
func TestHostileDiscovery(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(map[string]any){
		"another issuer":     func(d map[string]any) { d["issuer"] = "https://evil.example" },
		"a slash more":       func(d map[string]any) { d["issuer"] = d["issuer"].(string) + "/" },
		"a script":           func(d map[string]any) { d["authorization_endpoint"] = "javascript:alert(1)" },
		"no token endpoint":  func(d map[string]any) { delete(d, "token_endpoint") },
		"a file":             func(d map[string]any) { d["jwks_uri"] = "file:///etc/passwd" },
		"a script beside it": func(d map[string]any) { d["userinfo_endpoint"] = "javascript:alert(1)" },
		"a huge answer":      func(d map[string]any) { d["x"] = strings.Repeat("x", answerMost) },
	} {
		f := newFake(t)
		f.discovery = do
		if _, err := f.client().URL(t.Context(), Ask{}); code(err) != "sso_away" || len(err.Error()) > 600 {
			t.Errorf("%s: %v", name, err)
		}
	}
	f := newFake(t)
	if _, err := f.client(func(o *Options) { o.HTTP = webhook.Caller(false) }).URL(t.Context(), Ask{}); code(err) != "sso_away" || f.asked != 0 {
		t.Errorf("an address inside was called: %v", err)
	}
	moved := newFake(t)
	moved.Config.Handler = http.RedirectHandler(f.URL+"/.well-known/openid-configuration", http.StatusFound)
	if _, err := moved.client().URL(t.Context(), Ask{}); code(err) != "sso_away" || f.asked != 0 {
		t.Errorf("a redirect was followed: %v", err)
	}
}

// TestNothingIsWrittenDown: failures say what is wrong without anything that opens a door.
func TestNothingIsWrittenDown(t *testing.T) {
	t.Parallel()
	echo := func(w http.ResponseWriter) bool {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_request","error_description":"the-access-token ` + secret + ` the-code"}`))
		return true
	}
	page := func(w http.ResponseWriter) bool {
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("the-access-token " + secret + " the-code"))
		return true
	}
	for _, do := range []func(*fake){
		func(f *fake) { f.token = echo }, func(f *fake) { f.token = page }, func(f *fake) { f.claims = func(c jwt.MapClaims) { c["nonce"] = "x" } },
		func(f *fake) { f.sign = func(jwt.MapClaims) string { return "the-access-token.the-code." + secret } },
		func(f *fake) {
			f.claims, f.info = func(c jwt.MapClaims) { delete(c, "email") }, map[string]any{"sub": 7}
		},
	} {
		f := newFake(t)
		do(f)
		_, err := f.trip(f.client())
		if err == nil {
			t.Error("nothing failed")
			continue
		}
		for _, hidden := range []string{"the-access-token", secret, "the-code"} {
			if strings.Contains(err.Error(), hidden) {
				t.Errorf("%v has %s", err, hidden)
			}
		}
	}
}
