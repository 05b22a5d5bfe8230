package api

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/inbox"
)

func (a *API) me(ctx context.Context, _ *nothing) (*answer[inbox.Me], error) {
	c := callerOf(ctx)
	return answering(a.o.Hub.MeOf(c.Agent, c.Login)), nil
}

type passwordIn struct {
	Body struct {
		Current string `json:"current" maxLength:"1000"`
		Next    string `json:"password" maxLength:"1000"`
	}
}

func (a *API) changePassword(ctx context.Context, in *passwordIn) (*nothing, error) {
	return nil, a.o.People.ChangePassword(ctx, callerOf(ctx), in.Body.Current, in.Body.Next)
}

// SignIn is one place where somebody is signed in.
type SignIn struct {
	ID        string      `json:"id"`
	CreatedAt desk.Millis `json:"created_at"`
	SeenAt    desk.Millis `json:"seen_at"`
	ExpiresAt desk.Millis `json:"expires_at"`
	UserAgent string      `json:"user_agent"`
	Source    string      `json:"source" doc:"The address it came from"`
	Current   bool        `json:"current" doc:"This is the one that asks"`
}

func (a *API) signIns(ctx context.Context, _ *nothing) (*answer[[]SignIn], error) {
	c := callerOf(ctx)
	rows, err := a.o.People.SignIns(ctx, c.Agent.ID)
	if err != nil {
		return nil, err
	}
	out := make([]SignIn, len(rows))
	for i, r := range rows {
		out[i] = SignIn{ID: r.ID, CreatedAt: desk.Millis(r.CreatedAt), SeenAt: desk.Millis(r.SeenAt), ExpiresAt: desk.Millis(r.ExpiresAt),
			UserAgent: r.UserAgent, Source: r.Source, Current: r.ID == c.SignIn}
	}
	return answering(out), nil
}

type signInID struct {
	ID string `path:"id" pattern:"^[0-9a-f-]{36}$" doc:"As the list of sign-ins gives it"`
}

func (a *API) revoke(ctx context.Context, in *signInID) (*nothing, error) {
	return nil, a.o.People.Revoke(ctx, callerOf(ctx).Agent.ID, in.ID)
}
