package webchat

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"firstline/internal/desk"
)

// hostile are tokens that must not be taken, with what has to be said of them.
func hostile(t testing.TB) map[string][2]string {
	t.Helper()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	good := mapClaims{"sub": "K-10023", "exp": soon()}
	head, rest, _ := strings.Cut(identity(t, good), ".")
	payload, tag, _ := strings.Cut(rest, ".")
	enc := base64.RawURLEncoding
	other := enc.EncodeToString([]byte(`{"sub":"K-10024","exp":` + itoa(soon()) + `}`))
	with := func(claim string) string {
		return byHand(`{"alg":"HS256"}`, `{"sub":"K-1","exp":`+itoa(soon())+`,`+claim+`}`)
	}
	exp := func(v string) string { return byHand(`{"alg":"HS256"}`, `{"sub":"K-1","exp":`+v+`}`) }
	who := func(sub string) string { return identity(t, mapClaims{"sub": sub, "exp": soon()}) }
	const alg, noJWT, typ, sign, late, ahead, unseen = "not HS256", "no JWT", "wrong type", "does not match", "has expired", "24 hours", "cannot be seen"
	return map[string][2]string{
		"alg none":                 {signedBy(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, good), alg},
		"alg none, signed":         {byHand(`{"alg":"none"}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), alg},
		"alg None":                 {byHand(`{"alg":"None"}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), alg},
		"alg hs256":                {byHand(`{"alg":"hs256"}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), alg},
		"no alg":                   {byHand(`{}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), alg},
		"alg is a number":          {byHand(`{"alg":256}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), alg},
		"RS256 with the secret":    {byHand(`{"alg":"RS256"}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), alg},
		"ES256 with the secret":    {byHand(`{"alg":"ES256"}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), alg},
		"RS256":                    {signedBy(t, jwt.SigningMethodRS256, rsaKey, good), alg},
		"ES256":                    {signedBy(t, jwt.SigningMethodES256, ecKey, good), alg},
		"HS512 with the secret":    {signedBy(t, jwt.SigningMethodHS512, siteSecret(), good), alg},
		"HS384 with the secret":    {signedBy(t, jwt.SigningMethodHS384, siteSecret(), good), alg},
		"another secret":           {signedBy(t, jwt.SigningMethodHS256, []byte("the secret of another channel, 32"), good), sign},
		"the empty secret":         {signedBy(t, jwt.SigningMethodHS256, []byte{}, good), sign},
		"the desk's own key":       {signedBy(t, jwt.SigningMethodHS256, testKey(), good), sign},
		"no signature":             {head + "." + payload + ".", sign},
		"half a signature":         {head + "." + payload + "." + tag[:20], sign},
		"another payload":          {head + "." + other + "." + tag, sign},
		"a space in the signature": {head + "." + payload + "." + tag[:5] + " " + tag[5:], noJWT},
		"padded":                   {head + "." + payload + "." + tag + "=", noJWT},
		"crit":                     {byHand(`{"alg":"HS256","crit":["b64"],"b64":false}`, `{"sub":"K-1","exp":`+itoa(soon())+`}`), "crit"},
		"expired":                  {identity(t, mapClaims{"sub": "K-1", "exp": time.Now().Add(-2 * time.Minute).Unix()}), late},
		"expired in 1970":          {exp("0"), "exp"},
		"expires before time":      {exp("-1e18"), late},
		"far ahead":                {identity(t, mapClaims{"sub": "K-1", "exp": time.Now().Add(25 * time.Hour).Unix()}), ahead},
		"for good":                 {exp("1e300"), ""},
		"for a long time":          {exp("9223372036854775807"), ""},
		"no exp":                   {byHand(`{"alg":"HS256"}`, `{"sub":"K-1"}`), "lacks exp"},
		"exp null":                 {exp("null"), "lacks exp"},
		"exp is a list":            {exp(`[` + itoa(soon()) + `]`), ""},
		"not yet":                  {with(`"nbf":` + itoa(time.Now().Add(5*time.Minute).Unix())), "not valid yet"},
		"issued in the future":     {with(`"iat":` + itoa(time.Now().Add(5*time.Minute).Unix())), "not valid yet"},
		"no sub":                   {byHand(`{"alg":"HS256"}`, `{"exp":`+itoa(soon())+`}`), "missing"},
		"empty sub":                {who(""), "missing"},
		"sub is a number":          {with(`"sub":7`), typ},
		"sub is a list":            {with(`"sub":["a"]`), typ},
		"name is a list":           {with(`"name":["a"]`), typ},
		"long sub":                 {who(strings.Repeat("x", subBytes+1)), "bytes"},
		"sub of a NUL":             {who("a\x00"), unseen},
		"sub with a line":          {who("a\nb"), unseen},
		"sub that turns round":     {who("a\u202eb"), unseen},
		"sub of zero width":        {who("a\u200bb"), unseen},
		"sub set apart":            {who("a\u2067b\u2069"), unseen},
		"sub with a mark order":    {who("a\u200f"), unseen},
		"sub with a joiner":        {who("a\u034fb"), unseen},
		"sub with a soft hyphen":   {who("a\u00adb"), unseen},
		"sub with a filler":        {who("a\u3164"), unseen},
		"sub with a braille blank": {who("a\u2800"), unseen},
		"sub with a variation":     {who("a\ufe0f"), unseen},
		"sub with a tag":           {who("a\U000e0041"), unseen},
		"sub with spaces around":   {who(" a"), unseen},
		"sub of broken UTF-8":      {with("\"sub\":\"a\xff\""), unseen},
		"sub of half a character":  {with(`"sub":"\ud800"`), unseen},
		"huge":                     {with(`"x":"` + strings.Repeat("x", identityBytes) + `"`), "4096 bytes"},
		"one dot":                  {".", noJWT},
		"two dots":                 {"..", ""},
		"a hundred dots":           {strings.Repeat(".", 100), noJWT},
		"no JSON":                  {byHand("alg", "sub"), noJWT},
		"null":                     {byHand(`{"alg":"HS256"}`, "null"), ""},
		"deep":                     {byHand(`{"alg":"HS256"}`, strings.Repeat("[", 1500)), noJWT},
	}
}

// TestHostileIdentity: what is not signed by the site, for now and for somebody, opens nothing, and it is said why; nothing
// of the token comes back or into the log (S-ID1).
func TestHostileIdentity(t *testing.T) {
	t.Parallel()
	core, logs := observer.New(zapcore.DebugLevel)
	b := setup(t, func(c *Config) { trusting(c); c.Logger = zap.New(core) })
	all := hostile(t)
	for name, x := range all {
		t.Run(name, func(t *testing.T) {
			c, ok, err := b.who(x[0])
			if err == nil || ok || c != (caller{}) {
				t.Fatalf("taken: %+v, %v, %v", c, ok, err)
			}
			if !strings.Contains(err.Error(), x[1]) || len(badIdentity(err).reason) > 123 {
				t.Errorf("says %q, want %q in at most 123 bytes", err, x[1])
			}
			if len(x[0]) < frameLimit-200 {
				refusedAtSocket(t, b, x[0], err.Error())
			}
			refusedAtFiles(t, b, x[0])
		})
	}
	for _, e := range logs.All() {
		for name, x := range all {
			if text, _ := json.Marshal(e.ContextMap()); len(x[0]) > 20 && strings.Contains(string(text), x[0][:20]) {
				t.Errorf("%s: the log has the token: %s", name, text)
			}
		}
	}
	if logs.FilterMessage("identity not taken").Len() == 0 {
		t.Error("nothing was logged")
	}
}

func refusedAtSocket(t *testing.T, b *bundle, token, why string) {
	t.Helper()
	c := b.dial(t)
	c.send(map[string]any{"op": "hello", "token": token})
	if end := c.closed(); end.Code != 4505 || end.Text != "identity: "+why {
		t.Errorf("closed with %v, want 4505 and %q", end, why)
	}
}

func refusedAtFiles(t *testing.T, b *bundle, token string) {
	t.Helper()
	req, _ := http.NewRequest("GET", "/chat/web/files/1/1/0", nil)
	req.Header.Set("Authorization", "Bearer "+token)
	w := &recorder{header: http.Header{}}
	b.visitors(func(http.ResponseWriter, *http.Request, desk.Address) { t.Error("let in") })(w, req)
	if w.status != http.StatusUnauthorized || strings.Contains(w.body.String(), token) && len(token) > 5 {
		t.Errorf("status %d, %s", w.status, w.body.String())
	}
}

type recorder struct {
	header http.Header
	body   strings.Builder
	status int
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(status int)      { r.status = status }
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }
