package inbox

import (
	"encoding/json"

	"go.uber.org/zap"

	"firstline/internal/drafts"
)

// heardDraft tells a person's screens that a draft of theirs was saved, the one that saved it among them. It is a hint: the
// record has the draft.
func (h *Hub) heardDraft(payload []byte) {
	if payload == nil {
		return
	}
	var n drafts.Notice
	if err := json.Unmarshal(payload, &n); err != nil {
		h.log.Warn("a hint cannot be read", zap.Error(err))
		return
	}
	f := frame(draftFrame{"draft", n.Mark})
	for _, s := range h.all() {
		s.mu.Lock()
		if s.agent == n.Agent && s.list != nil {
			s.push(f)
			s.list.draftSaved()
		}
		s.mu.Unlock()
	}
}
