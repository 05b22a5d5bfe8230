package inbox

import (
	"encoding/json"

	"go.uber.org/zap"

	"firstline/internal/availability"
)

// heardWish tells the person, and those who decide, of a wish to leave and of what became of it (DUT-04). It is a hint: the
// record has both.
func (h *Hub) heardWish(payload []byte) {
	if payload == nil {
		return
	}
	var n availability.Notice
	if err := json.Unmarshal(payload, &n); err != nil {
		h.log.Warn("a hint cannot be read", zap.Error(err))
		return
	}
	w := h.roster.now.Load().by[n.Agent]
	if w == nil {
		return // made a moment ago: their list has it
	}
	f := frame(wishFrame{"status_request", n.ID, n.Agent, n.Verdict})
	for _, s := range h.all() {
		s.mu.Lock()
		if (s.agent == n.Agent || s.viewer.Releases(w.viewer)) && s.list != nil {
			s.push(f)
		}
		s.mu.Unlock()
	}
}
