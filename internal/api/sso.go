package api

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"go.uber.org/zap"

	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/openid"
)

// Doorkeeper says who somebody is. *openid.Provider is one.
type Doorkeeper interface {
	URL(ctx context.Context, a openid.Ask) (string, error)
	Who(ctx context.Context, b openid.Back, a openid.Ask) (openid.Identity, error)
}

// SSO is one place where people may sign in instead of here.
type SSO struct {
	ID      string
	Names   map[string]string // by locale
	Keeper  Doorkeeper
	Unknown people.Unknown
}

// SSOChoice is a button of the sign-in page.
type SSOChoice struct {
	ID    string            `json:"id"`
	Names map[string]string `json:"names" doc:"What the button says, by locale"`
}

// ssoRoutes lead to a provider and back (S-AU1).
func (a *API) ssoRoutes() {
	route(a, public(), described(post("/api/v1/sign-in/sso/{provider}", "sign-in-sso", "Begin a sign-in at a provider", tagStart),
		"The browser is to go to `url`. It comes back to the callback within ten minutes, in the same browser. 503 `sso_away` while the provider cannot be reached."), a.ssoBegin)
	route(a, public(), described(with(get("/api/v1/sign-in/sso/{provider}/callback", "sign-in-sso-callback", "End a sign-in at a provider", tagStart), "", http.StatusSeeOther),
		"The address that the provider is told. Leads on to where the person wanted to go, or to `/sign-in?sso=<code>`: `sso_state`, `sso_denied`, `sso_away`, `sso_token`, `sso_domain`, `sso_unverified`, `sso_unknown`, `sso_unfit`, `sso_other`, `sso_disabled`, `locked`."), a.ssoEnd)
}

func (a *API) sso(id string) (SSO, bool) {
	for _, s := range a.o.SSO {
		if s.ID == id {
			return s, true
		}
	}
	return SSO{}, false
}

func (a *API) ssoChoices() []SSOChoice {
	out := []SSOChoice{}
	for _, s := range a.o.SSO {
		out = append(out, SSOChoice{s.ID, s.Names})
	}
	return out
}

type ssoBeginIn struct {
	Provider string `path:"provider" maxLength:"32"`
	Body     struct {
		Next string `json:"next,omitempty" maxLength:"2000" doc:"Where the person wants to go: a path of this desk. Anything else is left out"`
	}
}

type ssoBeginOut struct {
	SetCookie string `header:"Set-Cookie"`
	Body      struct {
		URL string `json:"url"`
	}
}

func (a *API) ssoBegin(ctx context.Context, in *ssoBeginIn) (*ssoBeginOut, error) {
	asked := requestOf(ctx)
	if err := a.o.People.MayTry(asked.from); err != nil {
		return nil, err
	}
	p, ok := a.sso(in.Provider)
	if !ok {
		return nil, desk.Fail(desk.NotFound, "not_found", "there is no such provider")
	}
	browser := cmp.Or(asked.trip, openid.Browser()) // that of a trip in another tab goes on
	ask := a.o.Seals.Begin(openid.Trip{Provider: p.ID, Next: local(in.Body.Next), Until: a.o.Now().Add(openid.TripLasts)}, browser)
	to, err := p.Keeper.URL(ctx, ask)
	if err != nil {
		return nil, err
	}
	out := &ssoBeginOut{SetCookie: a.cookie.make(a.cookie.trip(), browser, openid.TripLasts)}
	out.Body.URL = to
	return out, nil
}

type ssoEndIn struct {
	Provider string `path:"provider" maxLength:"32"`
	State    string `query:"state" maxLength:"8000"`
	Code     string `query:"code" maxLength:"8000"`
	Error    string `query:"error" maxLength:"200"`
	Issuer   string `query:"iss" maxLength:"1000"`
}

type ssoEndOut struct {
	Status    int
	Location  string   `header:"Location"`
	SetCookie []string `header:"Set-Cookie"`
}

func (a *API) ssoEnd(ctx context.Context, in *ssoEndIn) (*ssoEndOut, error) {
	next, got, err := a.comeBack(ctx, in)
	if err != nil {
		return &ssoEndOut{Status: http.StatusSeeOther, Location: a.turnedAway(ctx, in.Provider, next, err)}, nil
	}
	return &ssoEndOut{Status: http.StatusSeeOther, Location: cmp.Or(next, "/"), SetCookie: append(a.cookie.set(got, a.o.Now()), a.cookie.make(a.cookie.trip(), "", gone))}, nil
}

// comeBack signs in who comes back from a provider. next is known as soon as the trip is ours.
func (a *API) comeBack(ctx context.Context, in *ssoEndIn) (next string, got people.SignedIn, err error) {
	asked := requestOf(ctx)
	if err := a.o.People.MayTry(asked.from); err != nil {
		return "", got, err
	}
	p, ok := a.sso(in.Provider)
	if !ok {
		return "", got, openid.ErrState()
	}
	trip, ask, err := a.o.Seals.End(in.State, asked.trip, p.ID, a.o.Now())
	if err != nil {
		return "", got, err
	}
	if first, err := a.o.People.EndTrip(ctx, in.State, trip.Until); err != nil {
		return trip.Next, got, err
	} else if !first {
		return trip.Next, got, openid.ErrState()
	}
	if in.Error != "" {
		return trip.Next, got, openid.Said(in.Error)
	}
	who, err := p.Keeper.Who(ctx, openid.Back{Code: in.Code, Issuer: in.Issuer}, ask)
	if err != nil {
		return trip.Next, got, err
	}
	got, err = a.o.People.SignInWith(ctx, people.Known(who), p.Unknown, asked.from)
	return trip.Next, got, err
}

// turnedAway is where somebody goes who was not let in; it counts the failure and writes it down, once, without anything that would open a
// door.
func (a *API) turnedAway(ctx context.Context, provider, next string, err error) string {
	p := problemOf(err)
	log := a.log.Info
	if p.Status >= http.StatusInternalServerError {
		log = a.log.Warn
	} else if p.Status != http.StatusTooManyRequests {
		a.o.People.Failed(ctx, requestOf(ctx).from)
	}
	if _, known := a.sso(provider); !known {
		provider = ""
	}
	log("a sign-in at a provider was refused", zap.String("provider", provider), zap.String("code", p.Code), zap.Error(err))
	to := url.Values{"sso": {p.Code}}
	if next != "" {
		to.Set("next", next)
	}
	if p.RetryAfter > 0 {
		to.Set("wait", strconv.Itoa(p.RetryAfter))
	}
	return "/sign-in?" + to.Encode()
}

// local lets nothing through but a path of this desk: no other host, and nothing that a browser would read as one.
func local(next string) string {
	u, err := url.Parse(next)
	bad := err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") ||
		strings.ContainsFunc(next, func(r rune) bool { return r == '\\' || unicode.IsControl(r) })
	if bad {
		return ""
	}
	return next
}

// trip is the name of the cookie of a browser that is on its way to a provider.
func (c cookie) trip() string { return strings.TrimSuffix(c.name, "_session") + "_sso" }
