package config

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestProviders: two places to sign in at, the secret of one in a file that a variable names.
func TestProviders(t *testing.T) {
	t.Parallel()
	text := "public_url: https://desk.example.org\nauth:\n  password_login: admins\n  oidc:\n" +
		"    - {id: corp, name: 企业微信, issuer: 'https://sso.example.org/', client_id: desk, scopes: [email], domains: [Example.ORG], drop_domain: true}\n" +
		"    - {id: corp-two, issuer: 'http://localhost:9000', allow_private: true, client_id: d, client_secret: s, account: upn, unknown: create, unknown_group: service}\n"
	read := func(name string) ([]byte, error) {
		if name == "/run/secrets/sso" {
			return []byte("from-a-file\n"), nil
		}
		return []byte(text), nil
	}
	c, err := Load(Source{File: "desk.yaml", ReadFile: read, Env: []string{"FIRSTLINE_AUTH_OIDC_CORP_CLIENT_SECRET_FILE=/run/secrets/sso", "FIRSTLINE_AUTH_OIDC_CORP_TWO_NAME_EN=Two"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Provider{
		{ID: "corp", Name: "企业微信", Issuer: "https://sso.example.org/", ClientID: "desk", ClientSecret: NewSecret("from-a-file"), Scopes: []string{"openid", "email"}, Account: "email",
			Verified: "email_verified", Domains: []string{"example.org"}, DropDomain: true, Unknown: UnknownRefuse},
		{ID: "corp-two", NameEN: "Two", Issuer: "http://localhost:9000", AllowPrivate: true, ClientID: "d", ClientSecret: NewSecret("s"), Scopes: []string{"openid", "email", "profile"}, Account: "upn",
			Verified: "email_verified", Unknown: UnknownCreate, UnknownGroup: "service"},
	}
	if diff := cmp.Diff(want, c.Auth.OIDC, cmp.Comparer(Secret.Equal)); diff != "" {
		t.Error(diff)
	}
	if c.Auth.PasswordLogin != PasswordAdmins {
		t.Errorf("passwords for %q", c.Auth.PasswordLogin)
	}
}
