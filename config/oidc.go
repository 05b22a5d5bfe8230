package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Provider is one place that says who somebody is (OpenID Connect).
type Provider struct {
	ID     string
	Name   string // what its button says; empty = the id
	NameTW string // empty = Name
	NameEN string

	Issuer       string
	AllowPrivate bool // the issuer may be inside the house
	ClientID     string
	ClientSecret Secret
	Scopes       []string

	Account    string   // the claim that is somebody's account here
	Verified   string   // the claim that makes an e-mail address believed
	Domains    []string // of the account, after the @; empty = any
	DropDomain bool     // the account here is what stands before the @

	Unknown      string // what becomes of somebody without an account: UnknownRefuse, UnknownCreate
	UnknownGroup string // of whom UnknownCreate makes an account
}

// Who may sign in with a password.
const (
	PasswordAll    = "everybody"
	PasswordAdmins = "admins"
)

// What becomes of somebody whom the provider knows and the desk does not.
const (
	UnknownRefuse = "refuse"
	UnknownCreate = "create"
)

// AccountEmail is the claim that is believed only when the provider says that it has verified it.
const AccountEmail = "email"

const providersKey = "auth.oidc"

func providerSettings(p *Provider) []setting {
	return []setting{
		{key: "id", val: channelID(&p.ID), sample: "corp",
			doc: "Stands in the address to which the provider sends people back: public_url, then /api/v1/sign-in/sso/<id>/callback. Choose once."},
		{key: "name", val: text(&p.Name, 40), sample: "企业微信",
			doc: "What the button on the sign-in page says. Empty: the id."},
		{key: "name_zh_tw", val: text(&p.NameTW, 40), sample: "企業微信",
			doc: "The same on a page in traditional Chinese. Empty: name."},
		{key: "name_en", val: text(&p.NameEN, 40), sample: "WeCom",
			doc: "The same on a page in English. Empty: name."},
		{key: "issuer", val: issuer(&p.Issuer), sample: "https://sso.example.com/realms/corp",
			doc: "The provider's issuer, letter by letter as its discovery document (<issuer>/.well-known/openid-configuration) has it. http only on this machine."},
		{key: "allow_private", val: boolean(&p.AllowPrivate), def: "false",
			doc: "Let the issuer lead to a private network or to this machine."},
		{key: "client_id", val: text(&p.ClientID, 255), sample: "firstline",
			doc: "What the provider calls this desk."},
		{key: "client_secret", val: secret(&p.ClientSecret), sample: "<the secret that the provider shows>",
			doc: "The provider's secret for this desk."},
		{key: "scopes", val: scopes(&p.Scopes), def: "openid, email, profile",
			doc: "What is asked of the provider. openid is always asked for."},
		{key: "account", val: text(&p.Account, 64), def: AccountEmail,
			doc: "The claim that is the account here when somebody comes for the first time. email counts only when the claim of verified is true. Take no claim that people can change by themselves."},
		{key: "verified", val: text(&p.Verified, 64), def: "email_verified",
			doc: "The claim that says that the address in email was verified."},
		{key: "domains", val: domains(&p.Domains), sample: "example.com",
			doc: "Only accounts with one of these behind the @ are let in. Empty: any."},
		{key: "drop_domain", val: boolean(&p.DropDomain), def: "false",
			doc: "The account here is what stands before the @: zhang.min for zhang.min@example.com. Needs exactly one of domains."},
		{key: "unknown", val: choice(&p.Unknown, UnknownRefuse, UnknownCreate), def: UnknownRefuse,
			doc: "What becomes of somebody who has no account here: refused, or made an agent of unknown_group."},
		{key: "unknown_group", val: text(&p.UnknownGroup, 64), sample: "service",
			doc: "The group of whom is made an agent like that."},
	}
}

// issuer is an address that is compared letter by letter: a slash at its end counts.
func issuer(p *string) value {
	v := endpoint(p)
	plain := v.set
	v.set = func(s string) error {
		if u, err := url.Parse(s); err == nil && (u.RawQuery != "" || u.User != nil) {
			return fault{"is not an issuer", "write the address alone, without user and query"}
		}
		return plain(s)
	}
	return v
}

func scopes(p *[]string) value {
	return value{field: p, kind: "list", limit: "words of a provider, 1 to 64 characters each", setList: func(items []string) error {
		out := []string{"openid"}
		for _, item := range items {
			if item == "" || len(item) > 64 || strings.ContainsFunc(item, func(r rune) bool { return r <= ' ' || r > '~' || r == '"' || r == '\\' }) {
				return fault{quote(item) + " is not a scope", "use 1 to 64 visible ASCII characters without quotes"}
			}
			if !slices.Contains(out, item) {
				out = append(out, item)
			}
		}
		*p = out
		return nil
	}}
}

func domains(p *[]string) value {
	return value{field: p, kind: "list of domains", limit: "as they stand behind the @", setList: func(items []string) error {
		out := make([]string, 0, len(items))
		for _, item := range items {
			d := strings.ToLower(item)
			if len(d) > 253 || !strings.Contains(d, ".") || strings.Trim(d, idLetters+".") != "" || strings.Trim(d, ".-") != d {
				return fault{quote(item) + " is not a domain", "write it as it stands behind the @, such as example.com"}
			}
			out = append(out, d)
		}
		*p = out
		return nil
	}}
}

// provider reads one item of the list.
func (l *loader) provider(item node, number int) {
	var p Provider
	all := providerSettings(&p)
	peek(item, "id", all[0])
	names := providerNames(append(slices.Clip(l.cfg.Auth.OIDC), p))
	name := names[len(names)-1]
	if strings.HasSuffix(name, "]") {
		name = fmt.Sprintf("%s[%d]", providersKey, number)
	}
	l.set[name] = l.at(item.line, item.col)
	l.itemDefaults(all)
	for _, e := range l.unique(item, name+".") {
		if s, ok := find(all, e.key); ok {
			l.leaf(s, name+"."+e.key, e)
			continue
		}
		l.unknownIn(l.at(e.line, e.col), name, e.key, "provider", all)
	}
	l.cfg.Auth.OIDC = append(l.cfg.Auth.OIDC, p)
}

// providerNames names all providers; one without an id of its own goes by its number.
func providerNames(all []Provider) []string {
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = providersKey + "." + p.ID
		if p.ID == "" || slices.Contains(names[:i], names[i]) {
			names[i] = fmt.Sprintf("%s[%d]", providersKey, i)
		}
	}
	return names
}

// providerVariable finds the provider and the key of FIRSTLINE_AUTH_OIDC_<ID>_<KEY>.
func (l *loader) providerVariable(v variable, rest string, o origin) {
	for i := range l.cfg.Auth.OIDC {
		p := &l.cfg.Auth.OIDC[i]
		key, mine := strings.CutPrefix(rest, envID(p.ID)+"_")
		s, file, known := match(providerSettings(p), key)
		if mine && known && s.key != "id" {
			l.fromEnv(s, providersKey+"."+p.ID+"."+s.key, v, file, o)
			return
		}
	}
	l.report(o, "", "names no provider that the file has, or none of its keys", "correct the name, or add the provider to "+providersKey)
}

func providerVariableName(s setting) string {
	if s.key == "id" {
		return "" // it is part of every variable's name
	}
	return envName(providersKey) + "_<ID>_" + strings.ToUpper(s.key)
}

func providersCheck(a Auth, publicURL string) []Problem {
	var ps []Problem
	if len(a.OIDC) == 0 && a.PasswordLogin == PasswordAdmins {
		ps = append(ps, Problem{Key: "auth.password_login", What: "leaves everybody but administrators without a way in", Do: "add a provider to " + providersKey + ", or remove the key"})
	}
	if len(a.OIDC) > 0 && publicURL == "" {
		ps = append(ps, Problem{Key: "public_url", near: []string{providersKey}, What: "is missing: a provider sends people back to it", Do: "set it to the address of this desk"})
	}
	names := providerNames(a.OIDC)
	for i, p := range a.OIDC {
		ps = append(ps, p.check(names[i])...)
	}
	return ps
}

func (p Provider) check(at string) []Problem {
	ps := called{at + ".issuer", p.Issuer, p.AllowPrivate, "set the provider's issuer", "everybody on the way could sign in as anybody", "write the provider's own address"}.check(at)
	bad := func(wrong bool, key, what, do string) {
		if wrong {
			ps = append(ps, Problem{Key: at + "." + key, near: []string{at}, What: what, Do: do})
		}
	}
	bad(p.ID == "", "id", "is missing", "give each provider an id of its own")
	bad(p.ID != "" && strings.HasSuffix(at, "]"), "id", quote(p.ID)+" is the id of an earlier provider", "give each provider an id of its own")
	bad(p.ClientID == "", "client_id", "is missing", "set what the provider calls this desk")
	bad(p.ClientSecret.Empty(), "client_secret", "is missing", "set the one that the provider shows, best in "+providerVariableName(setting{key: "client_secret"})+" or its _FILE")
	bad(p.Account == "", "account", "is empty", "name the claim, such as "+AccountEmail)
	bad(p.DropDomain && len(p.Domains) != 1, "drop_domain", fmt.Sprintf("stands beside %d domains: two people could have one account", len(p.Domains)), "name exactly one in domains, or remove the key")
	bad(p.Unknown == UnknownCreate && p.UnknownGroup == "", "unknown_group", "is missing", "name the group of new people")
	return ps
}
