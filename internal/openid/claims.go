package openid

import (
	"crypto/subtle"
	"slices"
	"strings"

	"firstline/internal/desk"
)

// Claims say how a provider's words are read.
type Claims struct {
	Account    string   // the claim that is the account
	Email      bool     // that is an e-mail address, believed only when Verified is true
	Verified   string   // the claim that says so
	Domains    []string // of the account, in small letters; empty = any
	DropDomain bool     // the account is what stands before the @
}

// Identity is who somebody is, as a provider says.
type Identity struct {
	Issuer  string
	Subject string
	Name    string
	Account string
	Doubt   error // why nobody may be found by the account; nil = it is believed. Somebody known by the subject needs none.
}

// claims are what a provider says of somebody.
type claims map[string]any

func (c claims) text(key string) string {
	s, _ := c[key].(string)
	return strings.TrimSpace(s)
}

// yes reads what some providers write as a text or a number.
func (c claims) yes(key string) bool {
	switch v := c[key].(type) {
	case bool:
		return v
	case string:
		return v == "true" || v == "1"
	case float64:
		return v == 1
	}
	return false
}

// enough says whether nothing more need be asked for.
func (c Claims) enough(said claims) bool {
	_, judged := said[c.Verified]
	return said.text(c.Account) != "" && (judged || !c.Email)
}

// identity reads who somebody is. A domain that is not let in is a failure of kind desk.Forbidden, code sso_domain.
func (c Claims) identity(issuer, subject string, said claims) (Identity, error) {
	id := Identity{Issuer: issuer, Subject: subject, Name: said.text("name"), Account: said.text(c.Account)}
	at := strings.LastIndexByte(id.Account, '@')
	if len(c.Domains) > 0 && (at < 1 || !slices.Contains(c.Domains, strings.ToLower(id.Account[at+1:]))) {
		return id, desk.Fail(desk.Forbidden, "sso_domain", "accounts of this domain are not let in here: use your account of work")
	}
	switch {
	case id.Account == "":
		id.Doubt = desk.Fail(desk.Forbidden, "sso_unverified", "the sign-in service does not say which account this is")
	case c.Email && !said.yes(c.Verified):
		id.Doubt = desk.Fail(desk.Forbidden, "sso_unverified", "the sign-in service has not verified the e-mail address")
	}
	if c.DropDomain && at > 0 {
		id.Account = id.Account[:at]
	}
	return id, nil
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
