package inbox

import (
	"context"
	"encoding/json"
	"slices"

	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/mentions"
	"firstline/internal/store"
)

// call tells whoever a new note speaks to. It is a hint like any other: one that is lost stands among the person's mentions all
// the same.
func (s *socket) call(e *event) {
	for i := range e.calls {
		if c := &e.calls[i]; c.Agent == s.agent {
			s.push(c.frame())
		}
	}
}

// heardLook tells a person's screens that a mention of theirs is no news any more.
func (h *Hub) heardLook(payload []byte) {
	if payload == nil {
		return
	}
	var n mentions.Notice
	if err := json.Unmarshal(payload, &n); err != nil {
		h.log.Warn("a hint cannot be read", zap.Error(err))
		return
	}
	f := frame(mentionFrame{Op: "mention", Session: n.Session})
	for _, s := range h.all() {
		s.mu.Lock()
		if s.agent == n.Agent && s.list != nil {
			s.push(f)
		}
		s.mu.Unlock()
	}
}

// looks notes that somebody who may read a session does: a right that hangs on a note leaves a trace, whichever way it is used.
func (h *Hub) looks(ctx context.Context, who access.Viewer, id desk.SessionID, standing access.Standing) error {
	if !slices.Contains(standing.Mentioned, who.ID) || !who.Reads(standing) {
		return nil
	}
	return h.o.Look(ctx, who.ID, id)
}

// Person gives an id the name that screens show; nil for the empty id.
func (h *Hub) Person(id desk.AgentID) *Person { return h.roster.person(id) }

// spokenTo are those whom a note speaks to, as screens show them.
func (r *Roster) spokenTo(of []store.Mention) []Mentioned {
	var out []Mentioned
	for _, m := range of {
		out = append(out, Mentioned{*r.person(m.Agent), m.Looked})
	}
	return out
}
