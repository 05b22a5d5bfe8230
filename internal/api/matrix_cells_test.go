package api

import (
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"

	"firstline/internal/desk"
)

// renames changes the name of a view of "own".
func (c *cell) renames() int {
	return c.changesView(c.own.must(201, "POST", "/api/v1/me/views", map[string]any{"name": "mine", "query": "view=mine"}).body["id"])
}

// renamesShared changes one that a lead has made for "service".
func (c *cell) renamesShared() int {
	boss := c.r.hire("boss-"+uuid.NewString()[:8], desk.RankLead, "service")
	return c.changesView(boss.must(201, "POST", "/api/v1/me/views", map[string]any{"name": "ours", "query": "view=all", "group": "service"}).body["id"])
}

func (c *cell) changesView(id any) int {
	return c.who.do("PATCH", fmt.Sprint("/api/v1/me/views/", id), map[string]any{"name": "new"}).status
}

// lots gives an order about the session that "own" holds, and the status of what became of it there.
func lots(order map[string]any) func(*cell) int {
	return func(c *cell) int {
		body := map[string]any{"client_id": uuid.NewString(), "sessions": []map[string]any{{"id": c.held()}}}
		for k, v := range order {
			body[k] = v
		}
		a := c.who.do("POST", "/api/v1/bulk", body)
		if a.status != http.StatusOK {
			return a.status
		}
		if problem, refused := a.body["results"].([]any)[0].(map[string]any)["problem"].(map[string]any); refused {
			return int(problem["status"].(float64))
		}
		return http.StatusOK
	}
}

// rewords changes a text that "own" has written for itself.
func (c *cell) rewords() int {
	id := c.own.must(201, "POST", "/api/v1/me/scripts", map[string]any{"text": "t"}).body["id"]
	status := c.who.do("PUT", fmt.Sprint("/api/v1/me/scripts/", id), map[string]any{"text": "new", "n": 1}).status
	c.own.must(204, "DELETE", fmt.Sprint("/api/v1/me/scripts/", id), nil)
	return status
}

// decides does something to what "own" has proposed.
func decides(act string, body map[string]any) func(*cell) int {
	return func(c *cell) int {
		id := c.own.must(201, "POST", "/api/v1/scripts/proposals", map[string]any{"stage": "library", "text": "t", "reason": "r"}).body["id"]
		return c.who.do("POST", fmt.Sprint("/api/v1/scripts/proposals/", id, "/", act), body).status
	}
}

// leaves does something to a wish of "own" to go away, in a department where a superior has to grant it.
func leaves(act string, body map[string]any) func(*cell) int {
	return func(c *cell) int {
		c.own.must(200, "POST", "/api/v1/me/status", map[string]any{"status": "busy"}) // who is online is given sessions
		c.r.asks.Store(true)
		id := c.own.must(200, "POST", "/api/v1/me/status", map[string]any{"status": "away", "reason": "r", "back_at": time.Now().Add(time.Hour).UnixMilli()}).body["asking"]
		c.r.asks.Store(false)
		status := c.who.do("POST", fmt.Sprint("/api/v1/status-requests/", id, "/", act), body).status
		c.own.must(200, "POST", "/api/v1/me/status", map[string]any{"status": "away"})
		return status
	}
}

// identitiesOf asks for the accounts with which "own" signs in.
func identitiesOf(method, rest string) func(*cell) int {
	return func(c *cell) int {
		return c.who.do(method, "/api/v1/agents/"+string(c.own.id)+"/identities"+rest, nil).status
	}
}

// looksAtFactor asks whether "own" has a second factor.
func (c *cell) looksAtFactor() int {
	return c.who.do("GET", "/api/v1/agents/"+string(c.own.id)+"/second-factor", nil).status
}

// resets takes away the second factor of one of the staff.
func resets(login string) func(*cell) int {
	return func(c *cell) int {
		row, err := c.r.store.AgentByLogin(c.r.t.Context(), login)
		if err != nil {
			c.r.t.Fatal(err)
		}
		return c.who.do("DELETE", "/api/v1/agents/"+row.ID+"/second-factor", nil).status
	}
}
