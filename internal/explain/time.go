package explain

import (
	"firstline/internal/desk"
	"firstline/internal/quality/timing"
	"firstline/sessions"
)

// time adds what the clock has to know of the event.
func (m *moment) time() {
	at := m.e.When()
	switch e := m.e.(type) {
	case sessions.CustomerWrote:
		m.clock(timing.Event{Kind: timing.Asked, Seq: m.wrote(desk.RoleCustomer).Seq})
		if !m.before.Phase.Open() {
			m.clock(timing.Event{Kind: timing.Queued})
		}
	case sessions.AgentReplied:
		seq := m.wrote(desk.RoleAgent).Seq + int64(len(e.Cuts)) // of several messages the last one answers
		m.clock(timing.Event{Kind: timing.Commanded, Seq: seq, Answers: m.before.Asked, Agent: e.Agent})
		if m.before.Accepts {
			m.clock(timing.Event{Kind: timing.Accepted, Seq: seq})
		}
	case sessions.NoteAdded:
		m.clock(timing.Event{Kind: timing.Noted, Agent: e.Agent})
	case sessions.Waived:
		kind := map[bool]timing.Kind{false: timing.Waived, true: timing.Unwaived}[e.Undone]
		m.clock(timing.Event{Kind: kind, Answers: m.before.Asked, Agent: e.By})
	case sessions.Assigned:
		if m.offered(m.after) { // nobody's seconds until it is accepted
			return
		}
		m.left("taken")
		m.clock(timing.Event{Kind: timing.Assigned, Agent: e.Agent})
	case sessions.Reopened:
		m.clock(timing.Event{Kind: timing.Reopened, Agent: e.By})
	case sessions.Transferred:
		m.left("transferred")
		m.moved()
	case sessions.Returned:
		if m.offered(m.before) {
			return
		}
		m.left(e.Reason)
		m.moved()
	case sessions.DeliveryReported:
		kind := map[desk.Delivery]timing.Kind{desk.DeliverySent: timing.Accepted, desk.DeliveryFailed: timing.Failed, desk.DeliveryUnconfirmed: timing.Unconfirmed}[e.Delivery]
		m.clock(timing.Event{Kind: kind, Seq: e.Seq})
	case sessions.DeliveryResolved:
		m.clock(timing.Event{Kind: map[string]timing.Kind{"resend": timing.Resent, "delivered": timing.Accepted}[e.As], Seq: e.Seq})
	}
	if m.after.Phase == sessions.Closed && m.before.Phase != sessions.Closed {
		m.times = append(m.times, timing.Event{At: at, Kind: timing.Closed, Reason: m.after.Ending.Outcome})
	}
}

// offered says whether the session stands at a desk that has still to accept it.
func (m *moment) offered(s sessions.State) bool { return s.Holder != nil && s.Holder.Until != 0 }

func (m *moment) clock(e timing.Event) {
	e.At = m.e.When()
	m.times = append(m.times, e)
}

func (m *moment) left(why string) {
	if m.before.Holder != nil && !m.offered(m.before) {
		m.clock(timing.Event{Kind: timing.Left, Agent: m.before.Holder.Agent, Reason: why})
	}
}

// moved is where a session went that somebody gave away.
func (m *moment) moved() {
	if m.after.Holder != nil {
		m.clock(timing.Event{Kind: timing.Assigned, Agent: m.after.Holder.Agent})
		return
	}
	m.clock(timing.Event{Kind: timing.Queued})
}
