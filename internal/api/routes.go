package api

import (
	"net/http"

	"firstline/internal/api/access"
)

// routes is the table of all JSON routes.
func (a *API) routes() {
	const start, me, desk, list, act, check = "Set-up and sign-in", "Me", "People", "Sessions", "Commands", "Quality"

	route(a, public(), get("/api/v1/boot", "boot", "What a browser needs before anybody signed in", start), a.boot)
	route(a, public(), described(with(post("/api/v1/setup", "setup", "Make the first admin", start), "", http.StatusNoContent),
		"With the token of the link that is printed at the start of a new installation. It works once, for a day, and signs in."), a.setup)
	route(a, public(), described(post("/api/v1/sign-in", "sign-in", "Sign in", start),
		"401 `wrong_credentials` never says which of the two is wrong; 429 `locked` after ten failures of an account or twenty of a source."), a.signIn)
	route(a, signedIn(), with(post("/api/v1/sign-out", "sign-out", "Sign out", start), "", http.StatusNoContent), a.signOut)

	route(a, signedIn(), get("/api/v1/me", "me", "Who I am and what I may do", me), a.me)
	route(a, signedIn(), post("/api/v1/me/status", "set-status", "Say whether I take sessions", me), a.setStatus)
	route(a, signedIn(), described(with(post("/api/v1/me/password", "change-password", "Replace my password", me), "", http.StatusNoContent),
		"Ends all my other sign-ins. 422 `wrong_password`, `weak_password`."), a.changePassword)
	route(a, signedIn(), get("/api/v1/me/sign-ins", "sign-ins", "Where I am signed in", me), a.signIns)
	route(a, signedIn(), with(get("/api/v1/me/sign-ins/{id}", "revoke-sign-in", "End one of my sign-ins", me), http.MethodDelete, http.StatusNoContent), a.revoke)

	route(a, signedIn(), get("/api/v1/agents", "agents", "Everybody who works here", desk), a.agents)
	route(a, may(access.ManageAgents), with(post("/api/v1/agents", "create-agent", "Make a person", desk), "", http.StatusCreated), a.createAgent)
	route(a, may(access.ManageAgents), described(with(get("/api/v1/agents/{id}", "change-agent", "Change a person", desk), http.MethodPatch, http.StatusOK),
		"What is left out stays. A new rank or password, and `disabled`, end the person's sign-ins and sockets within a second."), a.changeAgent)
	route(a, signedIn(), get("/api/v1/groups", "groups", "The groups and what they can take now", desk), a.groups)

	route(a, signedIn(), described(get("/api/v1/sessions", "sessions", "A list of sessions", list),
		"mine, all: most urgent first; queue: longest waiting first; closed: newest first. Go on with `next` until it is empty, even if a page is short."), a.sessions)
	route(a, signedIn(), get("/api/v1/sessions/{id}", "session", "One session", list), a.session)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/explain", "explain", "A session second by second", list),
		"What happened, what was owed and when, whom the router asked and why others were passed over, and whose the seconds of each turn were (SLA-01)."), a.explain)
	route(a, signedIn(), get("/api/v1/sessions/{id}/messages", "messages", "Lines of its transcript, ascending", list), a.messages)

	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/replies", "reply", "Answer the customer", act), "", http.StatusCreated),
		"Idempotent by client_id: the same text again gives 200 and the first answer, another text 409 `idempotency_key_reused`. Returns when it is committed, not when it is sent."), a.reply)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/check", "check", "Look for listed phrases before sending", act),
		"What the department's list is against in a text. Only `replies` decides: it refuses `block` with 422 `phrase_blocked`, and `ask` without a reason with 422 `phrase_reason`."), a.check)
	route(a, may(access.Note), with(post("/api/v1/sessions/{id}/notes", "note", "Leave an internal note", act), "", http.StatusCreated), a.note)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/take", "take", "Take a session", act),
		"From the queue, or out of a colleague's hands if the rank may (409 `taken` otherwise)."), a.take)
	route(a, may(access.Serve), post("/api/v1/sessions/{id}/return", "return", "Put a session back into its queue", act), a.giveBack)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/transfer", "transfer", "Pass a session on", act),
		"To a group or to a colleague with a free place (409 `no_place`), with a note for them."), a.transfer)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/close", "close", "Close a session", act),
		"With the closing script (or `closing_text`), or with the reason why none is sent."), a.close)
	route(a, may(access.Serve), post("/api/v1/sessions/{id}/messages/{seq}/resolve", "resolve", "Decide about a message that failed or is unconfirmed", act), a.resolve)

	route(a, signedIn(), described(get("/api/v1/quality/draws/{day}", "draw", "What a day's draw hangs on", check),
		"The promise of the seed from a week before; the seed and the population's hash once it is drawn (docs/decisions/0007)."), a.chance)
	route(a, may(access.Review), described(get("/api/v1/quality/samples", "samples", "A day's samples and how far they are checked", check),
		"Drawn by the server for the day before; nobody picks."), a.samples)
	route(a, may(access.Review), get("/api/v1/quality/samples/{day}/{agent}", "sample", "One agent's items", check), a.sample)
	route(a, may(access.Review), described(with(post("/api/v1/quality/samples/{day}/{agent}/{n}/reviews", "review", "Judge an item", check), "", http.StatusCreated),
		"Every criterion of the scorecard once; fail points at a message. Never one's own session (403 `own_session`). The newest review counts: `follows` names the one that it replaces (409 `reviewed_meanwhile`, `replaced`)."), a.review)
	route(a, may(access.Review), described(with(post("/api/v1/quality/samples/{day}/{agent}/{n}/replace", "replace", "Have an item replaced", check), "", http.StatusCreated),
		"For a reason of the list; the server takes what stands in. What was judged stays (409 `reviewed_meanwhile`)."), a.replace)
}
