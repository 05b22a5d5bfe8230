package api

import (
	"context"
	"net/http"

	"firstline/internal/api/access"
	"firstline/internal/desk"
)

// Identity is an account at a provider with which somebody signs in.
type Identity struct {
	ID       string      `json:"id"`
	Issuer   string      `json:"issuer"`
	Account  string      `json:"account" doc:"As the provider called it when the two were linked"`
	LinkedAt desk.Millis `json:"linked_at"`
	SeenAt   desk.Millis `json:"seen_at" doc:"The last sign-in with it"`
}

func (a *API) identityRoutes(tag string) {
	route(a, may(access.ManageAgents), get("/api/v1/agents/{id}/identities", "identities", "With which accounts at providers somebody signs in", tag), a.identities)
	route(a, may(access.ManageAgents), described(with(get("/api/v1/agents/{id}/identities/{identity}", "unlink-identity", "Unlink an account at a provider", tag), http.MethodDelete, http.StatusNoContent),
		"The person's sign-ins end. The next one who comes with that account of the provider is linked anew: to keep somebody out, disable the person."), a.unlink)
}

type identitiesIn struct {
	ID string `path:"id" pattern:"^[0-9a-f-]{36}$"`
}

func (a *API) identities(ctx context.Context, in *identitiesIn) (*answer[[]Identity], error) {
	rows, err := a.o.People.Identities(ctx, callerOf(ctx).Agent.Rank, desk.AgentID(in.ID))
	if err != nil {
		return nil, err
	}
	out := []Identity{}
	for _, r := range rows {
		out = append(out, Identity{r.ID, r.Issuer, r.Account, desk.Millis(r.LinkedAt), desk.Millis(r.SeenAt)})
	}
	return answering(out), nil
}

type identityIn struct {
	ID       string `path:"id" pattern:"^[0-9a-f-]{36}$"`
	Identity string `path:"identity" pattern:"^[0-9a-f-]{36}$"`
}

func (a *API) unlink(ctx context.Context, in *identityIn) (*nothing, error) {
	return nil, a.o.People.Unlink(ctx, callerOf(ctx), desk.AgentID(in.ID), in.Identity)
}
