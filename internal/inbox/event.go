package inbox

import (
	"sync"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/router"
)

// event is one hint on its way to the sockets: read once, each frame encoded once and only if a socket wants it.
// It is never changed, so that sockets may keep it for later.
type event struct {
	id       desk.SessionID
	from, to int64
	standing access.Standing
	facts    facts
	hint     *router.Hint

	row    func() Row
	shown  func() []byte // the row, for who may see it
	hidden func() []byte // the row, for who may not any more
	diff   func() []byte
	resync func() []byte
	alarms []alarm
	calls  []call
}

// call is one mention of the hint with its frame.
type call struct {
	router.Call
	frame func() []byte
}

// alarm is one ring of the hint with its frame.
type alarm struct {
	router.Ring
	frame func() []byte
}

func (r *Roster) event(h *router.Hint) *event {
	f := readFacts(h.Session.State)
	e := &event{id: h.Session.ID, from: h.From, to: h.Session.Version, standing: f.standing(&h.Session), facts: f, hint: h}
	e.row = sync.OnceValue(func() Row { return r.row(&h.Session, &f) })
	e.shown = sync.OnceValue(func() []byte { return frame(rowFrame{"row", e.row()}) })
	e.hidden = sync.OnceValue(func() []byte { return frame(rowFrame{"row", e.row().hidden()}) })
	e.diff = sync.OnceValue(func() []byte {
		return frame(diffFrame{"diff", e.id, e.from, e.to, e.row(), r.messages(h.Messages)})
	})
	e.resync = sync.OnceValue(func() []byte { return frame(resyncFrame{"resync", e.id}) })
	for _, ring := range h.Alarms {
		e.alarms = append(e.alarms, alarm{ring, sync.OnceValue(func() []byte {
			return frame(alarmFrame{"alarm", e.id, h.Session.Title, e.row().AddressKey, r.person(ring.Agent), ring.Seq, ring.Due, ring.Left, ring.Promise, ring.Aim})
		})})
	}
	for _, c := range h.Mentions {
		e.calls = append(e.calls, call{c, sync.OnceValue(func() []byte {
			return frame(mentionFrame{"mention", e.id, h.Session.Title, Number(e.id), r.person(c.By), c.Seq, c.At})
		})})
	}
	return e
}

// follows says whether the hint alone brings a client from the version to e.to: it has to start there and carry every
// changed line whole, which a mere change of delivery states does not.
func (e *event) follows(version int64) bool {
	return e.from == version && !e.hint.Cut && len(e.hint.Changed) == 0
}

// recentSize is how many sessions the hub remembers the newest version of.
const recentSize = 8192

// recent drops hints that come behind newer ones of the same session: two nodes publish at the same time.
type recent struct{ young, old map[desk.SessionID]int64 }

// newer remembers the version and says whether it is the newest so far.
func (r *recent) newer(id desk.SessionID, version int64) bool {
	if max(r.young[id], r.old[id]) >= version {
		return false
	}
	if r.young == nil || len(r.young) >= recentSize {
		r.young, r.old = make(map[desk.SessionID]int64), r.young
	}
	r.young[id] = version
	return true
}

// difference is what the record says has happened to a session since a version.
type difference struct {
	standing access.Standing
	kin      []desk.Address // the customer's addresses
	row      Row
	messages []Message
}
