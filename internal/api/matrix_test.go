package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

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

// waiting is one in the queue of "service".
func (c *cell) waiting() string {
	c.made = true
	return c.r.writes("web", uuid.NewString(), "hello")
}

// foreign is one in the queue of "order".
func (c *cell) foreign() string {
	id := c.held()
	c.own.must(200, "POST", "/api/v1/sessions/"+id+"/transfer", map[string]any{"client_id": "x", "to_group": "order", "note": "n"})
	return id
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

// matrix is the whole truth about who may do what (S-AZ1).
func matrix() []row {
	const s = "/api/v1/sessions/{id}"
	waiting, foreign := (*cell).waiting, (*cell).foreign
	type m = map[string]any
	const item = "/api/v1/quality/samples/2026-08-20/nobody" // nothing is there: who may learns it
	fine := []m{{"criterion": "greeting", "verdict": "pass"}, {"criterion": "closing", "verdict": "pass"}, {"criterion": "attitude", "verdict": "pass"},
		{"criterion": "wording", "verdict": "pass"}, {"criterion": "knowledge", "verdict": "pass"}, {"criterion": "timely", "verdict": "pass"}, {"criterion": "clear", "verdict": "pass"}}
	//                                                                    anon own other dep lead insp sup man adm dis
	return []row{
		{"GET /api/v1/boot", send("GET", "/api/v1/boot", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"GET /api/openapi.json", send("GET", "/api/openapi.json", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"GET /livez", send("GET", "/livez", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"GET /readyz", send("GET", "/readyz", nil), "200 200 200 200 200 200 200 200 200 200"},
		{"POST /api/v1/setup", send("POST", "/api/v1/setup", m{"token": "x", "login": "boss", "name": "B", "password": password}), "403 403 403 403 403 403 403 403 403 403"},
		{"POST /api/v1/sign-in", askSignIn, "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/sign-out", send("POST", "/api/v1/sign-out", m{}), "401 204 204 204 204 204 204 204 204 401"},
		{"GET /api/v1/stream", askStream, "401 101 101 101 101 101 101 101 101 101"},

		{"GET /api/v1/me", send("GET", "/api/v1/me", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/me/status", send("POST", "/api/v1/me/status", m{"status": "away"}), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/me/password", send("POST", "/api/v1/me/password", m{"current": "wrong", "password": "another good one"}), "401 422 422 422 422 422 422 422 422 401"},
		{"GET /api/v1/me/sign-ins", send("GET", "/api/v1/me/sign-ins", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"DELETE /api/v1/me/sign-ins/{id}", askRevokeForeign, "401 404 404 404 404 404 404 404 404 401"},

		{"GET /api/v1/agents", send("GET", "/api/v1/agents", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"POST /api/v1/agents", askHire(desk.RankAgent), "401 403 403 403 403 403 403 201 201 401"},
		{"POST /api/v1/agents#a manager", askHire(desk.RankManager), "401 403 403 403 403 403 403 403 201 401"},
		{"POST /api/v1/agents#an admin", askHire(desk.RankAdmin), "401 403 403 403 403 403 403 403 201 401"},
		{"PATCH /api/v1/agents/{id}", askChange("target", m{"name": "Renamed"}), "401 403 403 403 403 403 403 200 200 401"},
		{"PATCH /api/v1/agents/{id}#to admin", askChange("target", m{"rank": "admin"}), "401 403 403 403 403 403 403 403 200 401"},
		{"PATCH /api/v1/agents/{id}#an admin", askChange("root", m{"disabled": true}), "401 403 403 403 403 403 403 403 200 401"},
		{"PATCH /api/v1/agents/{id}#himself", askPromote, "401 403 403 403 403 403 403 403 409 401"},
		{"GET /api/v1/groups", send("GET", "/api/v1/groups", nil), "401 200 200 200 200 200 200 200 200 401"},

		{"GET /api/v1/sessions", send("GET", "/api/v1/sessions", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions#queue", send("GET", "/api/v1/sessions?view=queue", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions#closed", send("GET", "/api/v1/sessions?view=closed", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions#all", send("GET", "/api/v1/sessions?view=all", nil), "401 403 403 403 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}", send("GET", s, nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}#waiting", sendTo("GET", s, waiting, nil), "401 200 404 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}#another group's", sendTo("GET", s, foreign, nil), "401 404 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/explain", send("GET", s+"/explain", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages", send("GET", s+"/messages", nil), "401 200 404 404 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages#waiting", sendTo("GET", s+"/messages", waiting, nil), "401 200 404 200 200 200 200 200 200 401"},
		{"GET /api/v1/sessions/{id}/messages#another group's", sendTo("GET", s+"/messages", foreign, nil), "401 404 404 404 200 200 200 200 200 401"},

		{"POST /api/v1/sessions/{id}/replies", send("POST", s+"/replies", m{"client_id": "c", "text": "t"}), "401 201 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/replies#waiting", sendTo("POST", s+"/replies", waiting, m{"client_id": "c", "text": "t"}), "401 409 404 403 409 403 409 409 409 401"},
		{"POST /api/v1/sessions/{id}/check", send("POST", s+"/check", m{"text": "t"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/notes", send("POST", s+"/notes", m{"client_id": "c", "text": "t"}), "401 201 404 404 201 201 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/notes#waiting", sendTo("POST", s+"/notes", waiting, m{"client_id": "c", "text": "t"}), "401 201 404 201 201 201 201 201 201 401"},
		{"POST /api/v1/sessions/{id}/take", send("POST", s+"/take", m{}), "401 409 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/take#waiting", sendTo("POST", s+"/take", waiting, m{}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/return", send("POST", s+"/return", m{}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/transfer", send("POST", s+"/transfer", m{"client_id": "c", "to_group": "order", "note": "n"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/close", send("POST", s+"/close", m{"client_id": "c", "outcome": "invalid", "skip_closing_reason": "invalid"}), "401 200 404 403 200 403 200 200 200 401"},
		{"POST /api/v1/sessions/{id}/messages/{seq}/resolve", send("POST", s+"/messages/1/resolve", m{"as": "delivered"}), "401 409 404 403 409 403 409 409 409 401"},

		{"GET /api/v1/quality/draws/{day}", send("GET", "/api/v1/quality/draws/2026-08-20", nil), "401 200 200 200 200 200 200 200 200 401"},
		{"GET /api/v1/quality/samples", send("GET", "/api/v1/quality/samples", nil), "401 403 403 403 403 200 200 200 403 401"},
		{"GET /api/v1/quality/samples/{day}/{agent}", send("GET", item, nil), "401 403 403 403 403 404 404 404 403 401"},
		{"POST /api/v1/quality/samples/{day}/{agent}/{n}/reviews", send("POST", item+"/1/reviews", m{"client_id": "c", "marks": fine}), "401 403 403 403 403 404 404 404 403 401"},
		{"POST /api/v1/quality/samples/{day}/{agent}/{n}/replace", send("POST", item+"/1/replace", m{"client_id": "c", "reason": "test_chat"}), "401 403 403 403 403 404 404 404 403 401"},
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

// TestAuthorizationMatrix asks every route as every kind of person. A route without a row fails.
func TestAuthorizationMatrix(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	missing := map[string]bool{}
	for route := range r.api.needs {
		missing[route] = true
	}
	for _, row := range matrix() {
		name, _, _ := strings.Cut(row.route, "#")
		if _, known := r.api.needs[name]; !known {
			t.Errorf("%s is in the matrix and not in the API", name)
		}
		delete(missing, name)
	}
	for route := range missing {
		t.Errorf("%s has no row in the matrix", route)
	}
	staff := r.staff()
	cells := 0
	for _, row := range matrix() {
		want := strings.Fields(row.want)
		if len(want) != len(kinds()) {
			t.Fatalf("%s: %d statuses for %d kinds", row.route, len(want), len(kinds()))
		}
		for i, kind := range kinds() {
			c := &cell{r: r, own: staff["own"], who: staff[kind], kind: kind}
			if got := fmt.Sprint(row.ask(c)); got != want[i] {
				t.Errorf("%s as %s: %s, want %s", row.route, kind, got, want[i])
			}
			cells++
			c.restore()
		}
	}
	t.Logf("%d cells", cells)
}

func (r *rig) staff() map[string]*person {
	staff := map[string]*person{"anonymous": r.nobody(), "own": r.hire("own", desk.RankAgent, "service"), "other": r.hire("other", desk.RankAgent, "complaint"),
		"department": r.hire("department", desk.RankDepartment, "service"), "disabled": r.hire("disabled", desk.RankAdmin)}
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
