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
		"401 `wrong_credentials` never says which of the two is wrong; 429 `locked` after ten failures of an account or twenty of a source, wrong codes included. "+
			"Who has set up a second factor is asked for a code of it with 403 `code_needed`, once the password is right; 422 `wrong_code`, also for one that was used."), a.signIn)
	route(a, public(), described(get("/api/v1/sign-in", "sign-in-ends", "In how long my sign-in ends", tagStart), "Asking is no use of it. 401 `signed_out`."), a.ends)
	a.ssoRoutes()
	route(a, halfSignedIn(), with(post("/api/v1/sign-out", "sign-out", "Sign out", tagStart), "", http.StatusNoContent), a.signOut)
}

// meRoutes are about the caller.
func (a *API) meRoutes() {
	route(a, signedIn(), get("/api/v1/me", "me", "Who I am and what I may do", tagMe), a.me)
	a.statusRoutes(tagMe, tagDesk)
	route(a, signedIn(), described(with(post("/api/v1/me/password", "change-password", "Replace my password", tagMe), "", http.StatusNoContent),
		"Ends all my other sign-ins. 422 `wrong_password`, `weak_password`."), a.changePassword)
	route(a, signedIn(), get("/api/v1/me/sign-ins", "sign-ins", "Where I am signed in", tagMe), a.signIns)
	route(a, signedIn(), with(get("/api/v1/me/sign-ins/{id}", "revoke-sign-in", "End one of my sign-ins", tagMe), http.MethodDelete, http.StatusNoContent), a.revoke)
	route(a, signedIn(), get("/api/v1/me/devices", "devices", "Browsers that are remembered", tagMe), a.devices)
	route(a, signedIn(), described(with(get("/api/v1/me/devices/{id}", "forget-device", "Forget one of my browsers", tagMe), http.MethodDelete, http.StatusNoContent),
		"Ends what it keeps signed in. A new password forgets all of them."), a.forgetDevice)
	a.factorRoutes()
}

// factorRoutes are about the caller's second factor.
func (a *API) factorRoutes() {
	const at = "/api/v1/me/second-factor"
	route(a, halfSignedIn(), get(at, "second-factor", "My second factor", tagMe), a.secondFactor)
	route(a, halfSignedIn(), described(post(at, "begin-second-factor", "Begin to set up a second factor", tagMe),
		"Draws a secret, for an app that makes codes of it (RFC 6238). 409 `second_factor_set` where there is one, `second_factor_off` where the desk asks for none; 422 `wrong_password`."), a.beginFactor)
	route(a, halfSignedIn(), described(post(at+"/confirm", "confirm-second-factor", "Confirm it with a first code", tagMe),
		"From now on it is asked for. The recovery codes are told this once. No browser is remembered any more. 422 `wrong_code`."), a.confirmFactor)
	route(a, signedIn(), described(post(at+"/recovery", "renew-recovery-codes", "New recovery codes", tagMe), "The former ones end."), a.renewCodes)
	route(a, signedIn(), described(with(post(at+"/off", "drop-second-factor", "Switch it off", tagMe), "", http.StatusNoContent),
		"With the password and a code. Where one is required, another has to be set up at once. 404 `no_second_factor`."), a.dropFactor)
}

// deskRoutes are about who works here.
func (a *API) deskRoutes() {
	route(a, signedIn(), get("/api/v1/agents", "agents", "Everybody who works here", tagDesk), a.agents)
	route(a, may(access.ManageAgents), with(post("/api/v1/agents", "create-agent", "Make a person", tagDesk), "", http.StatusCreated), a.createAgent)
	route(a, may(access.ManageAgents), described(with(get("/api/v1/agents/{id}", "change-agent", "Change a person", tagDesk), http.MethodPatch, http.StatusOK),
		"What is left out stays. A new rank or password, and `disabled`, end the person's sign-ins and sockets within a second."), a.changeAgent)
	a.identityRoutes(tagDesk)
	const factor = "/api/v1/agents/{id}/second-factor"
	route(a, may(access.ManageAgents), get(factor, "second-factor-of", "Whether somebody has a second factor", tagDesk), a.factorOf)
	route(a, may(access.ManageAgents), described(with(get(factor, "reset-second-factor", "Take away somebody's second factor", tagDesk), http.MethodDelete, http.StatusNoContent),
		"For who has lost it: the person signs in with the password alone, or sets up another. Ends all sign-ins; stands in the person's history. 404 `no_second_factor`."), a.resetFactor)
	route(a, signedIn(), get("/api/v1/groups", "groups", "The groups and what they can take now", tagDesk), a.groups)
}
