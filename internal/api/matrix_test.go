package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/google/uuid"

	"firstline/internal/api/people"
	"firstline/internal/desk"
)

// kinds are who asks. "own" holds the session that is asked about, "other" is in another group; the session's queue
// is "service", which is the department seat's group too.
func kinds() []string {
	return []string{"anonymous", "own", "other", "department", "lead", "inspector", "supervisor", "manager", "admin", "disabled"}
}

// cell is one route asked by one kind of person. Its sessions are made when they are asked for, so that no cell lives
// off another one.
type cell struct {
	r    *rig
	own  *person
	who  *person
	kind string
	made bool
}

// held is a session that "own" has.
func (c *cell) held() string {
	id := c.waiting()
	c.own.must(200, "POST", "/api/v1/sessions/"+id+"/take", nil)
	return id
}

// called is one that "own" has, with a note that speaks to whoever asks, if a note may.
func (c *cell) called() string {
	id := c.held()
	if c.kind != "anonymous" && c.who.id != c.own.id {
		c.own.do("POST", "/api/v1/sessions/"+id+"/notes", map[string]any{"client_id": "called", "text": "@you", "mentions": []any{c.who.id}})
	}
	return id
}

// waiting is one in the queue of "service".
func (c *cell) waiting() string {
	c.made = true
	return c.r.writes("web", uuid.NewString(), "hello")
}

// former is one that somebody else has closed; the customer is back, and "own" has the new one.
func (c *cell) former() string {
	key := uuid.NewString()
	id := c.r.writes("web", key, "the first time")
	c.r.closes(id)
	c.made = true
	now := c.r.writes("web", key, "the second time")
	c.own.must(200, "POST", "/api/v1/sessions/"+now+"/take", nil)
	return id
}

// foreign is one in the queue of "order".
func (c *cell) foreign() string {
	id := c.held()
	c.own.must(200, "POST", "/api/v1/sessions/"+id+"/transfer", map[string]any{"client_id": "x", "to_group": "order", "note": "n"})
	return id
}

// answers answers a question that "own" has put to the technical department, whose seat is one of the kinds.
func (c *cell) answers() int {
	id := c.held()
	c.own.must(201, "POST", "/api/v1/sessions/"+id+"/questions", map[string]any{"client_id": "q", "kind": "department", "department": "technical", "text": "t"})
	return c.who.do("POST", "/api/v1/sessions/"+id+"/questions/1/answer", map[string]any{"client_id": "a", "text": "t"}).status
}

// follows says that an instruction was carried out: for who asked and who acts for others. There is none, so that 409 means
// that one might have.
func (c *cell) follows() int {
	id := c.held()
	c.own.must(201, "POST", "/api/v1/sessions/"+id+"/questions", map[string]any{"client_id": "q", "kind": "department", "department": "technical", "text": "t"})
	return c.who.do("POST", "/api/v1/sessions/"+id+"/questions/1/afterwards", map[string]any{"client_id": "f", "as": "executed", "text": "t"}).status
}

// looks asks for somebody by a number.
func (c *cell) looks() int {
	return c.who.do("POST", "/api/v1/sessions/"+c.held()+"/contact/look", map[string]any{"number": c.another()}).status
}

// links says that the customer of "own" is also somebody else.
func (c *cell) links() int {
	return c.who.do("POST", "/api/v1/sessions/"+c.held()+"/contact/links", map[string]any{"number": c.another(), "reason": "r"}).status
}

// unlinks takes back what "own" has linked.
func (c *cell) unlinks() int {
	at := "/api/v1/sessions/" + c.held() + "/contact/links"
	body := c.own.must(201, "POST", at, map[string]any{"number": c.another(), "reason": "r"}).body
	n := body["addresses"].([]any)[1].(map[string]any)["link"].(map[string]any)["id"]
	return c.who.do("POST", fmt.Sprint(at, "/", n, "/undo"), map[string]any{"reason": "r"}).status
}

// another is the number of another customer's session.
func (c *cell) another() string {
	id := c.waiting()
	return fmt.Sprint(c.own.must(200, "GET", "/api/v1/sessions/"+id, nil).body["number"])
}

// row is one line of the matrix: what is asked, and the status for each kind, in their order.
type row struct {
	route string // METHOD path, and behind "#" what makes it another row
	ask   func(c *cell) int
	want  string
}

// send asks with a path in which {id} stands for the held session.
func send(method, path string, body any) func(*cell) int {
	return sendTo(method, path, (*cell).held, body)
}

func sendTo(method, path string, pick func(*cell) string, body any) func(*cell) int {
	return func(c *cell) int {
		at := path
		if strings.Contains(path, "{id}") {
			at = strings.ReplaceAll(path, "{id}", pick(c))
		}
		return c.who.do(method, at, body).status
	}
}

const targetsDoc = "/api/v1/settings/documents/targets/main"

// matrix is the whole truth about who may do what (S-AZ1).
func matrix() []row {
	const s = "/api/v1/sessions/{id}"
	waiting, foreign := (*cell).waiting, (*cell).foreign
	type m = map[string]any
	const item = "/api/v1/quality/samples/2026-08-20/nobody" // nothing is there: who may learns it
	fine := []m{{"criterion": "greeting", "verdict": "pass"}, {"criterion": "closing", "verdict": "pass"}, {"criterion": "attitude", "verdict": "pass"},
		{"criterion": "wording", "verdict": "pass"}, {"criterion": "knowledge", "verdict": "pass"}, {"criterion": "timely", "verdict": "pass"}, {"criterion": "clear", "verdict": "pass"}}
	const claims = "/api/v1/complaints/"
	//                                                                    anon own other dep lead insp sup man adm dis
	return []row{
		{"GET /api/v1/boot", send("GET", "/api/v1/boot", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"GET /api/openapi.json", send("GET", "/api/openapi.json", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"GET /livez", send("GET", "/livez", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"GET /readyz", send("GET", "/readyz", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"POST /api/v1/setup", send("POST", "/api/v1/setup", m{"token": "x", "login": "boss", "name": "B", "password": password}), "403 403 403 403 403 403 403 403 403 403"},
		{"POST /api/v1/sign-in", askSignIn, "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/sign-in/sso/{provider}", send("POST", "/api/v1/sign-in/sso/corp", m{}), "404 404 404 404 404 404 404 404 404 404"}, // there is none here
		{"GET /api/v1/sign-in/sso/{provider}/callback", func(c *cell) int { return c.who.still().do("GET", callback, nil).status }, "303 303 303 303 303 303 303 303 303 303"},
		{"GET /api/v1/sign-in", send("GET", "/api/v1/sign-in", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/sign-out", send("POST", "/api/v1/sign-out", m{}), "401 204 204 204 204 204 204 204 204 401"},
		{"GET /api/v1/stream", askStream, "401 101 101 101 101 101 101 101 101 101"},

		{"GET /api/v1/me", send("GET", "/api/v1/me", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/me/status", send("POST", "/api/v1/me/status", m{"status": "away"}), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/me/status-requests", send("GET", "/api/v1/me/status-requests", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/status-requests", send("GET", "/api/v1/status-requests", nil), "401 403 403 403 200 403 200 200 200 401"},
		{"POST /api/v1/status-requests/{id}/approve", leaves("approve", m{}), "401 403 403 403 404 403 200 200 200 401"}, // the lead is of no group
		{"POST /api/v1/status-requests/{id}/refuse", leaves("refuse", m{"note": "n"}), "401 403 403 403 404 403 200 200 200 401"},
		{"POST /api/v1/status-requests/{id}/withdraw", leaves("withdraw", m{}), "401 200 404 404 404 404 404 404 404 401"},
		{"POST /api/v1/me/password", send("POST", "/api/v1/me/password", m{"current": "wrong", "password": "another good one"}), "401 422 422 422 422 422 422 422 422 401"},
		{"GET /api/v1/jumps", send("GET", "/api/v1/jumps", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/days/{agent}", send("GET", "/api/v1/days/me", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/days/{agent}#other", func(c *cell) int { return c.who.do("GET", "/api/v1/days/"+string(c.own.id), nil).status }, "401 200 404 404 404 404 200 200 200 401"},
		{"GET /api/v1/days/{agent}/problems", func(c *cell) int { return c.who.do("GET", "/api/v1/days/"+string(c.own.id)+"/problems", nil).status }, "401 200 404 404 404 404 200 200 200 401"},
		{"GET /api/v1/open-items", send("GET", "/api/v1/open-items", nil), "401 403 403 403 200 403 200 200 200 401"},
		{"GET /api/v1/me/preferences", send("GET", "/api/v1/me/preferences", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"PATCH /api/v1/me/preferences", send("PATCH", "/api/v1/me/preferences", m{"theme": "dark"}), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/me/sign-ins", send("GET", "/api/v1/me/sign-ins", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"DELETE /api/v1/me/sign-ins/{id}", askRevokeForeign, "401 404 404 404 404 404 404 404 404 401"},

		{"GET /api/v1/me/devices", send("GET", "/api/v1/me/devices", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"DELETE /api/v1/me/devices/{id}", send("DELETE", "/api/v1/me/devices/"+uuid.NewString(), nil), "401 404 404 404 404 404 404 404 404 401"},
		{"GET /api/v1/me/second-factor", send("GET", "/api/v1/me/second-factor", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/me/second-factor", send("POST", "/api/v1/me/second-factor", m{}), "401 409 409 409 409 409 409 409 409 401"}, // this desk asks for none
		{"POST /api/v1/me/second-factor/confirm", send("POST", "/api/v1/me/second-factor/confirm", m{"code": "000000"}), "401 409 409 409 409 409 409 409 409 401"},
		{"POST /api/v1/me/second-factor/recovery", send("POST", "/api/v1/me/second-factor/recovery", m{"password": "wrong", "code": "000000"}), "401 422 422 422 422 422 422 422 422 401"},
		{"POST /api/v1/me/second-factor/off", send("POST", "/api/v1/me/second-factor/off", m{"password": "wrong", "code": "000000"}), "401 422 422 422 422 422 422 422 422 401"},
		{"GET /api/v1/agents/{id}/second-factor", (*cell).looksAtFactor, "401 403 403 403 403 403 403 200 200 401"},
		{"DELETE /api/v1/agents/{id}/second-factor", resets("other"), "401 403 403 403 403 403 403 404 404 401"}, // there is none
		{"DELETE /api/v1/agents/{id}/second-factor#an admin", resets("disabled"), "401 403 403 403 403 403 403 403 404 401"},
		{"GET /api/v1/agents", send("GET", "/api/v1/agents", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/agents", askHire(desk.RankAgent), "401 403 403 403 403 403 403 201 201 401"},
		{"POST /api/v1/agents#a manager", askHire(desk.RankManager), "401 403 403 403 403 403 403 403 201 401"},
		{"POST /api/v1/agents#an admin", askHire(desk.RankAdmin), "401 403 403 403 403 403 403 403 201 401"},
		{"PATCH /api/v1/agents/{id}", askChange("target", m{"name": "Renamed"}), "401 403 403 403 403 403 403 200 200 401"},
		{"PATCH /api/v1/agents/{id}#to admin", askChange("target", m{"rank": "admin"}), "401 403 403 403 403 403 403 403 200 401"},
		{"PATCH /api/v1/agents/{id}#an admin", askChange("root", m{"disabled": true}), "401 403 403 403 403 403 403 403 200 401"},
		{"PATCH /api/v1/agents/{id}#himself", askPromote, "401 403 403 403 403 403 403 403 409 401"},
		{"GET /api/v1/agents/{id}/identities", identitiesOf("GET", ""), "401 403 403 403 403 403 403 200 200 401"},
		{"DELETE /api/v1/agents/{id}/identities/{identity}", identitiesOf("DELETE", "/"+uuid.NewString()), "401 403 403 403 403 403 403 404 404 401"},
		{"GET /api/v1/groups", send("GET", "/api/v1/groups", nil), "401 200 200 200 200 200 200 200 200 401"},

		{"GET /api/v1/sessions", send("GET", "/api/v1/sessions", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions#queue", send("GET", "/api/v1/sessions?view=queue", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions#closed", send("GET", "/api/v1/sessions?view=closed", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions#all", send("GET", "/api/v1/sessions?view=all", nil), "401 403 403 403 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}", send("GET", s, nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}#waiting", sendTo("GET", s, waiting, nil), "401 200 404 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}#another group's", sendTo("GET", s, foreign, nil), "401 404 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/explain", send("GET", s+"/explain", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/earlier", send("GET", s+"/earlier", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/earlier#waiting", sendTo("GET", s+"/earlier", waiting, nil), "401 200 404 403 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}#of a customer held now", sendTo("GET", s, (*cell).former, nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages#of a customer held now", sendTo("GET", s+"/messages", (*cell).former, nil), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/notes#of a customer held now", sendTo("POST", s+"/notes", (*cell).former, m{"client_id": "c", "text": "t"}), "401 404 404 404 409 409 409 409 409 401"},
		{"GET /api/v1/sessions/{id}/contact", send("GET", s+"/contact", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/contact#waiting", sendTo("GET", s+"/contact", waiting, nil), "401 200 404 403 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/contact#of a customer held now", sendTo("GET", s+"/contact", (*cell).former, nil), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/contact/look", (*cell).looks, "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/contact/look#waiting", sendTo("POST", s+"/contact/look", waiting, m{"number": "ZZZZZZ"}), "401 403 404 403 404 403 404 404 404 401"},
		{"POST /api/v1/sessions/{id}/contact/links", (*cell).links, "401 201 404 403 201 403 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/contact/links#of a customer held now", sendTo("POST", s+"/contact/links", (*cell).former, m{"number": "ZZZZZZ", "reason": "r"}), "401 404 404 403 404 403 404 404 404 401"},
		{"GET /api/v1/sessions/{id}/profile", send("GET", s+"/profile", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/profile#waiting", sendTo("GET", s+"/profile", waiting, nil), "401 200 404 403 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/profile#of a customer held now", sendTo("GET", s+"/profile", (*cell).former, nil), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/profile", send("POST", s+"/profile", m{"field": "tag", "value": "t"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/profile#waiting", sendTo("POST", s+"/profile", waiting, m{"field": "tag", "value": "t"}), "401 403 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/profile#of a customer held now", sendTo("POST", s+"/profile", (*cell).former, m{"field": "tag", "value": "t"}), "401 404 404 403 200 403 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/profile/history", send("GET", s+"/profile/history", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/profile/history#waiting", sendTo("GET", s+"/profile/history", waiting, nil), "401 403 404 403 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/profile/reveal", send("POST", s+"/profile/reveal", m{}), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/profile/reveal#waiting", sendTo("POST", s+"/profile/reveal", waiting, m{}), "401 403 404 403 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/profile/{n}/erase", send("POST", s+"/profile/1/erase", m{}), "401 403 403 403 403 403 403 404 404 401"},
		{"GET /api/v1/sessions/{id}/orders", send("GET", s+"/orders", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/orders#waiting", sendTo("GET", s+"/orders", waiting, nil), "401 200 404 403 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/contact/erase", send("POST", s+"/contact/erase", m{"number": "x", "reason": "r"}), "401 403 403 403 403 403 403 422 422 401"},
		{"POST /api/v1/sessions/{id}/contact/export", send("POST", s+"/contact/export", m{"reason": "r"}), "401 403 403 403 403 403 403 200 200 401"},
		{"GET /api/v1/customers", send("GET", "/api/v1/customers?vip=true", nil), "401 403 403 403 200 200 200 200 200 401"},
		{"POST /api/v1/customers/vips", send("POST", "/api/v1/customers/vips", m{"reason": "r"}), "401 403 403 403 403 403 200 200 200 401"},
		{"POST /api/v1/customers/vips#whole", send("POST", "/api/v1/customers/vips", m{"reason": "r", "whole": true}), "401 403 403 403 403 403 403 200 200 401"},
		{"POST /api/v1/export", send("POST", "/api/v1/export", m{"since": 1, "until": 2, "reason": "r"}), "401 403 403 403 403 403 403 200 200 401"},
		{"GET /api/v1/customers/erasures", send("GET", "/api/v1/customers/erasures", nil), "401 403 403 403 403 403 403 200 200 401"},
		{"GET /api/v1/customers/log", send("GET", "/api/v1/customers/log", nil), "401 403 403 403 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/contact/links/{n}/undo", (*cell).unlinks, "401 200 404 403 200 403 200 200 200 401"},
		{"GET /api/v1/search", send("GET", "/api/v1/search?q=hello", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/search/people", send("GET", "/api/v1/search/people?q=hello", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/search/numbers", send("GET", "/api/v1/search/numbers?q=hello", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/waits", send("GET", s+"/waits", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/contact/cases", send("GET", s+"/contact/cases", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/marks", send("GET", s+"/marks?agent=x", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/translation", send("POST", s+"/translation", m{"text": "hello", "to": "zh-CN"}), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages/{seq}/tries", send("GET", s+"/messages/1/tries", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages", send("GET", s+"/messages", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages#waiting", sendTo("GET", s+"/messages", waiting, nil), "401 200 404 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages#another group's", sendTo("GET", s+"/messages", foreign, nil), "401 404 404 404 200 200 200 200 200 401"},

		{"GET /api/v1/sessions/{id}/messages#mentioned in a note", sendTo("GET", s+"/messages", (*cell).called, nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/replies#mentioned in a note", sendTo("POST", s+"/replies", (*cell).called, m{"client_id": "c", "text": "t"}), "401 201 409 403 409 403 409 409 409 401"},
		{"GET /api/v1/sessions/{id}/contact#mentioned in a note", sendTo("GET", s+"/contact", (*cell).called, nil), "401 200 200 403 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages/{seq}/files/{n}", readsFile(""), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages/{seq}/files/{n}/thumb", readsFile("/thumb"), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/uploads", send("POST", "/api/v1/uploads?name=a.txt", "some text"), "401 201 201 403 201 403 201 201 201 401"},
		{"DELETE /api/v1/uploads/{id}", send("DELETE", "/api/v1/uploads/photo-x", nil), "401 204 204 403 204 403 204 204 204 401"},

		{"GET /api/v1/me/drafts", send("GET", "/api/v1/me/drafts", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/drafts", send("GET", s+"/drafts", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/drafts#another group's", sendTo("GET", s+"/drafts", foreign, nil), "401 404 404 404 200 200 200 200 200 401"},
		{"PUT /api/v1/sessions/{id}/drafts/{mode}", send("PUT", s+"/drafts/reply", m{"follows": 0, "text": "t"}), "401 200 404 404 200 403 200 200 200 401"},
		{"PUT /api/v1/sessions/{id}/drafts/{mode}#a note", send("PUT", s+"/drafts/note", m{"follows": 0, "text": "t"}), "401 200 404 404 200 200 200 200 200 401"},

		{"POST /api/v1/sessions/{id}/replies", send("POST", s+"/replies", m{"client_id": "c", "text": "t"}), "401 201 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/replies#waiting", sendTo("POST", s+"/replies", waiting, m{"client_id": "c", "text": "t"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/intakes", send("POST", "/api/v1/intakes", m{"client_id": "c", "inlet": "phone", "asked": "t"}), "401 201 201 403 201 403 201 201 201 401"},
		{"GET /api/v1/scripts", send("GET", "/api/v1/scripts", nil), "401 200 200 403 200 403 200 200 200 401"},
		{"GET /api/v1/scripts/files", send("GET", "/api/v1/scripts/files", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"POST /api/v1/scripts/files", send("POST", "/api/v1/scripts/files?name=a.txt", "some text"), "401 403 403 403 403 403 422 422 422 401"},
		{"GET /api/v1/scripts/files/{id}", send("GET", "/api/v1/scripts/files/none", nil), "401 404 404 403 404 403 404 404 404 401"},
		{"GET /api/v1/scripts/files/{id}/thumb", send("GET", "/api/v1/scripts/files/none/thumb", nil), "401 404 404 403 404 403 404 404 404 401"},
		{"POST /api/v1/scripts/files/{id}/attach", send("POST", "/api/v1/scripts/files/none/attach", m{}), "401 404 404 403 404 403 404 404 404 401"},
		{"GET /api/v1/me/scripts", send("GET", "/api/v1/me/scripts", nil), "401 200 200 403 200 403 200 200 200 401"},
		{"POST /api/v1/me/scripts", send("POST", "/api/v1/me/scripts", m{"text": "t"}), "401 201 201 403 201 403 201 201 201 401"},
		{"PUT /api/v1/me/scripts/{id}", (*cell).rewords, "401 200 404 403 404 403 404 404 404 401"},
		{"DELETE /api/v1/me/scripts/{id}", send("DELETE", "/api/v1/me/scripts/none", nil), "401 204 204 403 204 403 204 204 204 401"},
		{"GET /api/v1/scripts/use", send("GET", "/api/v1/scripts/use", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"GET /api/v1/scripts/proposals", send("GET", "/api/v1/scripts/proposals", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"POST /api/v1/scripts/proposals", send("POST", "/api/v1/scripts/proposals", m{"stage": "library", "text": "t", "reason": "r"}), "401 201 201 403 201 403 201 201 201 401"},
		{"POST /api/v1/scripts/proposals/{id}/approve", decides("approve", m{"n": 99}), "401 403 403 403 403 403 409 409 409 401"},
		{"POST /api/v1/scripts/proposals/{id}/refuse", decides("refuse", m{"reason": "r"}), "401 403 403 403 403 403 200 200 200 401"},
		{"POST /api/v1/scripts/proposals/{id}/withdraw", decides("withdraw", m{}), "401 200 404 403 404 403 404 404 404 401"},
		{"GET /api/v1/me/proposals", send("GET", "/api/v1/me/proposals", nil), "401 200 200 403 200 403 200 200 200 401"},
		{"POST /api/v1/me/proposals/read", send("POST", "/api/v1/me/proposals/read", m{}), "401 204 204 403 204 403 204 204 204 401"},
		{"POST /api/v1/sessions/{id}/check", send("POST", s+"/check", m{"text": "t"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/notes", send("POST", s+"/notes", m{"client_id": "c", "text": "t"}), "401 201 404 404 201 201 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/notes#waiting", sendTo("POST", s+"/notes", waiting, m{"client_id": "c", "text": "t"}), "401 201 404 201 201 201 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/take", send("POST", s+"/take", m{}), "401 409 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/take#waiting", sendTo("POST", s+"/take", waiting, m{}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/return", send("POST", s+"/return", m{}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/transfer", send("POST", s+"/transfer", m{"client_id": "c", "to_group": "order", "note": "n"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/confirm", send("POST", s+"/confirm", m{"client_id": "c"}), "401 409 404 403 409 403 409 409 409 401"},
		{"GET /api/v1/colleagues", send("GET", "/api/v1/colleagues", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/me/mentions", send("GET", "/api/v1/me/mentions", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/me/stars", send("GET", "/api/v1/me/stars", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"PUT /api/v1/sessions/{id}/star", send("PUT", s+"/star", m{"star": true}), "401 204 404 404 204 204 204 204 204 401"},
		{"PUT /api/v1/sessions/{id}/star#waiting", sendTo("PUT", s+"/star", waiting, m{"pin": true}), "401 204 404 204 204 204 204 204 204 401"},
		{"GET /api/v1/me/views", send("GET", "/api/v1/me/views", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/me/views", send("POST", "/api/v1/me/views", m{"name": "n", "query": "view=mine&is=reply"}), "401 201 201 201 201 201 201 201 201 401"},
		{"POST /api/v1/me/views#shared", send("POST", "/api/v1/me/views", m{"name": "n", "query": "view=mine", "group": "service"}), "401 403 403 403 201 403 201 201 201 401"},
		{"PATCH /api/v1/me/views/{id}", (*cell).renames, "401 200 404 404 404 404 404 404 404 401"},
		{"PATCH /api/v1/me/views/{id}#shared", (*cell).renamesShared, "401 404 404 404 200 404 200 200 200 401"},
		{"DELETE /api/v1/me/views/{id}", send("DELETE", "/api/v1/me/views/none", nil), "401 404 404 404 404 404 404 404 404 401"},
		{"POST /api/v1/sessions/{id}/reopen", send("POST", s+"/reopen", m{"client_id": "k", "reason": "one more thing"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/no-reply", send("POST", s+"/no-reply", m{}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/close", send("POST", s+"/close", m{"client_id": "c", "outcome": "invalid", "skip_closing_reason": "invalid"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/bulk", lots(m{"act": "star"}), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/bulk#take", lots(m{"act": "take"}), "401 409 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/bulk#no_reply", lots(m{"act": "no_reply"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/bulk#transfer", lots(m{"act": "transfer", "transfer": m{"to_group": "order", "note": "n"}}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/bulk#close", lots(m{"act": "close", "close": m{"outcome": "invalid", "skip_closing_reason": "invalid"}}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/bulk#tag", lots(m{"act": "tag", "tag": "t"}), "401 200 404 403 200 403 200 200 200 401"},
		{"GET /api/v1/matters", send("GET", "/api/v1/matters", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"PUT /api/v1/sessions/{id}/category", send("PUT", s+"/category", m{"category": "pay"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/findings", send("POST", s+"/findings", m{"client_id": "c", "text": "t"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/questions", send("POST", s+"/questions", m{"client_id": "c", "kind": "department", "department": "technical", "text": "t"}), "401 201 404 403 201 403 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/questions/{n}/answer", (*cell).answers, "401 403 404 201 201 403 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/questions/{n}/afterwards", (*cell).follows, "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/promises", send("POST", s+"/promises", m{"client_id": "c", "until": 4102444800000, "text": "t"}), "401 201 404 403 201 403 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/promises/{n}/settle", send("POST", s+"/promises/1/settle", m{"as": "kept"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/messages/{seq}/edit", send("POST", s+"/messages/1/edit", m{"client_id": "c", "text": "t"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/messages/{seq}/recall", send("POST", s+"/messages/1/recall", m{"client_id": "c"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/messages/{seq}/resolve", send("POST", s+"/messages/1/resolve", m{"as": "delivered"}), "401 409 404 403 409 403 409 409 409 401"},

		{"GET /api/v1/settings", send("GET", "/api/v1/settings", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"GET /api/v1/settings/documents/{kind}/{name}", send("GET", targetsDoc, nil), "401 403 403 403 403 403 200 200 200 401"},
		{"GET /api/v1/settings/documents/{kind}/{name}#none", send("GET", "/api/v1/settings/documents/targets/x", nil), "401 403 403 403 403 403 404 404 404 401"},
		{"PUT /api/v1/settings/documents/{kind}/{name}", send("PUT", targetsDoc, m{"n": 9, "body": "x: 1"}), "401 403 403 403 403 403 403 409 409 401"},
		{"PUT /api/v1/settings/documents/{kind}/{name}#scripts", send("PUT", "/api/v1/settings/documents/scripts/zh-CN", m{"n": 1, "body": "x: 1"}), "401 403 403 403 403 403 422 422 422 401"},
		{"PUT /api/v1/settings/documents/{kind}/{name}#phrases", send("PUT", "/api/v1/settings/documents/phrases/main", m{"n": 1, "body": "x: 1"}), "401 403 403 403 403 403 422 422 422 401"},
		{"POST /api/v1/settings/documents/{kind}/{name}/check", send("POST", targetsDoc+"/check", m{"body": "x: 1"}), "401 403 403 403 403 403 403 422 422 401"},
		{"GET /api/v1/settings/documents/{kind}/{name}/versions", send("GET", targetsDoc+"/versions", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"GET /api/v1/settings/documents/{kind}/{name}/versions#people", send("GET", "/api/v1/settings/documents/people/x/versions", nil), "401 403 403 403 403 403 403 200 200 401"},
		{"GET /api/v1/settings/documents/{kind}/{name}/versions/{n}#people", send("GET", "/api/v1/settings/documents/people/x/versions/1", nil), "401 403 403 403 403 403 403 404 404 401"},
		{"GET /api/v1/settings/documents/{kind}/{name}/versions/{n}", send("GET", targetsDoc+"/versions/1", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"POST /api/v1/settings/documents/{kind}/{name}/versions/{n}/restore", send("POST", targetsDoc+"/versions/1/restore", m{"newest": 1}), "401 403 403 403 403 403 403 200 200 401"},
		{"GET /api/v1/settings/phrases/versions/{locale}/{number}", send("GET", "/api/v1/settings/phrases/versions/zh-CN/9-x", nil), "401 403 403 403 404 404 404 404 404 401"},
		{"POST /api/v1/settings/phrases/try", send("POST", "/api/v1/settings/phrases/try", m{"body": "x: 1"}), "401 403 403 403 403 403 422 422 422 401"},
		{"POST /api/v1/settings/scripts/preview", send("POST", "/api/v1/settings/scripts/preview", m{"body": "x: 1"}), "401 403 403 403 403 403 422 422 422 401"},
		{"GET /api/v1/settings/presets", send("GET", "/api/v1/settings/presets", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"POST /api/v1/settings/presets/{id}", send("POST", "/api/v1/settings/presets/zoo", m{}), "401 403 403 403 403 403 403 403 404 401"},
		{"GET /api/v1/settings/channels", send("GET", "/api/v1/settings/channels", nil), "401 403 403 403 403 403 200 200 200 401"},
		{"GET /api/v1/settings/channels/aside", send("GET", "/api/v1/settings/channels/aside", nil), "401 403 403 403 403 403 403 200 200 401"},
		{"POST /api/v1/settings/channels/aside/{id}/look", send("POST", "/api/v1/settings/channels/aside/7/look", m{}), "401 403 403 403 403 403 403 404 404 401"},
		{"POST /api/v1/settings/channels/aside/{id}/replay", send("POST", "/api/v1/settings/channels/aside/7/replay", m{}), "401 403 403 403 403 403 403 404 404 401"},
		{"POST /api/v1/settings/channels/aside/{id}/dismiss", send("POST", "/api/v1/settings/channels/aside/7/dismiss", m{"reason": "r"}), "401 403 403 403 403 403 403 404 404 401"},

		{"GET /api/v1/quality/draws/{day}", send("GET", "/api/v1/quality/draws/2026-08-20", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/quality/days", send("GET", "/api/v1/quality/days", nil), "401 403 403 403 403 200 200 200 403 401"},
		{"GET /api/v1/quality/samples", send("GET", "/api/v1/quality/samples", nil), "401 403 403 403 403 200 200 200 403 401"},
		{"GET /api/v1/quality/samples/{day}/{agent}", send("GET", item, nil), "401 403 403 403 403 404 404 404 403 401"},
		{"GET /api/v1/quality/ratings", send("GET", "/api/v1/quality/ratings", nil), "401 403 403 403 200 200 200 200 200 401"},
		{"POST /api/v1/quality/samples/{day}/{agent}/{n}/reviews", send("POST", item+"/1/reviews", m{"client_id": "c", "marks": fine}), "401 403 403 403 403 404 404 404 403 401"},
		{"POST /api/v1/quality/samples/{day}/{agent}/{n}/replace", send("POST", item+"/1/replace", m{"client_id": "c", "reason": "test_chat"}), "401 403 403 403 403 404 404 404 403 401"},

		// "own" has registered and owns the complaint, "other" is of the complaint group.
		{"GET /api/v1/complaints", send("GET", "/api/v1/complaints", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/complaints/{id}", sendTo("GET", claims+"{id}", (*cell).complaint, nil), "401 200 200 404 200 200 200 200 200 401"},
		{"GET /api/v1/complaints/{id}/files/{n}", readsEvidence(""), "401 200 200 404 200 200 200 200 200 401"},
		{"GET /api/v1/complaints/{id}/files/{n}/thumb", readsEvidence("/thumb"), "401 200 200 404 200 200 200 200 200 401"},
		{"POST /api/v1/complaints/{id}/changes#a file", (*cell).attaches, "401 200 200 404 200 403 200 200 200 401"},
		{"POST /api/v1/complaints/{id}/changes#judged", sendTo("POST", claims+"{id}/changes", (*cell).complaint, m{"client_id": "c", "version": 1, "judge": m{"validity": "valid", "grounds": "g"}}),
			"401 403 200 404 200 403 200 200 200 401"},
		{"POST /api/v1/complaints/{id}/changes#a remark", sendTo("POST", claims+"{id}/changes", (*cell).complaint, m{"client_id": "c", "version": 1, "remark": m{"text": "t"}}),
			"401 200 200 404 200 403 200 200 200 401"},
		{"POST /api/v1/complaints/{id}/changes#closing too early", sendTo("POST", claims+"{id}/changes", (*cell).complaint, m{"client_id": "c", "version": 1, "close": m{"result": "r"}}),
			"401 403 409 404 409 403 409 409 409 401"},
		{"POST /api/v1/complaints/{id}/changes#closing", askCloseComplaint, "401 403 200 404 200 403 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/cases", send("GET", s+"/cases", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/cases", send("POST", s+"/cases", m{"client_id": "c", "reason": "r"}), "401 201 404 404 201 201 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/transfer#to the complaint group", send("POST", s+"/transfer", m{"client_id": "c", "to_group": "complaint", "note": "n"}),
			"401 200 404 403 200 403 200 200 200 401"},
	}
}

func askSignIn(c *cell) int {
	return c.who.do("POST", "/api/v1/sign-in", map[string]string{"login": c.who.login, "password": password}).status
}

func askStream(c *cell) int {
	conn, resp, err := c.who.tryStream(c.r.srv.URL)
	if err != nil {
		return resp.StatusCode
	}
	defer func() { _ = conn.Close() }()
	if c.kind == "disabled" {
		if code := closeCode(conn); code != 4501 {
			c.r.t.Errorf("a disabled person's socket ends with %d", code)
		}
	}
	return http.StatusSwitchingProtocols
}

// askRevokeForeign tries to end somebody else's sign-in.
func askRevokeForeign(c *cell) int {
	var id string
	if err := c.r.store.DB.QueryRow("SELECT s.id FROM sign_in s JOIN agent a ON a.id = s.agent WHERE a.login = 'victim'").Scan(&id); err != nil {
		c.r.t.Fatal(err)
	}
	return c.who.do("DELETE", "/api/v1/me/sign-ins/"+id, nil).status
}

func askHire(rank desk.Rank) func(*cell) int {
	return func(c *cell) int {
		login := "n" + uuid.NewString()
		return c.who.do("POST", "/api/v1/agents", map[string]any{"login": login, "name": "N", "password": password, "rank": rank}).status
	}
}

// askChange changes a person who was made for it.
func askChange(target string, change map[string]any) func(*cell) int {
	return func(c *cell) int {
		rank := desk.RankAgent
		if target == "root" {
			rank = desk.RankAdmin
		}
		id, err := c.r.people.Create(context.Background(), people.Newcomer{Login: uuid.NewString(), Name: "T", Password: password, Rank: rank})
		if err != nil {
			c.r.t.Fatal(err)
		}
		return c.who.do("PATCH", "/api/v1/agents/"+string(id), change).status
	}
}

func askPromote(c *cell) int {
	id := string(c.who.id)
	if id == "" {
		id = uuid.NewString()
	}
	return c.who.do("PATCH", "/api/v1/agents/"+id, map[string]any{"rank": "supervisor"}).status
}

func (r *rig) staff() map[string]*person {
	staff := map[string]*person{"anonymous": r.nobody(), "own": r.hire("own", desk.RankAgent, "service"), "other": r.hire("other", desk.RankAgent, "complaint"),
		"department": r.hire("department", desk.RankDepartment, "service", "technical"), "disabled": r.hire("disabled", desk.RankAdmin)}
	staff["anonymous"].login = "nobody-of-that-name"
	for _, rank := range []desk.Rank{desk.RankLead, desk.RankInspector, desk.RankSupervisor, desk.RankManager, desk.RankAdmin} {
		staff[string(rank)] = r.hire(string(rank), rank)
	}
	r.hire("victim", desk.RankAgent)
	staff["admin"].must(200, "PATCH", "/api/v1/agents/"+string(staff["disabled"].id), map[string]any{"disabled": true})
	return staff
}

// restore signs in again who was signed out, and gives the holder his free places back.
func (c *cell) restore() {
	if c.kind != "anonymous" && c.kind != "disabled" && c.who.do("GET", "/api/v1/me", nil).status != 200 {
		c.who.signIn()
	}
	if c.made {
		c.r.freeAll()
	}
}
