package explain

import (
	"firstline/internal/desk"
	"firstline/sessions"
)

// tell adds the lines of one event: what it was, and then what followed.
func (m *moment) tell() {
	switch e := m.e.(type) {
	case sessions.CustomerWrote:
		m.customer()
	case sessions.AgentReplied:
		m.line(Line{What: Replied, Agent: e.Agent, Seq: m.wrote(desk.RoleAgent).Seq})
		for _, script := range e.Scripts {
			m.line(Line{What: Inserted, Agent: e.Agent, Detail: script})
		}
	case sessions.ReplyChanged:
		m.line(Line{What: map[bool]What{false: Corrected, true: Recalled}[e.Recall], Agent: e.Agent, Seq: e.Seqs[0]})
	case sessions.NoteAdded:
		m.line(Line{What: Noted, Agent: e.Agent})
		for _, id := range e.Mentions {
			m.line(Line{What: Mentioned, Agent: id})
		}
	case sessions.Assigned:
		m.assigned(e)
	case sessions.Transferred:
		m.line(Line{What: Passed, Agent: holderOf(m.before), Group: e.ToGroup, Detail: string(e.ToAgent)})
		if e.Instead != "" {
			m.line(Line{What: Deputised, Agent: e.ToAgent, Detail: string(e.Instead)})
		}
		if e.Below {
			m.line(Line{What: BelowLevel, Agent: e.ToAgent})
		}
	case sessions.Returned:
		m.line(Line{What: HandedBack, Agent: holderOf(m.before), Detail: e.Reason})
	case sessions.DeliveryReported:
		m.reported(e)
	case sessions.DeliveryResolved:
		m.line(Line{What: map[string]What{"resend": Resent, "delivered": Marked}[e.As], Seq: e.Seq, Agent: e.By})
	case sessions.CloseRequested:
		if m.after.Phase == sessions.Closing {
			m.line(Line{What: Closing, Agent: e.By, Detail: e.Outcome})
		}
	case sessions.TimeReached:
	default:
		m.matter()
	}
	m.followed()
	m.steps()
}

// customer tells what the customer wrote and what became due.
func (m *moment) customer() {
	if m.before.Phase == sessions.Closed {
		m.line(Line{What: Reopened})
	}
	l := Line{What: Wrote, Seq: m.wrote(desk.RoleCustomer).Seq}
	if n := len(m.after.Waits); n > 0 && m.after.Waits[n-1].Seq == l.Seq {
		l.Due = m.after.Waits[n-1].Due
	}
	m.line(l)
	m.matched()
}

func (m *moment) assigned(e sessions.Assigned) {
	if e.Offer && m.offered(m.after) {
		m.line(Line{What: Offered, Agent: e.Agent, Due: m.after.Holder.Until, Why: e.Why})
		return
	}
	if m.offered(m.before) && holderOf(m.before) == e.Agent {
		m.line(Line{What: Accepted, Agent: e.Agent})
		return
	}
	what := Given
	if e.By != "system" {
		what = Taken
	}
	m.line(Line{What: what, Agent: e.Agent, Detail: string(holderOf(m.before)), Why: e.Why})
}

// reported tells what the channel said about a message; of the automatic texts only what went wrong is of interest.
func (m *moment) reported(e sessions.DeliveryReported) {
	for _, f := range m.before.InFlight {
		if f.Seq != e.Seq {
			continue
		}
		switch {
		case e.Delivery != desk.DeliverySent:
			m.line(Line{What: NotArrived, Seq: e.Seq, Detail: string(e.Delivery) + prefixed(": ", e.Reason)})
		case f.Purpose == sessions.ForReply:
			m.line(Line{What: Arrived, Seq: e.Seq})
		}
	}
}

// followed tells what followed by the rules.
func (m *moment) followed() {
	for _, f := range m.effects {
		switch f := f.(type) {
		case sessions.Alarm:
			what := Warned
			switch {
			case f.Aim != "" && f.Left > 0:
				what = AimNear
			case f.Aim != "":
				what = AimMissed
			case f.Promise > 0 && f.Left > 0:
				what = Reminded
			case f.Promise > 0:
				what = Missed
			case f.Left == 0:
				what = Late
			}
			m.line(Line{What: what, Agent: f.Agent, Seq: f.Seq, Due: f.Due, Left: f.Left, Detail: string(f.Aim)})
		case sessions.HandBack:
			m.line(Line{What: map[string]What{sessions.ReasonExpired: Expired, sessions.ReasonSilent: Silent}[f.Reason], Agent: f.Agent})
		case sessions.Deliver:
			m.said(f.Message)
		case sessions.Record:
			m.said(f.Message)
			if f.Message.Purpose == sessions.LineStillOpen {
				m.line(Line{What: StaysOpen})
			}
		}
	}
	if m.after.Greeting.Skipped != "" && m.before.Phase == sessions.None {
		m.line(Line{What: Skipped, Detail: m.after.Greeting.Skipped})
	}
	if m.after.Left && !m.before.Left {
		m.line(Line{What: LeftMessage})
	}
	if m.after.Raised && !m.before.Raised {
		m.line(Line{What: RaisedTo})
	}
	if m.after.Phase == sessions.Closed && m.before.Phase != sessions.Closed {
		m.line(Line{What: ClosedNow, Agent: m.after.Ending.By, Detail: m.after.Ending.Outcome})
	}
}

func (m *moment) said(x sessions.Message) {
	if x.Role == desk.RoleAuto {
		m.line(Line{What: Said, Seq: x.Seq, Detail: string(x.Purpose)})
	}
}

func prefixed(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// note keeps what the event says about the text of a message that an agent commanded.
func (m *moment) note() {
	switch e := m.e.(type) {
	case sessions.AgentReplied:
		m.sent = append(m.sent, Sent{Seq: m.wrote(desk.RoleAgent).Seq, Parts: len(e.Cuts) + 1, Agent: e.Agent, Purpose: sessions.ForReply, Greeted: e.Greeted, Hits: e.Hits})
	case sessions.ReplyChanged:
		p := sessions.ForEdited
		if e.Recall {
			p = sessions.ForRecalled
		}
		m.sent = append(m.sent, Sent{Seq: m.wrote(desk.RoleAgent).Seq, Parts: 1, Agent: e.Agent, Purpose: p, Hits: e.Hits, About: e.Seqs[0]})
	case sessions.CloseRequested:
		if seq := m.wrote(desk.RoleAgent).Seq; seq > 0 {
			m.sent = append(m.sent, Sent{Seq: seq, Parts: 1, Agent: e.By, Purpose: sessions.ForClosing, Hits: e.Hits})
		}
	}
}
