package api

import (
	"cmp"
	"context"
)

type bootBody struct {
	SetupNeeded  bool          `json:"setup_needed"`
	Organisation string        `json:"organisation"`
	Locale       string        `json:"locale"`
	Version      string        `json:"version"`
	Demo         bool          `json:"demo"`
	SSO          []SSOChoice   `json:"sso" doc:"Where people may sign in instead of here"`
	AdminsOnly   bool          `json:"admins_only" doc:"Nobody but administrators signs in with a password"`
	Translates   bool          `json:"translates" doc:"There is a service for POST /api/v1/sessions/{id}/translation"`
	Remember     int           `json:"remember_s,omitempty" doc:"For how many seconds a browser is remembered that asks for it when it signs in; left out: not at all"`
	MinPassword  int           `json:"min_password" doc:"The fewest characters of a new password"`
	Help         string        `json:"help,omitempty" doc:"Whom to ask who cannot sign in"`
	DemoAccounts []DemoAccount `json:"demo_accounts,omitempty" doc:"In a demonstration only"`
}

func (a *API) boot(ctx context.Context, _ *nothing) (*answer[bootBody], error) {
	needed, err := a.o.People.SetupNeeded(ctx)
	if err != nil {
		return nil, err
	}
	b := bootBody{SetupNeeded: needed, Organisation: a.o.Organisation(), Locale: cmp.Or(a.o.Locale, "zh-CN"), Version: a.o.Version, Demo: a.o.Demo, SSO: a.ssoChoices(), AdminsOnly: a.o.AdminsOnly,
		Translates: a.o.Translator != nil, Remember: int(a.o.Remember.Seconds()), Help: a.o.Help, MinPassword: a.o.People.MinPassword()}
	if a.o.Demo {
		b.DemoAccounts = a.o.DemoAccounts
	}
	return answering(b), nil
}
