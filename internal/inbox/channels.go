package inbox

import (
	"encoding/json"

	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/watch"
)

// heardChannel tells those who answer for others how a channel is, with the network's words. It is a hint: what stands of it is told
// to everybody whom it concerns by tellTroubles, also to who was not there.
func (h *Hub) heardChannel(payload []byte) {
	poke(h.recheck)
	if payload == nil {
		return
	}
	var n watch.Notice
	if err := json.Unmarshal(payload, &n); err != nil {
		h.log.Warn("a hint cannot be read", zap.Error(err))
		return
	}
	of := h.o.Channels[n.Channel]
	f := frame(channelFrame{"channel", n.Channel, of.Name, of.Type, n.Alarm, n.Since, n.Words})
	for _, s := range h.all() {
		s.mu.Lock()
		if s.list != nil && !s.ended && s.viewer.Can(access.ActAny) {
			s.push(f)
		}
		s.mu.Unlock()
	}
}
