package api

import (
	"fmt"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"firstline/internal/desk"
)

// next reads frames until one has the op and fits.
func next(t *testing.T, c *websocket.Conn, op string, fits func(map[string]any) bool) map[string]any {
	t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
	for {
		var f map[string]any
		if err := c.ReadJSON(&f); err != nil {
			t.Fatalf("waiting for %q: %v", op, err)
		}
		if f["op"] == op && fits(f) {
			return f
		}
	}
}

// TestTheScreenFollowsTheRouter goes from a customer's message through the real router to an agent's screen, and from
// the agent's answer through the channel's verdict back to it.
func TestTheScreenFollowsTheRouter(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mei := r.hire("mei", desk.RankAgent, "service")
	c := mei.stream()
	any1 := func(map[string]any) bool { return true }
	next(t, c, "page", any1)
	mei.must(200, "POST", "/api/v1/me/status", map[string]string{"status": "online"})
	next(t, c, "me", func(f map[string]any) bool { return f["me"].(map[string]any)["status"] == "online" })

	id := r.writes("tele", "k1", "where is my order?")
	row := next(t, c, "row", func(f map[string]any) bool {
		row := f["row"].(map[string]any)
		return row["id"] == id && row["holder"] != nil && row["holder"].(map[string]any)["id"] == string(mei.id)
	})["row"].(map[string]any)
	if row["channel_type"] != "telegram" || row["due_at"] == 0. {
		t.Errorf("row = %v", row)
	}
	page := mei.must(200, "GET", "/api/v1/sessions/"+id+"/messages", nil).body
	hello := map[string]any{"op": "hello", "list": map[string]any{"view": "mine", "limit": 30}, "sessions": map[string]any{id: page["version"]}}
	if err := c.WriteJSON(hello); err != nil {
		t.Fatal(err)
	}
	at := page["version"].(float64)
	seq := mei.must(201, "POST", "/api/v1/sessions/"+id+"/replies", map[string]any{"client_id": "c1", "text": "您好, on its way"}).body["seq"].(float64)
	states := map[string]bool{}
	for !states["sent"] {
		d := next(t, c, "diff", func(f map[string]any) bool { return f["session"] == id })
		if d["from"] != at {
			t.Fatalf("a diff from %v, the screen stands at %v", d["from"], at)
		}
		at = d["to"].(float64)
		for _, m := range d["messages"].([]any) {
			if m := m.(map[string]any); m["seq"] == seq {
				states[fmt.Sprint(m["delivery"])] = true
				if m["text"] != "您好, on its way" {
					t.Errorf("message = %v", m)
				}
			}
		}
	}
}

func TestStreamWantsASignIn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if _, resp, err := r.nobody().tryStream(r.srv.URL); err == nil || resp.StatusCode != 401 {
		t.Errorf("nobody: %v", err)
	}
	p := r.hire("mei", desk.RankAgent)
	if _, resp, err := p.tryStream("https://evil.example"); err == nil || resp.StatusCode != 403 {
		t.Errorf("foreign origin: %v", err)
	}
	p.must(204, "POST", "/api/v1/sign-out", map[string]any{})
	p.signIn()
	p.stream()
}
