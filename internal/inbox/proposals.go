package inbox

import (
	"encoding/json"

	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/proposals"
)

// heardProposal tells those who decide that a proposal for the scripts waits, and its author what became of it (SCR-24). It is
// a hint: the record has both.
func (h *Hub) heardProposal(payload []byte) {
	if payload == nil {
		return
	}
	var n proposals.Notice
	if err := json.Unmarshal(payload, &n); err != nil {
		h.log.Warn("a hint cannot be read", zap.Error(err))
		return
	}
	if n.Verdict == proposals.Withdrawn {
		return // who has taken it back knows
	}
	f := frame(proposalFrame{"proposal", n.ID, n.Verdict})
	for _, s := range h.all() {
		s.mu.Lock()
		concerns := n.Verdict != "" && s.agent == n.Agent || n.Verdict == "" && s.agent != n.Agent && s.viewer.Can(access.Wording)
		if concerns && s.list != nil {
			s.push(f)
		}
		s.mu.Unlock()
	}
}
