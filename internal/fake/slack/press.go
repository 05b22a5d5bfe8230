package slack

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

const (
	answersMost = 5                // uses of a response_url (I)
	answersLife = 30 * time.Minute // and how long it is good for (I)
)

// answering is what a response_url may still change. The documentation names no errors for the two limits: used_url and
// expired_url are this server's words.
type answering struct {
	in    *channel
	of    *message
	until time.Time
	used  int
}

// Presses presses a button of a message: a block_actions payload (docs.slack.dev, "block_actions payload"). It goes the way
// of events, over HTTP as the field payload of a form, once: an app that does not answer in time is not asked again, the
// person sees a warning instead. It gives the name of the delivery among [Server.Events].
func (p *Person) Presses(room, ts, action string) (string, error) {
	s := p.s
	s.mu.Lock()
	c := s.world.channels[room]
	if c == nil || c.find(ts) == nil {
		s.mu.Unlock()
		return "", fmt.Errorf("slack stand-in: no message %s in %s", ts, room)
	}
	m := c.find(ts)
	button := m.button(action)
	if button == nil {
		s.mu.Unlock()
		return "", fmt.Errorf("slack stand-in: no button %s in %s", action, m.Blocks)
	}
	id, at := s.world.id("press-"), s.world.ts()
	s.answers["/actions/"+id] = &answering{in: c, of: m, until: time.Now().Add(s.scaled(answersLife))}
	button["action_ts"], button["type"] = at, "button"
	body, err := json.Marshal(map[string]any{"type": "block_actions", "token": "deprecated", "api_app_id": AppID, "trigger_id": id, "response_url": s.base + "/actions/" + id,
		"team": map[string]any{"id": TeamID, "domain": "stand-in"}, "user": map[string]any{"id": p.id, "team_id": TeamID}, "channel": map[string]any{"id": c.id, "name": c.name},
		"container": map[string]any{"type": "message", "message_ts": ts, "channel_id": c.id, "is_ephemeral": false}, "message": m, "actions": []any{button}})
	s.ledger.events = append(s.ledger.events, &Event{ID: id, State: Pending, Body: body})
	s.mu.Unlock()
	if err != nil {
		return "", err
	}
	s.begin(func() { s.deliver(id, "interactive", body) })
	return id, nil
}

// button finds an element of the message's blocks.
func (m *message) button(action string) map[string]any {
	var blocks []struct {
		ID       string           `json:"block_id"`
		Elements []map[string]any `json:"elements"`
	}
	if json.Unmarshal(m.Blocks, &blocks) != nil {
		return nil
	}
	for _, b := range blocks {
		for _, e := range b.Elements {
			if e["action_id"] == action {
				e["block_id"] = b.ID
				return e
			}
		}
	}
	return nil
}

// form is how an interaction is posted.
func form(body json.RawMessage) []byte { return []byte(url.Values{"payload": {string(body)}}.Encode()) }

// serveResponse is a response_url: it changes the message that was pressed on, or adds one.
func (s *Server) serveResponse(w http.ResponseWriter, r *http.Request, path string) {
	var in struct {
		Text    string          `json:"text"`
		Blocks  json.RawMessage `json:"blocks"`
		Replace bool            `json:"replace_original"`
	}
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&in)
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.answers[path]
	switch {
	case err != nil || a == nil:
		answer(w, nil, refuse("invalid_payload"))
		return
	case time.Now().After(a.until):
		answer(w, nil, refuse("expired_url"))
		return
	case a.used >= answersMost:
		answer(w, nil, refuse("used_url"))
		return
	}
	a.used++
	if in.Replace {
		a.of.Text, a.of.Blocks = in.Text, in.Blocks
	} else {
		a.in.add(&message{Type: "message", User: BotUser, BotID: BotID, AppID: AppID, Team: TeamID, Text: in.Text, Blocks: in.Blocks, TS: s.world.ts(), ThreadTS: a.of.ThreadTS})
	}
	answer(w, nil, nil)
}
