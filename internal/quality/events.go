package quality

import (
	"encoding/json"
	"fmt"

	"firstline/internal/desk"
	"firstline/sessions"
)

// The events with which somebody becomes holder of a session.
func assigned() string    { return sessions.Kind(sessions.Assigned{}) }
func transferred() string { return sessions.Kind(sessions.Transferred{}) }

// handOf reads who holds the session from a stored event on; ok is false when it went back to a queue.
func handOf(session, kind, body string) (h hand, ok bool, err error) {
	var entry sessions.Entry
	if err := json.Unmarshal([]byte(body), &entry); err != nil {
		return hand{}, false, fmt.Errorf("session %s, event %s: %w", session, kind, err)
	}
	e, err := sessions.Decode(kind, entry.Event)
	if err != nil {
		return hand{}, false, fmt.Errorf("session %s: %w", session, err)
	}
	h = hand{Session: desk.SessionID(session), At: e.When()}
	switch e := e.(type) {
	case sessions.Assigned:
		if e.Offer { // nobody's until it is accepted, which is an event of its own
			return hand{}, false, nil
		}
		h.Agent = e.Agent
	case sessions.Transferred:
		h.Agent = e.ToAgent
	}
	return h, h.Agent != "", nil
}

// void is the outcome, and the reason to skip the closing script, of what is no conversation: 无效.
const void = "invalid"

// markedVoid says whether a closed session was marked 无效 by whoever closed it.
func markedVoid(state []byte) (bool, error) {
	var s struct {
		Ending *sessions.Ending `json:"ending"`
	}
	if err := json.Unmarshal(state, &s); err != nil {
		return false, fmt.Errorf("its state cannot be read: %w", err)
	}
	return s.Ending != nil && (s.Ending.Outcome == void || s.Ending.Closing.Skipped == void), nil
}
