package openid

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	clientID = "desk"
	secret   = "s3cr3t-of-the-provider"
)

// fake is a provider whose tokens are made by another library than the one that reads them.
type fake struct {
	*httptest.Server
	t *testing.T

	mu        sync.Mutex
	key       *rsa.PrivateKey
	kid       string
	down      bool
	asked     int                            // for its addresses
	claims    func(jwt.MapClaims)            // changes what a token says
	sign      func(jwt.MapClaims) string     // in place of the key
	info      map[string]any                 // what it says beside the token; nil = nothing
	discovery func(map[string]any)           // changes what it says of itself
	token     func(http.ResponseWriter) bool // in place of an answer
	challenge string                         // of the trip under way
	nonce     string                         // the same
}

func newFake(t *testing.T) *fake {
	t.Helper()
	f := &fake{t: t, claims: func(jwt.MapClaims) {}, discovery: func(map[string]any) {}}
	f.key, f.kid = first(), "one"
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", f.describe)
	mux.HandleFunc("GET /jwks", f.keys)
	mux.HandleFunc("POST /token", f.tokens)
	mux.HandleFunc("GET /me", func(w http.ResponseWriter, _ *http.Request) { f.write(w, f.info) })
	f.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.down {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(f.Close)
	return f
}

func (f *fake) change(do func()) { f.mu.Lock(); defer f.mu.Unlock(); do() }

// rotate gives it another key.
func (f *fake) rotate() { f.change(func() { f.key, f.kid = second(), "two" }) }

// Keys are dear to make.
var first, second = sync.OnceValue(newKey), sync.OnceValue(newKey)

func newKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
}

func (f *fake) write(w http.ResponseWriter, v any) { f.fail(w, http.StatusOK, v) }

func (f *fake) fail(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(v); err != nil {
		f.t.Error(err)
	}
}

func (f *fake) describe(w http.ResponseWriter, _ *http.Request) {
	f.asked++
	d := map[string]any{"issuer": f.URL, "authorization_endpoint": f.URL + "/auth", "token_endpoint": f.URL + "/token", "jwks_uri": f.URL + "/jwks", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}}
	if f.info != nil {
		d["userinfo_endpoint"] = f.URL + "/me"
	}
	f.discovery(d)
	f.write(w, d)
}

func (f *fake) keys(w http.ResponseWriter, _ *http.Request) {
	b64 := base64.RawURLEncoding
	f.write(w, map[string]any{"keys": []any{map[string]any{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": f.kid, "n": b64.EncodeToString(f.key.N.Bytes()), "e": b64.EncodeToString(big.NewInt(int64(f.key.E)).Bytes())}}})
}

// tokens answers who knows the secret and the verifier.
func (f *fake) tokens(w http.ResponseWriter, r *http.Request) {
	id, pass, _ := r.BasicAuth()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case f.token != nil && f.token(w):
		return
	case id != clientID || pass != secret || r.PostFormValue("redirect_uri") != redirect:
		f.fail(w, http.StatusUnauthorized, map[string]any{"error": "invalid_client"})
		return
	case base64.RawURLEncoding.EncodeToString(sum[:]) != f.challenge || r.PostFormValue("code") != "the-code":
		f.fail(w, http.StatusBadRequest, map[string]any{"error": "invalid_grant"})
		return
	}
	c := jwt.MapClaims{"iss": f.URL, "aud": clientID, "sub": "subject-1", "exp": now().Add(time.Minute).Unix(), "iat": now().Unix(), "nonce": f.nonce, "email": "Mei@Example.org", "email_verified": true, "name": "Mei"}
	f.claims(c)
	f.write(w, map[string]any{"access_token": "the-access-token", "token_type": "Bearer", "expires_in": 60, "id_token": f.signed(c)})
}

func (f *fake) signed(c jwt.MapClaims) string {
	if f.sign != nil {
		return f.sign(c)
	}
	token := jwt.NewWithClaims(jwt.SigningMethodRS256, c)
	token.Header["kid"] = f.kid
	text, err := token.SignedString(f.key)
	if err != nil {
		f.t.Error(err)
	}
	return text
}

// visit is what a browser does there: it looks at where it was sent.
func (f *fake) visit(at string) {
	u, err := url.Parse(at)
	if err != nil {
		f.t.Fatal(err)
	}
	q := u.Query()
	f.change(func() { f.challenge, f.nonce = q.Get("code_challenge"), q.Get("nonce") })
	for key, want := range map[string]string{"response_type": "code", "client_id": clientID, "redirect_uri": redirect, "scope": "openid email", "code_challenge_method": "S256"} {
		if got := q.Get(key); got != want {
			f.t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}
