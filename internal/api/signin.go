package api

import (
	"context"

	"firstline/internal/api/people"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

type setupIn struct {
	Body struct {
		Token    string `json:"token" maxLength:"100"`
		Login    string `json:"login" maxLength:"200"`
		Name     string `json:"name" maxLength:"200"`
		Password string `json:"password" maxLength:"1000"`
	}
}

// signedInOut carries the cookie.
type signedInOut struct {
	SetCookie string `header:"Set-Cookie"`
}

func (a *API) setup(ctx context.Context, in *setupIn) (*signedInOut, error) {
	b := in.Body
	got, err := a.o.People.Setup(ctx, b.Token, people.Newcomer{Login: b.Login, Name: b.Name, Password: b.Password}, requestOf(ctx).from)
	if err != nil {
		return nil, err
	}
	return &signedInOut{SetCookie: a.cookie.set(got)}, nil
}

type signInIn struct {
	Body struct {
		Login    string `json:"login" maxLength:"200"`
		Password string `json:"password" maxLength:"1000"`
	}
}

type signInOut struct {
	SetCookie string `header:"Set-Cookie"`
	Body      struct {
		Me inbox.Me `json:"me"`
	}
}

func (a *API) signIn(ctx context.Context, in *signInIn) (*signInOut, error) {
	got, err := a.o.People.SignIn(ctx, in.Body.Login, in.Body.Password, requestOf(ctx).from)
	if err != nil {
		return nil, err
	}
	caller, err := a.o.People.Who(ctx, got.Token)
	if err != nil {
		return nil, err
	}
	out := &signInOut{SetCookie: a.cookie.set(got)}
	out.Body.Me = a.o.Hub.MeOf(caller.Agent, caller.Login)
	return out, nil
}

func (a *API) signOut(ctx context.Context, _ *nothing) (*signedInOut, error) {
	err := a.o.People.SignOut(ctx, callerOf(ctx))
	if err != nil && desk.KindOf(err) != desk.NotFound { // gone in the same moment: just as well
		return nil, err
	}
	return &signedInOut{SetCookie: a.cookie.clear()}, nil
}
