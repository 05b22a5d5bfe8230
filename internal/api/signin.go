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

// signedInOut carries the cookies.
type signedInOut struct {
	SetCookie []string `header:"Set-Cookie"`
}

func (a *API) setup(ctx context.Context, in *setupIn) (*signedInOut, error) {
	b := in.Body
	got, err := a.o.People.Setup(ctx, b.Token, people.Newcomer{Login: b.Login, Name: b.Name, Password: b.Password}, requestOf(ctx).from)
	if err != nil {
		return nil, err
	}
	return &signedInOut{SetCookie: a.cookie.set(got, a.o.Now())}, nil
}

type signInIn struct {
	Body struct {
		Login       string `json:"login" maxLength:"200"`
		Password    string `json:"password" maxLength:"1000"`
		Code        string `json:"code,omitempty" maxLength:"64" doc:"Of the second factor: an app's, or a recovery code. Asked for with 403 code_needed"`
		NewPassword string `json:"new_password,omitempty" maxLength:"1000" doc:"In place of one that is too old, which 403 password_expired says; else it changes nothing"`
		TakeOver    bool   `json:"take_over,omitempty" doc:"Where the person is signed in elsewhere, which 409 elsewhere says, that ends"`
		Remember    bool   `json:"remember,omitempty" doc:"Remember this browser for remember_s of GET /api/v1/boot: it stays signed in, and needs no code"`
	}
}

type signInOut struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      struct {
		Me   inbox.Me `json:"me"`
		Owes bool     `json:"owes" doc:"A second factor has to be set up before anything else: every other route answers 403 second_factor_owed"`
	}
}

func (a *API) signIn(ctx context.Context, in *signInIn) (*signInOut, error) {
	from := requestOf(ctx).from
	from.Code, from.Remember = in.Body.Code, in.Body.Remember
	from.NewPassword, from.TakeOver = in.Body.NewPassword, in.Body.TakeOver
	got, err := a.o.People.SignIn(ctx, in.Body.Login, in.Body.Password, from)
	if err != nil {
		return nil, err
	}
	caller, err := a.o.People.Who(ctx, got.Token)
	if err != nil {
		return nil, err
	}
	out := &signInOut{SetCookie: a.cookie.set(got, a.o.Now())}
	out.Body.Me, out.Body.Owes = a.o.Hub.MeOf(caller.Agent, caller.Login), caller.Owes
	return out, nil
}

// Ends says how long a sign-in lasts if nobody uses it.
type Ends struct {
	EndsIn int `json:"ends_in_s" doc:"Signed out in so many seconds in any case"`
	IdleIn int `json:"idle_in_s" doc:"Signed out in so many seconds without use; 0 = a remembered browser keeps it"`
}

// ends looks at the sign-in without using it: whoever asks for the end would put it off.
func (a *API) ends(ctx context.Context, _ *nothing) (*answer[Ends], error) {
	e, err := a.o.People.Ends(ctx, requestOf(ctx).token)
	if err != nil {
		return nil, err
	}
	return answering(Ends{EndsIn: int(e.Age.Seconds()), IdleIn: int(e.Idle.Seconds())}), nil
}

func (a *API) signOut(ctx context.Context, _ *nothing) (*signedInOut, error) {
	err := a.o.People.SignOut(ctx, callerOf(ctx))
	if err != nil && desk.KindOf(err) != desk.NotFound { // gone in the same moment: just as well
		return nil, err
	}
	return &signedInOut{SetCookie: a.cookie.clear()}, nil
}
