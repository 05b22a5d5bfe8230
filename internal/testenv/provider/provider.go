// Package provider starts an OpenID provider of somebody else's (the npm package oidc-provider) for the tests of single sign-on. It skips
// where node is not on the machine, and knows nothing of the desk.
package provider

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"runtime"
	"testing"

	"firstline/internal/testenv"
)

// ClientID and Secret are what the desk is called there.
const (
	ClientID = "firstline"
	Secret   = "a-secret-of-the-tests-that-is-long-enough"
)

// Claims are what the provider says of somebody, beside the login, which is the subject.
type Claims map[string]any

// Provider is a running one; it ends with the test.
type Provider struct {
	Issuer string
	t      testing.TB
}

// Start starts one that knows a desk by the addresses to which people come back, and people by their logins.
func Start(t testing.TB, people map[string]Claims, redirects ...string) *Provider {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	given, err := json.Marshal(map[string]any{"accounts": people, "clients": []any{map[string]any{"client_id": ClientID, "client_secret": Secret, "redirect_uris": redirects}}})
	if err != nil {
		t.Fatal(err)
	}
	return &Provider{testenv.Node(t, filepath.Dir(here), "oidc-provider", string(given)), t}
}

// Rotate gives it another key; the former one is gone at once.
func (p *Provider) Rotate() {
	p.t.Helper()
	res, err := http.Post(p.Issuer+"/_control/rotate", "", nil)
	if err != nil {
		p.t.Fatal(err)
	}
	_ = res.Body.Close()
}
