package sessions

import (
	"time"

	"firstline/internal/desk"
)

// Effect is what must follow from an event. Effects commit together with the state; what leaves this process leaves
// after the commit.
type Effect interface{ effect() }

// Message is a line of the transcript that the event wrote. Seq is its place in the session, from 1, without gaps.
type Message struct {
	Seq      int64
	Role     desk.Role
	Author   string // agent's id, or empty
	Purpose  Purpose
	Kind     desk.Kind
	Text     string
	ClientID string
	At       desk.Millis
	SentAt   desk.Millis
	External string
	Script   string
	Delivery desk.Delivery
	Ref      string // the network's id of the customer's message that it answers, changes or is about, or the place of the reply that it changes (Purpose.Changes); empty for none
	Quotes   int64  // the message of the session that its writer chose to answer, which is then the one of Ref; 0 = nobody chose
	Files    int    // how many files belong to it

	Mentions []desk.AgentID // colleagues whom a note speaks to; nil for everything else
}

// Record: the message belongs into the transcript; nothing is sent.
type Record struct{ Message Message }

// Deliver: the message belongs into the transcript and has to be sent through the channel, in order.
type Deliver struct{ Message Message }

// Settle: a message's delivery state changed.
type Settle struct {
	Seq      int64
	Delivery desk.Delivery
	External string
	Reason   string
}

// Filed: a file of a message came or will not come.
type Filed struct {
	Seq    int64
	N      int
	Digest string // empty = it will not
	Reason string
}

// Resend: a person wants the message sent again.
type Resend struct{ Seq int64 }

// RequestAgent: the session waits for an agent of its group.
type RequestAgent struct{}

// Withdraw: the session no longer waits.
type Withdraw struct{}

// Occupy: one place of the agent is taken; the commit fails if there is none, or if Epoch is not 0 and has passed.
type Occupy struct {
	Agent desk.AgentID
	Epoch int64
	Force bool // take it even beyond capacity: a person chose to
}

// Release: one place of the agent is free.
type Release struct{ Agent desk.AgentID }

// Alarm: a customer has waited long (SLA-01). The holder's screen hears of it, at 0 left the supervisors' too.
type Alarm struct {
	Agent desk.AgentID  // the holder; empty when nobody has it
	Seq   int64         // the oldest unanswered message
	Left  time.Duration // until the target; 0 when it has passed
	Due   desk.Millis

	Aim     AimKind // the further target that comes due (SLA-02); empty = it is about an answer, or a promise
	Promise int     // number of the promise that comes due (SCR-15); 0 = it is about an answer
}

// HandBack: the holder was silent for too long, or did not accept. The session has to be returned in the same commit, for
// this reason.
type HandBack struct {
	Agent  desk.AgentID
	Reason string
}

func (Record) effect()       {}
func (Deliver) effect()      {}
func (Settle) effect()       {}
func (Filed) effect()        {}
func (Resend) effect()       {}
func (RequestAgent) effect() {}
func (Withdraw) effect()     {}
func (Occupy) effect()       {}
func (Release) effect()      {}
func (Alarm) effect()        {}
func (HandBack) effect()     {}
