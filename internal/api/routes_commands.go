package api

import (
	"net/http"

	"firstline/internal/api/access"
)

// talkRoutes say something, to the customer or among ourselves.
func (a *API) talkRoutes() {
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/replies", "reply", "Answer the customer", tagAct), "", http.StatusCreated),
		"Idempotent by client_id: the same text again gives 200 and the first answer, another text 409 `idempotency_key_reused`. A text that is too long for one message of the channel leaves in several, each with a delivery of its own. With `upload` the file goes with the text as its caption, or the text behind it where it is too long for one (409 `no_files`, `upload_used`; 422 `file_too_big`; 404 `no_upload`). With `quotes` it is shown as an answer to that message (409 `no_quotes`, `quote_unknown`; 404 `no_message`), and the same client_id with another one is 409 as well. 422 `script_gap` while something of a script is to be filled in. Returns when it is committed, not when it is sent."), a.reply)
	route(a, may(access.Serve), described(with(post("/api/v1/intakes", "intake", "Write down a call, a visit or a letter", tagAct), "", http.StatusCreated),
		"What came without a channel goes into the same record and the same register (CHN-01). Who reaches us under the same `contact` is the same customer: an open session goes on, whoever has it (`mine` false then). Idempotent by client_id."), a.intake)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/check", "check", "Look for listed phrases before sending", tagAct),
		"What the department's list is against in a text. Only `replies` decides: it refuses `block` with 422 `phrase_blocked`, and `ask` without a reason with 422 `phrase_reason`."), a.check)
	route(a, may(access.Note), described(with(post("/api/v1/sessions/{id}/notes", "note", "Leave an internal note", tagAct), "", http.StatusCreated),
		"Those whom it mentions are told (`op: mention` of the stream) and may read the session from then on. 422 `no_such_agent`, `mention_disabled`, `own_mention`."), a.note)
}

// moveRoutes give a session into other hands, or end it.
func (a *API) moveRoutes() {
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/take", "take", "Take a session", tagAct),
		"From the queue, or out of a colleague's hands if the rank may (409 `taken` otherwise)."), a.take)
	route(a, may(access.Serve), post("/api/v1/sessions/{id}/return", "return", "Put a session back into its queue", tagAct), a.giveBack)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/transfer", "transfer", "Pass a session on", tagAct),
		"To a group or to a colleague with a free place (409 `no_place`; `below_level`, ORG-10), who is away: to the deputy (FCR-02), with a note for them. What goes to the complaint group gets its number in the complaint register first; `complaint` fills the form."), a.transfer)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/confirm", "confirm", "Ask the customer whether that answered it", tagAct), "", http.StatusCreated),
		"In the words of `confirm_script` (FLW-06), idempotent by client_id. It is no answer: 409 `confirm_early` before there is one. Where the department wants it, `close` refuses with 409 `confirm_first`."), a.confirm)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/no-reply", "no-reply", "Decide that the customer's last message needs no reply", tagAct),
		"无需回复: only who has the session (409 `not_holder`), logged, and no answer in any figure. A first reply is owed all the same (409 `first_owed`) unless the department decided otherwise; 409 `customer_wrote` when the customer has written after `seen_seq`; 409 `reply_pending`, `nothing_owed`. `undo` takes it back until the customer writes or is answered (409 `not_waived`)."), a.waive)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/close", "close", "Close a session", tagAct),
		"With the closing script (or `closing_text`), or with the reason why none is sent. 409 `customer_wrote` if the customer wrote after `seen_seq`. 409 `apology_first` while a complaint that was found valid has no apology (SCR-06)."), a.close)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/reopen", "reopen", "Open a closed session again", tagAct), "", http.StatusCreated),
		"重新打开: it is the caller's, and nothing is owed before the customer writes; the next close asks for everything again. Idempotent by client_id. Inside of the reopen window, by whom the matters document says (`reopen`). 409 `not_closed` (somebody was faster), `window_over`, `newer_session`, `customer_gone`, `customer_forgotten`, `not_handler`, `reopen_off`, `below_level`, `desk_full`."), a.reopen)
}

// stepRoutes say what the matter is and what was found.
func (a *API) stepRoutes() {
	route(a, signedIn(), described(get("/api/v1/matters", "matters", "What customers can want, who can be asked, the ladder", tagDesk),
		"Categories with whose work they are (ORG-02), departments (ORG-13), why and up which levels a matter goes (ESC-01…05)."), a.matters)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/category", "classify", "Say what the customer wants", tagAct), http.MethodPut, http.StatusOK),
		"It moves nothing by itself: handing the session on is `transfer`."), a.classify)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/findings", "verify", "Record what was verified", tagAct), "", http.StatusCreated),
		"核实处理 (FLW-02…04): for colleagues. `unsolved` says that the technical department has to solve it. 409 `step_…` names the step that comes first."), a.verify)
}

// askRoutes ask somebody without moving the customer, and promise.
func (a *API) askRoutes() {
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/questions", "ask", "Ask a colleague, a superior or a department", tagAct), "", http.StatusCreated),
		"The customer stays where it is (RTE-04, RTE-14, ESC-02). 409 `level_by_level` names who comes first."), a.ask)
	route(a, may(access.Note), described(with(post("/api/v1/sessions/{id}/questions/{n}/answer", "tell", "Answer a question", tagAct), "", http.StatusCreated),
		"Who was asked, or who stands above (403 `not_asked`). The customer hears of it from the holder."), a.tell)
	route(a, may(access.Note), described(with(post("/api/v1/sessions/{id}/questions/{n}/afterwards", "follow", "Say what came of an answer", tagAct), "", http.StatusCreated),
		"A report to a level that was skipped (ESC-02); an instruction carried out, objected to, insisted on or changed (ESC-03). 409 `execute_first`: what was insisted on is carried out first."), a.follow)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/promises", "promise", "Note the time that the customer was given", tagAct), "", http.StatusCreated),
		"承诺 (SCR-15, SLA-05). The session does not close with its closing script before the promise is settled."), a.promise)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/promises/{n}/settle", "settle", "Keep, move or withdraw a promise", tagAct),
		"`moved` needs `until`, and a reason like `withdrawn`."), a.settle)
}

// changeRoutes are about what was said already.
func (a *API) changeRoutes() {
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/messages/{seq}/edit", "edit", "Correct a reply of one's own", tagAct), "", http.StatusCreated),
		"The reply stays in the record as it was said; what it says now is a message of its own, of purpose `edited`, with a delivery of its own. It is no answer. Idempotent by client_id, and worded like a reply. 403 `not_author`; 409 `change_off`, `not_a_reply`, `not_sent`, `no_edits`, `split`, `taken_back`, `same_text`, `closed_since`; 422 `too_long`."), a.edit)
	route(a, may(access.Serve), described(with(post("/api/v1/sessions/{id}/messages/{seq}/recall", "recall", "Take a reply of one's own back", tagAct), "", http.StatusCreated),
		"In all the messages that it left in. It stays in the record, with a message of purpose `recalled`. Idempotent by client_id. Refused like `edit`, and 409 `no_recalls`, `too_old`."), a.recall)
	route(a, may(access.Serve), described(post("/api/v1/sessions/{id}/messages/{seq}/resolve", "resolve", "Decide about a message that failed or is unconfirmed", tagAct),
		"A correction behind which a later one went out is not sent again: 409 `newer_change`."), a.resolve)
}
