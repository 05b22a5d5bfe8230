package timing

import "firstline/internal/desk"

// Kind says what an Event tells of.
type Kind string

// The kinds, each with what it corresponds to in package sessions. sessions.TimeReached has none: a target that passes is
// no second of anybody.
const (
	// Asked: a customer's message Seq was accepted by us, at its durable receive time. sessions.CustomerWrote, with the
	// place that Apply gave the message. The network's own time does not matter here: what was delivered late could not
	// have been answered sooner.
	Asked Kind = "asked"
	// Commanded: Agent commanded the message Seq, when Answers was the customer's last message. sessions.AgentReplied.
	// Answers of 0 is a message that answers nothing. A closing script is Automatic, whoever chose it.
	Commanded Kind = "commanded"
	// Handed: the message Seq went to the channel. The start of a delivery attempt, which is in the record of attempts and
	// not in the session's log: it may stand anywhere among the events. Without it the time until the channel's word is
	// our system's, because nothing proves otherwise.
	Handed Kind = "handed"
	// Accepted: the channel accepted the message Seq, of a split one the last part. sessions.DeliveryReported as sent, or
	// sessions.DeliveryResolved as delivered; where the channel accepts by our commit, the sessions.AgentReplied itself.
	// About a message that nobody commanded it says nothing, so that reports on greetings can be passed on as they are.
	Accepted Kind = "accepted"
	// Failed: the message Seq will not arrive. sessions.DeliveryReported as failed.
	Failed Kind = "failed"
	// Unconfirmed: nobody knows whether the message Seq arrived. sessions.DeliveryReported as unconfirmed.
	Unconfirmed Kind = "unconfirmed"
	// Resent: a person has the message Seq sent again. sessions.DeliveryResolved as resend.
	Resent Kind = "resent"
	// Waived: somebody (Agent) or a rule decided that the messages up to Answers need no answer: 无需回复.
	// sessions.Waived.
	Waived Kind = "waived"
	// Unwaived: the last of those decisions was taken back, as if it had never been made. sessions.Waived as undone.
	Unwaived Kind = "unwaived"
	// Queued: the session waits for people, and nobody holds it. The first one is where a machine hands over, or the
	// opening itself: sessions.CustomerWrote that opens or reopens, sessions.Returned, sessions.Transferred to a group.
	Queued Kind = "queued"
	// Assigned: Agent holds the session from now on; whoever held it before does no more. sessions.Assigned, and
	// sessions.Transferred to an agent.
	Assigned Kind = "assigned"
	// Reopened: Agent opened it again after a close, and holds it from now on. What was unanswered at the close stays so.
	// sessions.Reopened; a customer who comes back is Asked and Queued.
	Reopened Kind = "reopened"
	// Left: Agent holds it no more, because of Reason: transferred, returned, offline, silent, disabled.
	// sessions.Transferred, sessions.Returned; a Queued or Assigned may follow.
	Left Kind = "left"
	// Closed: by By, with the outcome Reason. sessions.CloseRequested without a script, or the event upon which the state
	// became sessions.Closed. What is unanswered then stays so.
	Closed Kind = "closed"
	// Away: our system was away from At to Until: no node, no record, no route to the network. Nothing in sessions; the
	// gaps between the heartbeats of the nodes. It may stand anywhere among the events.
	Away Kind = "away"
	// Automatic: a text of the machine, such as a greeting, a bot's answer or a closing script. It changes no clock.
	Automatic Kind = "automatic"
	// Noted: an internal note, also one that tells of a telephone call. sessions.NoteAdded. It changes no clock.
	Noted Kind = "noted"
)

// Event is one thing that happened to a session. Events come in the order of the log; where clocks of nodes differ, one
// that lies before its predecessor is read as simultaneous with it. Handed and Away can stand anywhere. The same event
// twice, as from a webhook that was delivered twice, is one.
type Event struct {
	At      desk.Millis
	Kind    Kind
	Seq     int64        // of the message
	Answers int64        // the customer's last message that a command or waiver covers
	Agent   desk.AgentID // who
	By      By           // of a close
	Reason  string       // why somebody left; the outcome of a close
	Until   desk.Millis  // of an absence
}

// By says who closed a session.
type By string

// Who closes. Firstline closes by agents alone as yet; the zero value is one.
const (
	ByAgent    By = ""
	ByCustomer By = "customer"
	ByTimeout  By = "timeout" // nobody has written for long: the session ended with its last message
)

// Invalid is the outcome of a session that was no question (无效).
const Invalid = "invalid"
