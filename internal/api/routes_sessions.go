package api

// sessionRoutes read sessions.
func (a *API) sessionRoutes() {
	route(a, signedIn(), described(get("/api/v1/sessions", "sessions", "A list of sessions", tagList),
		"mine, all: most urgent first; queue: longest waiting first; closed: newest first. Go on with `next` until it is empty, even if a page is short. With `is`, `channel`, `group`, `speciality` or `order` the whole view is looked through, of the closed ones the newest 5000, and there is no next page."), a.sessions)
	route(a, signedIn(), get("/api/v1/sessions/{id}", "session", "One session", tagList), a.session)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/explain", "explain", "A session second by second", tagList),
		"What happened, what was owed and when, whom the router asked and why others were passed over, and whose the seconds of each turn were (SLA-01)."), a.explain)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/marks", "marks", "Where things stand in its transcript", tagList),
		"Greeting, closing, the seconds of each turn, listed phrases, open questions: facts and hints at their message, and what the machine can state about each criterion of one agent's participation. Never a verdict (QA-05, QA-07)."), a.marks)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/waits", "waits", "How long the customer waited", tagList),
		"The marks T1 and T2 of `marks` alone: the measured seconds of each turn, with target, as everybody who reads the session is shown them (SLA-01)."), a.waits)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/earlier", "earlier", "The customer's earlier sessions", tagList),
		"What was closed before this one at any of the customer's addresses (`contact`), newest first: how each ended and who had the customer (RTE-06, RTE-07). Whoever has the customer now may read them (`may_open`), and do nothing to them. Not for a department's seat."), a.earlier)
	route(a, signedIn(), described(get("/api/v1/jumps", "jumps", "What a command palette can lead to", tagList),
		"The open sessions that one sees and, for superiors, the colleagues who serve, each with the name in letters (SCR-01)."), a.jumps)
}

// messageRoutes read what was said in them.
func (a *API) messageRoutes() {
	route(a, signedIn(), get("/api/v1/sessions/{id}/messages", "messages", "Lines of its transcript, ascending", tagList), a.messages)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/messages/{seq}/tries", "tries", "What the network said when it did not take a message", tagList),
		"Call by call, the first one first; the message itself and secrets are not in it. Empty for one that was taken at once."), a.tries)

	route(a, signedIn(), described(get("/api/v1/search", "search", "Find messages by their words", tagList),
		"Newest first, among the sessions that the caller may see now. Go on with `next` until it is empty, even if a page is short. 422 `question` when there is nothing to look for."), a.search)
	route(a, signedIn(), described(get("/api/v1/search/people", "search-people", "Find customers by name or whole contact", tagList),
		"By the name under which somebody writes, for who sees a session of theirs, and by names of the profile for who is to know the customer. A whole telephone number, mailbox or account finds its owner, who is shown with it covered; who asks so is noted, and 60 an hour are enough for everybody who does not see all sessions (`refused`) (SEC-01, SEC-02). 422 `question` when there is nothing to look for."), a.searchPeople)
	route(a, signedIn(), described(get("/api/v1/search/numbers", "search-numbers", "Find sessions and complaints by number", tagList),
		"Open and closed sessions by their whole number, and entries of the register by a part of what they say, as far as the caller may see them (RTE-07, CMP-01)."), a.searchNumbers)
}
