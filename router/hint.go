package router

import (
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// TopicDesk is the fan-out topic on which every commit is announced to the hubs of all nodes.
const TopicDesk = "desk"

// TopicAgents is the fan-out topic that says that people changed (status, rights, groups): {"agent":"…"}.
const TopicAgents = "agents"

// Hint announces one commit. It carries what changed, so that a screen that was up to date (its version is From) needs
// no query; nothing depends on its arrival. JSON on the wire.
type Hint struct {
	From     int64            `json:"from"` // version before; 0 = the session is new
	Session  store.Session    `json:"session"`
	Messages []store.Message  `json:"messages,omitempty"` // new lines, whole
	Changed  []store.Delivery `json:"changed,omitempty"`  // delivery states of older lines
	Was      desk.AgentID     `json:"was,omitempty"`      // holder before, if it changed
	Alarms   []Ring           `json:"alarms,omitempty"`   // what the commit rang for
	Cut      bool             `json:"cut,omitempty"`      // too large to carry the messages: read them

	Mentions []Call `json:"mentions,omitempty"` // whom the new notes speak to
}

// Call is a note that speaks to a colleague.
type Call struct {
	Agent desk.AgentID `json:"agent"`
	By    desk.AgentID `json:"by"`
	Seq   int64        `json:"seq"` // of the note
	At    desk.Millis  `json:"at"`
}

// calls are those among a draft's messages.
func (d *draft) calls() []Call {
	var out []Call
	for i := range d.part.Messages {
		m := &d.part.Messages[i]
		for _, to := range m.Mentions {
			out = append(out, Call{to.Agent, desk.AgentID(m.Author), m.Seq, m.At})
		}
	}
	return out
}

// Ring is an alarm on its way to screens (SLA-01).
type Ring struct {
	Agent desk.AgentID `json:"agent,omitempty"` // who holds the session; empty when nobody does
	Seq   int64        `json:"seq"`             // the customer's message that waits
	Due   desk.Millis  `json:"due"`
	Left  int64        `json:"left,omitempty"` // milliseconds; 0 when the target has passed

	Aim     sessions.AimKind `json:"aim,omitempty"`     // the further target that comes due (SLA-02)
	Promise int              `json:"promise,omitempty"` // number of the promise that comes due; 0 = it is about an answer
}

// rings are the alarms among a draft's effects.
func (d *draft) rings() []Ring {
	var out []Ring
	for _, f := range d.effects {
		if a, ok := f.(sessions.Alarm); ok {
			out = append(out, Ring{Agent: a.Agent, Seq: a.Seq, Due: a.Due, Left: a.Left.Milliseconds(), Promise: a.Promise, Aim: a.Aim})
		}
	}
	return out
}
