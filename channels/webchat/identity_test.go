package webchat

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"firstline/channels"
	"firstline/internal/desk"
)

func siteSecret() []byte     { return []byte("the secret of the shop, 32 bytes!") }
func previousSecret() []byte { return []byte("the secret before it, of 32 bytes") }

type mapClaims = jwt.MapClaims

// identity is a token as the site makes it.
func identity(t testing.TB, c mapClaims) string {
	return signedBy(t, jwt.SigningMethodHS256, siteSecret(), c)
}

func signedBy(t testing.TB, m jwt.SigningMethod, key any, c mapClaims) string {
	t.Helper()
	text, err := jwt.NewWithClaims(m, c).SignedString(key)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// byHand signs any two texts with the site's secret, as no library would.
func byHand(header, payload string) string {
	enc := base64.RawURLEncoding
	text := enc.EncodeToString([]byte(header)) + "." + enc.EncodeToString([]byte(payload))
	m := hmac.New(sha256.New, siteSecret())
	m.Write([]byte(text))
	return text + "." + enc.EncodeToString(m.Sum(nil))
}

func soon() int64 { return time.Now().Add(time.Hour).Unix() }

func trusting(c *Config) { c.Identity = Identity{Secret: siteSecret(), Previous: previousSecret()} }

// TestIdentity: who is signed for is that person, whatever else the page says, and the clocks may differ by a minute (S-ID1).
func TestIdentity(t *testing.T) {
	t.Parallel()
	a := setup(t, trusting).Adapter
	now := time.Now()
	for _, x := range []struct {
		name, token, key, called string
	}{
		{"plain", identity(t, mapClaims{"sub": "K-10023", "exp": soon()}), "sub:K-10023", ""},
		{"with a name", identity(t, mapClaims{"sub": "K-10023", "name": " 王\u202e女士\n", "exp": soon()}), "sub:K-10023", "王女士"},
		{"the secret before", signedBy(t, jwt.SigningMethodHS256, previousSecret(), mapClaims{"sub": "7", "exp": soon()}), "sub:7", ""},
		{"as long as may be", identity(t, mapClaims{"sub": strings.Repeat("x", subBytes), "exp": soon()}), "sub:" + strings.Repeat("x", subBytes), ""},
		{"expired within the skew", identity(t, mapClaims{"sub": "7", "exp": now.Add(-50 * time.Second).Unix()}), "sub:7", ""},
		{"issued within the skew", identity(t, mapClaims{"sub": "7", "iat": now.Add(50 * time.Second).Unix(), "nbf": now.Add(50 * time.Second).Unix(), "exp": soon()}), "sub:7", ""},
		{"a day ahead", identity(t, mapClaims{"sub": "7", "exp": now.Add(24 * time.Hour).Unix()}), "sub:7", ""},
		{"a key of its own", byHand(`{"alg":"HS256","jku":"https://evil.example/keys","kid":"../../dev/null","jwk":{"kty":"oct","k":"AA"}}`, `{"sub":"7","exp":`+itoa(soon())+`}`), "sub:7", ""},
	} {
		c, ok, err := a.who(x.token)
		if err != nil || !ok || c.key != x.key || c.name != x.called || !c.signed() {
			t.Errorf("%s: %+v, %v, %v; want %q, named %q", x.name, c, ok, err, x.key, x.called)
		}
		if len(eventID(c.key, strings.Repeat("m", 64))) > 200 || len(c.key) > 200 {
			t.Errorf("%s: key or event's id over 200 bytes", x.name)
		}
	}
}

func itoa(n int64) string { b, _ := json.Marshal(n); return string(b) }

// TestIssuerAndAudience: what the channel wants of iss and aud has to be there.
func TestIssuerAndAudience(t *testing.T) {
	t.Parallel()
	i := newIdentities(Identity{Secret: siteSecret(), Issuer: "shop", Audience: "web"}, time.Now)
	for _, x := range []struct {
		iss any
		aud any
		ok  bool
	}{
		{"shop", "web", true}, {"shop", []string{"mail", "web"}, true},
		{"shop", "other", false}, {"Shop", "web", false}, {nil, "web", false}, {"shop", nil, false}, {"shop", []string{}, false}, {"shop", 7, false}, {7, "web", false},
	} {
		c := mapClaims{"sub": "7", "exp": soon()}
		for k, v := range map[string]any{"iss": x.iss, "aud": x.aud} {
			if v != nil {
				c[k] = v
			}
		}
		if _, err := i.read(identity(t, c)); (err == nil) != x.ok {
			t.Errorf("iss %v, aud %v: %v, want taken %v", x.iss, x.aud, err, x.ok)
		}
	}
}

// TestIdentityIsOff: a channel without a secret takes nobody's word, whatever it is signed with.
func TestIdentityIsOff(t *testing.T) {
	t.Parallel()
	b := setup(t, nil)
	for _, key := range [][]byte{siteSecret(), {}, testKey()} {
		token := signedBy(t, jwt.SigningMethodHS256, key, mapClaims{"sub": "7", "exp": soon()})
		if c, ok, err := b.who(token); ok || err == nil || c.key != "" {
			t.Errorf("taken: %+v", c)
		}
	}
	for name, bad := range map[string]Identity{
		"short":            {Secret: []byte("short")},
		"short before":     {Secret: siteSecret(), Previous: []byte("short")},
		"only one before":  {Previous: previousSecret()},
		"31 bytes, one to": {Secret: siteSecret()[:31]},
	} {
		cfg := testConfig()
		cfg.Identity = bad
		if _, err := New(cfg); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestNoVisitorIsAPerson: the keys of unverified visitors and of persons never meet, whatever a browser sends.
func TestNoVisitorIsAPerson(t *testing.T) {
	t.Parallel()
	b := setup(t, trusting)
	for range 1000 {
		at, token := b.visitor()
		c, ok, err := b.who(token)
		if !ok || err != nil || c.key != at.Key || c.signed() || len(c.key) != 26 || strings.Trim(c.key, "abcdefghijklmnopqrstuvwxyz234567") != "" {
			t.Fatalf("%q is %+v, %v", at.Key, c, err)
		}
	}
	for _, sub := range []string{"aaaaaaaaaaaaaaaaaaaaaaaaaa", "sub:x", "../x", "%00", "{x}"} {
		c, ok, _ := b.who(identity(t, mapClaims{"sub": sub, "exp": soon()}))
		if want := "sub:" + sub; !ok || c.key != want {
			t.Errorf("%q is %q, want %q", sub, c.key, want)
		}
	}
}

// FuzzWho: no text panics, and one that no secret has signed is nobody.
func FuzzWho(f *testing.F) {
	for _, x := range hostile(f) {
		f.Add(x[0])
	}
	f.Add(strings.Repeat("A", 64))
	cfg := testConfig()
	trusting(&cfg)
	a, err := New(cfg)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, token string) {
		c, ok, err := a.who(token)
		if ok || c != (caller{}) && c.signed() {
			t.Errorf("%q is %+v (%v)", token, c, err)
		}
	})
}

// TestPersonEverywhere: the same person has the same conversation on every browser; another one, and whoever has no token, sees
// nothing of it, even under the same name.
func TestPersonEverywhere(t *testing.T) {
	t.Parallel()
	b := setup(t, trusting)
	wang := mapClaims{"sub": "K-10023", "name": "王女士", "exp": soon()}
	one := b.hello(t, identity(t, wang), channels.Cursor{})
	one.caughtUp()
	one.say("m-1", "我的订单 88213")
	one.until("kept")
	at := desk.Address{Channel: "web", Key: "sub:K-10023"}
	if got := b.host.parsed(t, 0); got.Address != at || got.SenderName != "王女士" {
		t.Errorf("stored as %+v", got)
	}
	two := b.hello(t, identity(t, wang), channels.Cursor{})
	if all, _ := two.caughtUp(); len(all) != 1 || all[0].Text != "我的订单 88213" || all[0].ClientID != "m-1" {
		t.Errorf("on another browser: %+v", all)
	}
	_, visitors := b.visitor()
	for name, token := range map[string]string{"another person": identity(t, mapClaims{"sub": "K-10024", "name": "王女士", "exp": soon()}), "a visitor": visitors} {
		c := b.dial(t)
		c.send(map[string]any{"op": "hello", "token": token, "name": "王女士", "visitor": at.Key, "sub": "K-10023"})
		if all, _ := c.caughtUp(); len(all) != 0 {
			t.Errorf("%s sees %+v", name, all)
		}
	}
}

// parsed is what became of the nth message that was accepted.
func (h *memHost) parsed(t *testing.T, n int) desk.Inbound {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	got, err := h.parse(h.raws[n])
	if err != nil || len(got) != 1 {
		t.Fatalf("parsed as %+v, %v", got, err)
	}
	return got[0]
}

// TestNameOfThePerson: the name is the site's word or none; what a page tells beside the token is nobody's.
func TestNameOfThePerson(t *testing.T) {
	t.Parallel()
	b := setup(t, trusting)
	for n, x := range []struct{ claim, want string }{{"王女士", "王女士"}, {"", ""}} {
		c := b.dial(t)
		c.send(map[string]any{"op": "hello", "token": identity(t, mapClaims{"sub": "7", "name": x.claim, "exp": soon()}), "name": "总经理"})
		c.caughtUp()
		c.say("m-"+itoa(int64(n)), "好")
		c.until("kept")
		if got := b.host.parsed(t, n); got.SenderName != x.want {
			t.Errorf("named %q, want %q", got.SenderName, x.want)
		}
	}
}

// TestRenewal: a newer token of the same person keeps the socket open, one of anybody else ends it, and without one it ends a
// minute after exp.
func TestRenewal(t *testing.T) {
	t.Parallel()
	b := setup(t, trusting)
	_, visitors := b.visitor()
	for name, token := range map[string]string{
		"another person": identity(t, mapClaims{"sub": "K-2", "exp": soon()}), "a visitor": visitors, "nonsense": "a.b.c", "nothing": "",
	} {
		c := b.hello(t, identity(t, mapClaims{"sub": "K-1", "exp": soon()}), channels.Cursor{})
		c.send(map[string]any{"op": "token", "token": token})
		if end := c.closed(); end.Code != 4505 {
			t.Errorf("%s: closed with %v", name, end)
		}
	}
	visitor := b.hello(t, visitors, channels.Cursor{})
	visitor.send(map[string]any{"op": "token", "token": identity(t, mapClaims{"sub": "K-1", "exp": soon()})})
	if end := visitor.closed(); end.Code != 4505 {
		t.Errorf("a visitor became a person: %v", end)
	}
}

// TestIdentityEnds: without a newer token the socket ends a minute after exp, and not before.
func TestIdentityEnds(t *testing.T) {
	t.Parallel()
	began := time.Now().Truncate(time.Second)
	var passed atomic.Int64
	b := setup(t, func(c *Config) {
		trusting(c)
		c.Now = func() time.Time { return began.Add(time.Duration(passed.Load())) }
	})
	hour := began.Add(time.Hour)
	token := func(until time.Time) string { return identity(t, mapClaims{"sub": "K-1", "exp": until.Unix()}) }
	left := b.hello(t, token(hour), channels.Cursor{})
	renewed := b.hello(t, token(hour), channels.Cursor{})
	renewed.send(map[string]any{"op": "token", "token": token(hour.Add(time.Hour))})
	if f := renewed.until("renewed"); f.Until != hour.Add(time.Hour).UnixMilli() {
		t.Errorf("renewed until %d, want an hour later than %d", f.Until, hour.UnixMilli())
	}
	passed.Store(int64(time.Hour + identitySkew - time.Millisecond))
	left.send(map[string]any{"op": "ping"}) // wakes the writer, which looks at the clock
	left.until("pong")
	passed.Store(int64(time.Hour + identitySkew))
	left.send(map[string]any{"op": "ping"})
	if end := left.closed(); end.Code != 4505 || end.Text != "identity: the token has expired" {
		t.Errorf("closed with %v", end)
	}
	renewed.send(map[string]any{"op": "ping"})
	renewed.until("pong")
}
