package slack

import (
	"encoding/json"
	"slices"
)

// The states of an event: on its way, taken by the app, given up by Slack.
const (
	Pending   = "pending"
	Delivered = "delivered"
	Lost      = "lost"
)

// Event is one event and what became of it.
type Event struct {
	ID       string          `json:"id"`
	State    string          `json:"state"`
	Attempts int             `json:"attempts"`
	Reasons  []string        `json:"reasons,omitempty"` // why attempts failed, in order
	Body     json.RawMessage `json:"body"`
}

// Call is one call of the Web API that people can see: chat.postMessage, files.completeUploadExternal.
type Call struct {
	Method   string `json:"method"`
	Channel  string `json:"channel"`
	Thread   string `json:"thread_ts,omitempty"`
	Text     string `json:"text"`
	TS       string `json:"ts,omitempty"` // of the message that came to be; empty if none did
	Error    string `json:"error,omitempty"`
	Fault    string `json:"fault,omitempty"` // the kind of the fault that was due
	Unfurl   bool   `json:"unfurl,omitempty"`
	Markdown bool   `json:"mrkdwn,omitempty"`
	Parse    string `json:"parse,omitempty"`
	Links    bool   `json:"link_names,omitempty"`
	Wide     bool   `json:"reply_broadcast,omitempty"`

	Blocks string   `json:"blocks,omitempty"`
	Files  []string `json:"files,omitempty"` // the ids of what was shared
}

// Change is one call of chat.update or chat.delete.
type Change struct {
	Method  string
	Channel string
	TS      string // of the message that it is about
	Text    string
	Error   string // empty: it was done
}

type ledger struct {
	events  []*Event
	calls   []Call
	changes []Change
	tokens  []string // that files were asked for with
}

// Tokens are the Authorization headers with which files were asked for.
func (s *Server) Tokens() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.ledger.tokens)
}

// File is a file of the workspace with its bytes; ok is false if there is none, or if nobody has completed it.
func (s *Server) File(id string) (f File, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept := s.world.files[id]; kept != nil && kept.shown {
		return kept.File, true
	}
	return File{}, false
}

// Events are all events so far.
func (s *Server) Events() []Event {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Event, 0, len(s.ledger.events))
	for _, e := range s.ledger.events {
		c := *e
		c.Reasons = slices.Clone(e.Reasons)
		out = append(out, c)
	}
	return out
}

// Calls are all posted messages so far, also the refused ones.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.ledger.calls)
}

// Changes are all corrections and deletions by the app so far, also the refused ones.
func (s *Server) Changes() []Change {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.ledger.changes)
}

// Idle says that no event is on its way.
func (s *Server) Idle() bool {
	return !slices.ContainsFunc(s.Events(), func(e Event) bool { return e.State == Pending })
}

func (s *Server) note(id, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.ledger.events {
		if e.ID == id {
			e.Attempts++
			if reason != "" {
				e.Reasons = append(e.Reasons, reason)
			}
		}
	}
	s.touch()
}

func (s *Server) settle(id, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.ledger.events {
		if e.ID == id {
			e.State = Delivered
			if reason != "" {
				e.State = Lost
			}
		}
	}
	s.touch()
}
