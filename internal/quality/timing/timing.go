// Package timing decides whose the seconds are. From the events of one session it works out the turns (a customer's burst
// of messages and the human answer to it), how long each took, by the calendar and in the working time of the group, and
// how much of that lay with the network, with our own system, with nobody, and with each agent who held the session
// (SLA-01). The parts of a turn always add up to the whole of it. It refuses to read a clock, to know texts, and to judge:
// targets, points and rates are other people's.
//
// What counts:
//
//   - A turn begins with the oldest message that no human has answered, at the time we accepted it durably. A customer who
//     writes again goes on with the turn; a bot, a greeting, a note and a failed message end none.
//   - It ends when the channel accepts a human message that was commanded after the customer's. A message that came in
//     behind an answer on its way, or one that may have arrived, begins a turn of its own.
//   - An agent's seconds end with the command to send. Until the hand-over to the channel they are our system's, from then
//     on the network's. When a message fails they are the holder's again: it never reached anybody. When its arrival is
//     not known (unconfirmed) they stay the network's, until a person decides or the turn ends.
//   - An answer that an agent took back was one all the same: the customer has read it (docs/decisions/0014).
//   - While our system was away, no second is anybody else's.
//   - A telephone call is no message. Without a voice channel nothing in the log tells of it, so it ends no turn and stops
//     no clock, whatever a note says; what it settled is marked as needing no answer (Waived) and leaves the averages.
//   - One session is measured at a time. A customer who comes back inside of the reopen window goes on with the session
//     and has no second first answer; after it there is another session, with other events (sessions.Continues decides).
package timing

import (
	"time"

	"firstline/internal/desk"
)

// Time is a duration in both measures.
type Time struct {
	Calendar time.Duration // as it passes on any clock
	Service  time.Duration // of it, in the working time of the group; at most Calendar
}

// Plus is the sum.
func (t Time) Plus(o Time) Time { return Time{t.Calendar + o.Calendar, t.Service + o.Service} }

// End says how a turn ended.
type End string

// The ends of a turn.
const (
	Running    End = "running"    // not yet: Until is the time of asking
	Answered   End = "answered"   // a human message arrived
	Unanswered End = "unanswered" // the session was closed without one
	NotNeeded  End = "not_needed" // somebody decided that none was due: out of every average
)

// Turn is one question of a customer, however many messages it took, and the wait for a human answer.
type Turn struct {
	Seq      int64        // the oldest message
	Last     int64        // the newest
	Messages int          // how many there are
	Asked    desk.Millis  // when the oldest was accepted by us
	Since    desk.Millis  // when the clock began: Asked, or later, when a machine handed the customer over to people
	Until    desk.Millis  // when the clock ended
	End      End          // how it ended
	By       desk.AgentID // who answered; empty when nobody did
	Reply    int64        // the message that answered; 0 when none did

	AskedAway bool // the clock began outside of the working time

	Whole    Time    // Platform, System, Nobody and all Shares together
	Platform Time    // the network had an answer in its hands
	System   Time    // ours: an answer waited to be handed over, or everything was away
	Nobody   Time    // no agent held the session
	Shares   []Share // what the agents held, in order
}

// Share is what one participation had of a turn: nothing, when an answer was on its way all the while.
type Share struct {
	Hold  int // which of the Session's Holds
	Agent desk.AgentID
	Time  Time
	// Unanswered: the agent gave the session away, or it was closed, while the turn ran, and no answer of theirs arrived
	// or was still on its way. Why is the Reason of the Hold: who sees through a transfer judges it there.
	Unanswered bool
}

// Agent is all that a turn took of one agent, who may have held the session more than once.
func (t Turn) Agent(id desk.AgentID) Time {
	var sum Time
	for _, s := range t.Shares {
		if s.Agent == id {
			sum = sum.Plus(s.Time)
		}
	}
	return sum
}

// OffHours says that the question came outside of the working time and was answered before the next opening. Such a turn
// counts, with no time at all, and is marked 非服务时间.
func (t Turn) OffHours() bool { return t.AskedAway && t.End == Answered && t.Whole.Service == 0 }

// Settings are the figures that a department may choose.
type Settings struct {
	Cap        time.Duration // the most that one turn adds to an average, and what an unanswered one adds; 0 is no cap
	ShortLeave time.Duration // a customer who leaves within it before any answer is not counted; 0 counts everybody
}

// Defaults are the figures of the sources: 600 seconds, and 10.
func Defaults() Settings { return Settings{Cap: 600 * time.Second, ShortLeave: 10 * time.Second} }

// Counted is what the turn adds to an average, in working time. It reports false for a turn that is left out: one that
// still runs, or that needed no answer. An unanswered turn counts as the cap, however soon the session was closed, so that
// silence is never the better answer; without a cap it counts as long as it was.
func (t Turn) Counted(s Settings) (time.Duration, bool) {
	switch {
	case t.End == Running || t.End == NotNeeded:
		return 0, false
	case s.Cap <= 0:
		return t.Whole.Service, true
	case t.End == Unanswered:
		return s.Cap, true
	}
	return min(t.Whole.Service, s.Cap), true
}
