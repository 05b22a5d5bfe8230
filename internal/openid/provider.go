package openid

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"firstline/internal/desk"
)

// Options are what a Provider is made of. All but Now are needed.
type Options struct {
	Issuer   string // letter by letter
	ClientID string
	Secret   string
	Scopes   []string
	Redirect string // the whole address to which people come back
	HTTP     *http.Client
	Now      func() time.Time // the clock; nil = time.Now

	Claims Claims
}

// Provider is one place that says who somebody is. It is asked for its addresses when they are needed first, so that one that is away keeps
// nothing from starting. Its methods may be called from many goroutines.
type Provider struct {
	o Options

	mu     sync.Mutex
	known  *known
	asked  time.Time // when we asked last
	failed error     // what came of it
}

// known is what a provider says of itself.
type known struct {
	provider *oidc.Provider
	style    oauth2.AuthStyle
}

// A provider's addresses are asked for anew in an hour, so that what it takes away does not count for ever; one that could not be asked is
// left alone for a moment, whoever comes meanwhile. A call takes ten seconds at most and its answer is no larger than a megabyte.
const (
	knownFor   = time.Hour
	failedFor  = 3 * time.Second
	callLasts  = 10 * time.Second
	answerMost = 1 << 20
)

// New makes a Provider. It calls nobody.
func New(o Options) *Provider {
	if o.Now == nil {
		o.Now = time.Now
	}
	client := *o.HTTP
	client.Transport, client.Timeout = bounded{client.Transport}, callLasts
	o.HTTP = &client
	return &Provider{o: o}
}

// URL is where a browser is sent for an Ask. A failure is of kind desk.Unavailable, code sso_away.
func (p *Provider) URL(ctx context.Context, a Ask) (string, error) {
	ctx, cancel := p.call(ctx)
	defer cancel()
	k, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	return p.client(k).AuthCodeURL(a.State, oidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)), nil
}

// Back is what a browser brings back from a provider.
type Back struct {
	Code   string
	Issuer string // as far as the provider says it (RFC 9207); empty = it does not
}

// Who changes the code that came back for who it is. Failures: desk.Unavailable sso_away, desk.Forbidden sso_token or those of Claims.
func (p *Provider) Who(ctx context.Context, b Back, a Ask) (Identity, error) {
	if b.Issuer != "" && b.Issuer != p.o.Issuer {
		return Identity{}, refused(errors.New("another provider answers"))
	}
	ctx, cancel := p.call(ctx)
	defer cancel()
	k, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	tokens, err := p.client(k).Exchange(ctx, b.Code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return Identity{}, exchangeFailed(err)
	}
	raw, _ := tokens.Extra("id_token").(string)
	token, err := k.provider.Verifier(&oidc.Config{ClientID: p.o.ClientID, Now: p.o.Now}).Verify(ctx, raw)
	if err != nil {
		return Identity{}, verifyFailed(err)
	}
	said, err := p.judge(token, tokens.AccessToken, a)
	if err != nil {
		return Identity{}, err
	}
	if !p.o.Claims.enough(said) && k.provider.UserInfoEndpoint() != "" {
		if said, err = p.userInfo(ctx, k, tokens, token.Subject); err != nil {
			return Identity{}, err
		}
	}
	return p.o.Claims.identity(p.o.Issuer, token.Subject, said)
}

// judge holds a signed token against what was asked for, as far as the library does not.
func (p *Provider) judge(t *oidc.IDToken, access string, a Ask) (claims, error) {
	said := claims{}
	if err := t.Claims(&said); err != nil {
		return nil, refused(err)
	}
	party, named := said["azp"]
	switch {
	case !same(t.Nonce, a.Nonce):
		return nil, refused(errors.New("the nonce is another request's"))
	case named && party != p.o.ClientID, !named && len(t.Audience) > 1:
		return nil, refused(errors.New("the token was made for another client"))
	case t.Subject == "" || len(t.Subject) > 255:
		return nil, refused(errors.New("the token is of nobody"))
	case t.AccessTokenHash != "" && t.VerifyAccessToken(access) != nil:
		return nil, refused(errors.New("the access token is another one's"))
	}
	return said, nil
}

// userInfo asks for the claims that many providers leave out of a token.
func (p *Provider) userInfo(ctx context.Context, k *known, tokens *oauth2.Token, subject string) (claims, error) {
	info, err := k.provider.UserInfo(ctx, oauth2.StaticTokenSource(tokens))
	if err != nil {
		kind, _, _ := strings.Cut(err.Error(), ":") // behind it stands what the provider wrote
		return nil, away(fmt.Errorf("userinfo: %s", kind))
	}
	said := claims{}
	if err := info.Claims(&said); err != nil {
		return nil, refused(err)
	}
	if info.Subject != subject {
		return nil, refused(errors.New("the provider speaks of somebody else than its token"))
	}
	return said, nil
}

func (p *Provider) client(k *known) *oauth2.Config {
	at := k.provider.Endpoint()
	at.AuthStyle = k.style
	return &oauth2.Config{ClientID: p.o.ClientID, ClientSecret: p.o.Secret, Endpoint: at, RedirectURL: p.o.Redirect, Scopes: p.o.Scopes}
}

func (p *Provider) call(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(oidc.ClientContext(ctx, p.o.HTTP), callLasts)
}

// discover gives what the provider says of itself. While it is away, what it said last goes on.
func (p *Provider) discover(ctx context.Context) (*known, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	since := p.o.Now().Sub(p.asked)
	if p.known != nil && since < knownFor || p.failed != nil && since < failedFor {
		return p.known, p.failed
	}
	ctx, cancel := p.call(context.WithoutCancel(ctx)) // others need the answer too
	defer cancel()
	k, err := read(ctx, p.o.Issuer)
	p.asked = p.o.Now()
	if err == nil || p.known == nil {
		p.known, p.failed = k, err
	}
	return p.known, p.failed
}

// read asks a provider for its addresses.
func read(ctx context.Context, issuer string) (*known, error) {
	provider, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		return nil, away(err)
	}
	var also struct {
		Auth    string   `json:"authorization_endpoint"`
		Token   string   `json:"token_endpoint"`
		Keys    string   `json:"jwks_uri"`
		Info    string   `json:"userinfo_endpoint"`
		Methods []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := provider.Claims(&also); err != nil {
		return nil, away(err)
	}
	scheme, _, _ := strings.Cut(issuer, "://")
	for _, at := range []string{also.Auth, also.Token, also.Keys, cmp.Or(also.Info, issuer)} {
		if !strings.HasPrefix(at, "https://") && !strings.HasPrefix(at, scheme+"://") {
			return nil, away(fmt.Errorf("the provider names the address %.80q, which is no %s", at, scheme))
		}
	}
	k := &known{provider, oauth2.AuthStyleInHeader} // what the specification says where nothing else is said
	if len(also.Methods) > 0 && !slices.Contains(also.Methods, "client_secret_basic") {
		k.style = oauth2.AuthStyleInParams
	}
	return k, nil
}

// bounded cuts off answers that nobody can mean.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.next.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, answerMost), res.Body}
	}
	return res, err
}

// exchangeFailed tells a code that the provider refuses from a provider that is away. What it wrote is kept out of the cause: nobody knows
// what a wrong address answers.
func exchangeFailed(err error) error {
	var said *oauth2.RetrieveError
	if !errors.As(err, &said) {
		return away(err)
	}
	why := fmt.Errorf("the provider answers %d %.60q", said.Response.StatusCode, said.ErrorCode)
	if said.ErrorCode == "invalid_grant" {
		return refused(why)
	}
	return away(why)
}

// Said is the failure that a provider gives a browser to bring back.
func Said(code string) error {
	if code == "access_denied" {
		return desk.Fail(desk.Forbidden, "sso_denied", "the sign-in service did not agree: begin again, or use another account")
	}
	return away(fmt.Errorf("the provider sends people back with %.60q", code))
}

// verifyFailed tells a bad token from keys that could not be fetched; the library has no error of its own for that.
func verifyFailed(err error) error {
	if strings.Contains(err.Error(), "fetching keys") {
		return away(err)
	}
	return refused(err)
}

func away(err error) error {
	return desk.Because(desk.Unavailable, "sso_away", "the sign-in service cannot be reached, or does not answer as it should: try again, or use the password", short(err))
}

func refused(err error) error {
	return desk.Because(desk.Forbidden, "sso_token", "what the sign-in service says cannot be believed: begin again, and tell the administrator if it stays", short(err))
}

// short keeps a foreign server's answer from filling the log.
func short(err error) error {
	if text := err.Error(); len(text) > 300 {
		return errors.New(strings.ToValidUTF8(text[:300], "") + "…")
	}
	return err
}
