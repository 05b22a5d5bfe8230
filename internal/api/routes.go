package api

import (
	"net/http"

	"firstline/internal/api/access"
)

// routes is the table of all JSON routes; those of a feature of its own stand beside their handlers.
func (a *API) routes() {
	const start, me, desk, list, act = "Set-up and sign-in", "Me", "People", "Sessions", "Commands"

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

	a.preferenceRoutes(me)
	a.dayRoutes(me)

	route(a, signedIn(), get("/api/v1/agents", "agents", "Everybody who works here", desk), a.agents)
	route(a, may(access.ManageAgents), with(post("/api/v1/agents", "create-agent", "Make a person", desk), "", http.StatusCreated), a.createAgent)
	route(a, may(access.ManageAgents), described(with(get("/api/v1/agents/{id}", "change-agent", "Change a person", desk), http.MethodPatch, http.StatusOK),
		"What is left out stays. A new rank or password, and `disabled`, end the person's sign-ins and sockets within a second."), a.changeAgent)
	route(a, signedIn(), get("/api/v1/groups", "groups", "The groups and what they can take now", desk), a.groups)

	route(a, signedIn(), described(get("/api/v1/sessions", "sessions", "A list of sessions", list),
		"mine, all: most urgent first; queue: longest waiting first; closed: newest first. Go on with `next` until it is empty, even if a page is short. With `is`, `channel`, `group`, `speciality` or `order` the whole view is looked through, of the closed ones the newest 5000, and there is no next page."), a.sessions)
	route(a, signedIn(), get("/api/v1/sessions/{id}", "session", "One session", list), a.session)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/explain", "explain", "A session second by second", list),
		"What happened, what was owed and when, whom the router asked and why others were passed over, and whose the seconds of each turn were (SLA-01)."), a.explain)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/marks", "marks", "Where things stand in its transcript", list),
		"Greeting, closing, the seconds of each turn, listed phrases, open questions: facts and hints at their message, and what the machine can state about each criterion of one agent's participation. Never a verdict (QA-05, QA-07)."), a.marks)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/earlier", "earlier", "The customer's earlier sessions", list),
		"What was closed before this one at any of the customer's addresses (`contact`), newest first: how each ended and who had the customer (RTE-06, RTE-07). Whoever has the customer now may read them (`may_open`), and do nothing to them. Not for a department's seat."), a.earlier)
	route(a, signedIn(), described(get("/api/v1/jumps", "jumps", "What a command palette can lead to", list),
		"The open sessions that one sees and, for superiors, the colleagues who serve, each with the name in letters (SCR-01)."), a.jumps)
	a.contactRoutes(list)
	a.starRoutes(list)
	a.profileRoutes(list, desk)
	a.erasureRoutes(list, desk)
	a.exportRoutes(desk)
	route(a, signedIn(), get("/api/v1/sessions/{id}/messages", "messages", "Lines of its transcript, ascending", list), a.messages)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/messages/{seq}/tries", "tries", "What the network said when it did not take a message", list),
		"Call by call, the first one first; the message itself and secrets are not in it. Empty for one that was taken at once."), a.tries)

	route(a, signedIn(), described(get("/api/v1/search", "search", "Find messages by their words", list),
		"Newest first, among the sessions that the caller may see now. Go on with `next` until it is empty, even if a page is short. 422 `question` when there is nothing to look for."), a.search)

	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/replies", "reply", "Answer the customer", act), "", http.StatusCreated),
		"Idempotent by client_id: the same text again gives 200 and the first answer, another text 409 `idempotency_key_reused`. A text that is too long for one message of the channel leaves in several, each with a delivery of its own. With `upload` the file goes with the text as its caption, or the text behind it where it is too long for one (409 `no_files`, `upload_used`; 422 `file_too_big`; 404 `no_upload`). With `quotes` it is shown as an answer to that message (409 `no_quotes`, `quote_unknown`; 404 `no_message`), and the same client_id with another one is 409 as well. 422 `script_gap` while something of a script is to be filled in. Returns when it is committed, not when it is sent."), a.reply)
	route(a, may(access.Serve), described(with(post("/api/v1/intakes", "intake", "Write down a call, a visit or a letter", act), "", http.StatusCreated),
		"What came without a channel goes into the same record and the same register (CHN-01). Who reaches us under the same `contact` is the same customer: an open session goes on, whoever has it (`mine` false then). Idempotent by client_id."), a.intake)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/check", "check", "Look for listed phrases before sending", act),
		"What the department's list is against in a text. Only `replies` decides: it refuses `block` with 422 `phrase_blocked`, and `ask` without a reason with 422 `phrase_reason`."), a.check)
	route(a, may(access.Note), described(with(post("/api/v1/sessions/{id}/notes", "note", "Leave an internal note", act), "", http.StatusCreated),
		"Those whom it mentions are told (`op: mention` of the stream) and may read the session from then on. 422 `no_such_agent`, `mention_disabled`, `own_mention`."), a.note)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/take", "take", "Take a session", act),
		"From the queue, or out of a colleague's hands if the rank may (409 `taken` otherwise)."), a.take)
	route(a, may(access.Serve), post("/api/v1/sessions/{id}/return", "return", "Put a session back into its queue", act), a.giveBack)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/transfer", "transfer", "Pass a session on", act),
		"To a group or to a colleague with a free place (409 `no_place`; `below_level`, ORG-10), who is away: to the deputy (FCR-02), with a note for them. What goes to the complaint group gets its number in the complaint register first; `complaint` fills the form."), a.transfer)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/confirm", "confirm", "Ask the customer whether that answered it", act), "", http.StatusCreated),
		"In the words of `confirm_script` (FLW-06), idempotent by client_id. It is no answer: 409 `confirm_early` before there is one. Where the department wants it, `close` refuses with 409 `confirm_first`."), a.confirm)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/no-reply", "no-reply", "Decide that the customer's last message needs no reply", act),
		"无需回复: only who has the session (409 `not_holder`), logged, and no answer in any figure. A first reply is owed all the same (409 `first_owed`) unless the department decided otherwise; 409 `customer_wrote` when the customer has written after `seen_seq`; 409 `reply_pending`, `nothing_owed`. `undo` takes it back until the customer writes or is answered (409 `not_waived`)."), a.waive)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/close", "close", "Close a session", act),
		"With the closing script (or `closing_text`), or with the reason why none is sent. 409 `apology_first` while a complaint that was found valid has no apology (SCR-06)."), a.close)
	route(a, signedIn(), described(get("/api/v1/matters", "matters", "What customers can want, who can be asked, the ladder", desk),
		"Categories with whose work they are (ORG-02), departments (ORG-13), why and up which levels a matter goes (ESC-01…05)."), a.matters)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/category", "classify", "Say what the customer wants", act), http.MethodPut, http.StatusOK),
		"It moves nothing by itself: handing the session on is `transfer`."), a.classify)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/findings", "verify", "Record what was verified", act), "", http.StatusCreated),
		"核实处理 (FLW-02…04): for colleagues. `unsolved` says that the technical department has to solve it. 409 `step_…` names the step that comes first."), a.verify)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/questions", "ask", "Ask a colleague, a superior or a department", act), "", http.StatusCreated),
		"The customer stays where it is (RTE-04, RTE-14, ESC-02). 409 `level_by_level` names who comes first."), a.ask)
	route(a, may(access.Note), described(with(post("/api/v1/sessions/{id}/questions/{n}/answer", "tell", "Answer a question", act), "", http.StatusCreated),
		"Who was asked, or who stands above (403 `not_asked`). The customer hears of it from the holder."), a.tell)
	route(a, may(access.Note), described(with(post("/api/v1/sessions/{id}/questions/{n}/afterwards", "follow", "Say what came of an answer", act), "", http.StatusCreated),
		"A report to a level that was skipped (ESC-02); an instruction carried out, objected to, insisted on or changed (ESC-03). 409 `execute_first`: what was insisted on is carried out first."), a.follow)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/promises", "promise", "Note the time that the customer was given", act), "", http.StatusCreated),
		"承诺 (SCR-15, SLA-05). The session does not close with its closing script before the promise is settled."), a.promise)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/promises/{n}/settle", "settle", "Keep, move or withdraw a promise", act),
		"`moved` needs `until`, and a reason like `withdrawn`."), a.settle)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/messages/{seq}/edit", "edit", "Correct a reply of one's own", act), "", http.StatusCreated),
		"The reply stays in the record as it was said; what it says now is a message of its own, of purpose `edited`, with a delivery of its own. It is no answer. Idempotent by client_id, and worded like a reply. 403 `not_author`; 409 `change_off`, `not_a_reply`, `not_sent`, `no_edits`, `split`, `taken_back`, `same_text`, `closed_since`; 422 `too_long`."), a.edit)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/messages/{seq}/recall", "recall", "Take a reply of one's own back", act), "", http.StatusCreated),
		"In all the messages that it left in. It stays in the record, with a message of purpose `recalled`. Idempotent by client_id. Refused like `edit`, and 409 `no_recalls`, `too_old`."), a.recall)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/messages/{seq}/resolve", "resolve", "Decide about a message that failed or is unconfirmed", act),
		"A correction behind which a later one went out is not sent again: 409 `newer_change`."), a.resolve)

	a.libraryRoutes()
	a.settingRoutes()
	a.fileRoutes()
	a.translationRoute()
	a.qualityRoutes()
	a.caseRoutes()
	a.draftRoutes()
	a.bulkRoutes(act)
}
