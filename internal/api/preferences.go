package api

import (
	"context"
	"net/http"

	"firstline/internal/desk"
	"firstline/internal/preferences"
)

// Preferences keeps how each person likes the desk. *preferences.Service is one.
type Preferences interface {
	Of(ctx context.Context, who desk.AgentID) (preferences.Preferences, error)
	Change(ctx context.Context, who desk.AgentID, next preferences.Preferences) (preferences.Preferences, error)
}

func (a *API) preferenceRoutes(tag string) {
	const path = "/api/v1/me/preferences"
	route(a, signedIn(), described(get(path, "preferences", "How I like the desk", tag),
		"What I have chosen, the same on every computer; what is absent I never chose."), a.preferences)
	route(a, signedIn(), described(with(get(path, "change-preferences", "Change how I like the desk", tag), http.MethodPatch, http.StatusOK),
		"What is left out stays, so that two windows do not undo each other's choices."), a.changePreferences)
}

func (a *API) preferences(ctx context.Context, _ *nothing) (*answer[preferences.Preferences], error) {
	p, err := a.o.Preferences.Of(ctx, callerOf(ctx).Agent.ID)
	return answering(p), err
}

type preferencesIn struct{ Body preferences.Preferences }

func (a *API) changePreferences(ctx context.Context, in *preferencesIn) (*answer[preferences.Preferences], error) {
	p, err := a.o.Preferences.Change(ctx, callerOf(ctx).Agent.ID, in.Body)
	return answering(p), err
}
