package api

import (
	"net/http"

	"firstline/internal/api/access"
)

// startRoutes lead to a browser that may speak for somebody.
func (a *API) startRoutes() {
	route(a, public(), get("/api/v1/boot", "boot", "What a browser needs before anybody signed in", tagStart), a.boot)
	route(a, public(), described(with(post("/api/v1/setup", "setup", "Make the first admin", tagStart), "", http.StatusNoContent),
		"With the token of the link that is printed at the start of a new installation. It works once, for a day, and signs in."), a.setup)
	route(a, public(), described(post("/api/v1/sign-in", "sign-in", "Sign in", tagStart),
		"401 `wrong_credentials` never says which of the two is wrong; 429 `locked` after ten failures of an account or twenty of a source."), a.signIn)
	a.ssoRoutes()
	route(a, signedIn(), with(post("/api/v1/sign-out", "sign-out", "Sign out", tagStart), "", http.StatusNoContent), a.signOut)
}

// meRoutes are about the caller.
func (a *API) meRoutes() {
	route(a, signedIn(), get("/api/v1/me", "me", "Who I am and what I may do", tagMe), a.me)
	a.statusRoutes(tagMe, tagDesk)
	route(a, signedIn(), described(with(post("/api/v1/me/password", "change-password", "Replace my password", tagMe), "", http.StatusNoContent),
		"Ends all my other sign-ins. 422 `wrong_password`, `weak_password`."), a.changePassword)
	route(a, signedIn(), get("/api/v1/me/sign-ins", "sign-ins", "Where I am signed in", tagMe), a.signIns)
	route(a, signedIn(), with(get("/api/v1/me/sign-ins/{id}", "revoke-sign-in", "End one of my sign-ins", tagMe), http.MethodDelete, http.StatusNoContent), a.revoke)
}

// deskRoutes are about who works here.
func (a *API) deskRoutes() {
	route(a, signedIn(), get("/api/v1/agents", "agents", "Everybody who works here", tagDesk), a.agents)
	route(a, may(access.ManageAgents), with(post("/api/v1/agents", "create-agent", "Make a person", tagDesk), "", http.StatusCreated), a.createAgent)
	route(a, may(access.ManageAgents), described(with(get("/api/v1/agents/{id}", "change-agent", "Change a person", tagDesk), http.MethodPatch, http.StatusOK),
		"What is left out stays. A new rank or password, and `disabled`, end the person's sign-ins and sockets within a second."), a.changeAgent)
	a.identityRoutes(tagDesk)
	route(a, signedIn(), get("/api/v1/groups", "groups", "The groups and what they can take now", tagDesk), a.groups)
}
