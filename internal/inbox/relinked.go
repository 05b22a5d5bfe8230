package inbox

import (
	"encoding/json"
	"slices"

	"go.uber.org/zap"

	"firstline/internal/contacts"
	"firstline/internal/desk"
)

// heardContacts lets every screen look again that shows a customer whose links have changed. Rights hang on them: whoever reads
// a session because of a link that is gone is told so.
func (h *Hub) heardContacts(payload []byte) {
	var n contacts.Notice
	if payload != nil {
		if err := json.Unmarshal(payload, &n); err != nil {
			h.log.Warn("a hint cannot be read", zap.Error(err))
			return
		}
	}
	for _, s := range h.all() {
		s.mu.Lock()
		s.relinked(n.Addresses)
		s.mu.Unlock()
	}
}

// relinked takes a change of links; nil = something may have been missed. The caller holds s.mu.
func (s *socket) relinked(of []desk.Address) {
	if s.list == nil || s.ended {
		return
	}
	for id, st := range s.streams {
		if of != nil && st.kin != nil && !slices.ContainsFunc(of, st.knows) {
			continue
		}
		s.push(frame(contactFrame{"contact", id}))
		if st.relinked = st.stale; !st.stale {
			s.refreshStream(id, st)
		}
	}
}

// near tells of what happens to an open session's customer elsewhere: who has whom there is shown beside it.
func (s *socket) near(e *event) {
	for id, st := range s.streams {
		at := e.hint.Session.Address
		was, ok := st.kin[at]
		if now := e.hint.Session.Phase + " " + string(e.hint.Session.Holder); ok && id != e.id && was != now {
			st.kin[at] = now
			s.push(frame(contactFrame{"contact", id}))
		}
	}
}

// knows says whether it is an address of the stream's customer.
func (st *stream) knows(at desk.Address) bool {
	_, ok := st.kin[at]
	return ok
}

// meet takes over which addresses the customer has.
func (st *stream) meet(kin []desk.Address) {
	before := st.kin
	st.kin = make(map[desk.Address]string, len(kin))
	for _, at := range kin {
		st.kin[at] = before[at]
	}
}
