package api

import (
	"context"

	"firstline/internal/api/people/factor"
	"firstline/internal/desk"
)

// SecondFactor is what may be told of a second factor.
type SecondFactor struct {
	Since    desk.Millis `json:"since" doc:"0 = there is none"`
	Recovery int         `json:"recovery" doc:"Recovery codes that are left"`
	Offered  bool        `json:"offered" doc:"One can be set up"`
	Required bool        `json:"required" doc:"One has to be"`
}

func (a *API) tellFactor(ctx context.Context, id desk.AgentID, rank desk.Rank) (*answer[SecondFactor], error) {
	f, err := a.o.People.FactorOf(ctx, id, rank)
	return answering(SecondFactor{Since: f.Since, Recovery: f.Recovery, Offered: f.Offered, Required: f.Required}), err
}

func (a *API) secondFactor(ctx context.Context, _ *nothing) (*answer[SecondFactor], error) {
	c := callerOf(ctx).Agent
	return a.tellFactor(ctx, c.ID, c.Rank)
}

type beginFactorIn struct {
	Body struct {
		Password string `json:"password,omitempty" maxLength:"1000" doc:"Not needed where one has just signed in to set it up"`
	}
}

// NewFactor is a secret that was drawn.
type NewFactor struct {
	Secret  string         `json:"secret" doc:"To be typed into an app"`
	URL     string         `json:"url" doc:"The same for an app on this machine"`
	Picture factor.Picture `json:"picture" doc:"The same as a QR code: an SVG path of dark squares, in a light square of that size"`
}

func (a *API) beginFactor(ctx context.Context, in *beginFactorIn) (*answer[NewFactor], error) {
	k, err := a.o.People.BeginFactor(ctx, callerOf(ctx), in.Body.Password)
	if err != nil {
		return nil, err
	}
	picture, err := factor.Draw(k.URL)
	return answering(NewFactor{Secret: k.Secret, URL: k.URL, Picture: picture}), err
}

type codeIn struct {
	Body struct {
		Code string `json:"code" maxLength:"64"`
	}
}

// RecoveryCodes are for who has lost the app; each works once.
type RecoveryCodes struct {
	Codes []string `json:"codes"`
}

func (a *API) confirmFactor(ctx context.Context, in *codeIn) (*answer[RecoveryCodes], error) {
	codes, err := a.o.People.ConfirmFactor(ctx, callerOf(ctx), in.Body.Code)
	return answering(RecoveryCodes{codes}), err
}

type bothIn struct {
	Body struct {
		Password string `json:"password" maxLength:"1000"`
		Code     string `json:"code" maxLength:"64" doc:"An app's, or a recovery code"`
	}
}

func (a *API) renewCodes(ctx context.Context, in *bothIn) (*answer[RecoveryCodes], error) {
	codes, err := a.o.People.RenewCodes(ctx, callerOf(ctx), in.Body.Password, in.Body.Code)
	return answering(RecoveryCodes{codes}), err
}

func (a *API) dropFactor(ctx context.Context, in *bothIn) (*nothing, error) {
	return nil, a.o.People.DropFactor(ctx, callerOf(ctx), in.Body.Password, in.Body.Code)
}

type agentID struct {
	ID string `path:"id" pattern:"^[0-9a-f-]{36}$"`
}

func (a *API) factorOf(ctx context.Context, in *agentID) (*answer[SecondFactor], error) {
	who, err := a.agent(ctx, desk.AgentID(in.ID))
	if err != nil {
		return nil, err
	}
	return a.tellFactor(ctx, who.Body.ID, who.Body.Rank)
}

func (a *API) resetFactor(ctx context.Context, in *agentID) (*nothing, error) {
	return nil, a.o.People.ResetFactor(ctx, callerOf(ctx).Viewer(), desk.AgentID(in.ID))
}

// Device is a browser that is remembered.
type Device struct {
	ID        string      `json:"id"`
	CreatedAt desk.Millis `json:"created_at"`
	UsedAt    desk.Millis `json:"used_at" doc:"The last sign-in with it"`
	ExpiresAt desk.Millis `json:"expires_at"`
	UserAgent string      `json:"user_agent"`
	Source    string      `json:"source" doc:"The address of the last sign-in"`
	Current   bool        `json:"current" doc:"It keeps the sign-in that asks"`
}

func (a *API) devices(ctx context.Context, _ *nothing) (*answer[[]Device], error) {
	c := callerOf(ctx)
	rows, err := a.o.People.Devices(ctx, c.Agent.ID)
	if err != nil {
		return nil, err
	}
	out := make([]Device, len(rows))
	for i, r := range rows {
		out[i] = Device{ID: r.ID, CreatedAt: desk.Millis(r.CreatedAt), UsedAt: desk.Millis(r.UsedAt), ExpiresAt: desk.Millis(r.ExpiresAt),
			UserAgent: r.UserAgent, Source: r.Source, Current: r.ID == c.Device}
	}
	return answering(out), nil
}

func (a *API) forgetDevice(ctx context.Context, in *signInID) (*nothing, error) {
	return nil, a.o.People.Forget(ctx, callerOf(ctx).Agent.ID, in.ID)
}
