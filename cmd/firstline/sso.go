package main

import (
	"cmp"
	"context"

	"firstline/config"
	"firstline/internal/api"
	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/openid"
	"firstline/internal/store"
)

// keepers are the providers of single sign-on, and what seals the trips there.
type keepers struct {
	all   []api.SSO
	seals *openid.Seals
}

// openKeepers prepares the providers; nobody is called before somebody signs in.
func openKeepers(ctx context.Context, cfg config.Config, st *store.Store) (k keepers, err error) {
	if len(cfg.Auth.OIDC) == 0 {
		return k, nil
	}
	key, err := secretOf(ctx, st, "sso_key")
	if err != nil {
		return k, err
	}
	if k.seals, err = openid.NewSeals(key); err != nil {
		return k, err
	}
	for _, p := range cfg.Auth.OIDC {
		k.all = append(k.all, keeper(p, cfg.PublicURL))
	}
	return k, nil
}

func keeper(p config.Provider, publicURL string) api.SSO {
	name := cmp.Or(p.Name, p.ID)
	return api.SSO{ID: p.ID, Names: map[string]string{"zh-CN": name, "zh-TW": cmp.Or(p.NameTW, name), "en": cmp.Or(p.NameEN, name)},
		Unknown: people.Unknown{Create: p.Unknown == config.UnknownCreate, Group: desk.GroupID(p.UnknownGroup)},
		Keeper: openid.New(openid.Options{Issuer: p.Issuer, ClientID: p.ClientID, Secret: p.ClientSecret.Reveal(), Scopes: p.Scopes, HTTP: guarded(p.AllowPrivate),
			Redirect: publicURL + "/api/v1/sign-in/sso/" + p.ID + "/callback",
			Claims:   openid.Claims{Account: p.Account, Email: p.Account == config.AccountEmail, Verified: p.Verified, Domains: p.Domains, DropDomain: p.DropDomain}})}
}

// adminsOnly says whether nobody but administrators signs in with a password.
func adminsOnly(cfg config.Config) bool { return cfg.Auth.PasswordLogin == config.PasswordAdmins }
