package explain

import (
	"fmt"
	"time"

	"firstline/internal/desk"
	"firstline/internal/quality/timing"
	"firstline/sessions"
)

// Stored is one entry of a session's log.
type Stored struct {
	Version int64
	Kind    string
	Body    []byte
}

// Story is a session told.
type Story struct {
	State  sessions.State
	Rules  sessions.Rules // that it lives under
	Lines  []Line
	Sent   []Sent // in the order of the log
	Waived []Waiver
	Timing timing.Session
}

// Sent is a message that an agent commanded: what was noted about its text when it left.
type Sent struct {
	Seq     int64
	Parts   int // in how many messages it left, of which Seq is the first
	Agent   desk.AgentID
	Purpose sessions.Purpose // sessions.ForReply, ForClosing, or what changes a reply (Purpose.Changes)
	About   int64            // the first message of the reply that it changes; 0 = it changes none
	Greeted bool             // of a reply: a greeting of the script pack is in it (SCR-02)
	Hits    []sessions.Hit   // listed phrases in it, by the list of that day (FBD-01)
}

// Waiver says that a turn needed no reply, as somebody decided (ui.md 1.6) and nobody took back.
type Waiver struct {
	Seq   int64 // the oldest message that it covers
	Agent desk.AgentID
	Thank bool // nothing but acknowledgements of the department was waived
}

// Line is one thing that happened. Which fields count depends on What.
type Line struct {
	Version int64         `json:"version"`
	At      desk.Millis   `json:"at"`
	After   time.Duration `json:"-"` // since the session was opened
	What    What          `json:"what"`
	Who     string        `json:"who"`    // an agent's id, "customer" or "system"
	Agent   desk.AgentID  `json:"agent"`  // whom it concerns
	Group   desk.GroupID  `json:"group"`  // where to
	Seq     int64         `json:"seq"`    // the message
	Due     desk.Millis   `json:"due"`    // the deadline that it set, or rang for
	Left    time.Duration `json:"-"`      // until then
	Word    string        `json:"word"`   // the word that a rule met
	Detail  string        `json:"detail"` // a reason, an outcome, a state, a script's id
	Why     []string      `json:"why"`    // who was passed over, each with the reason
}

// What says what a Line tells of.
type What string

// The kinds of lines. The words for people are in words.go.
const (
	Wrote       What = "wrote"        // the customer; Due is set when a new obligation began
	Reopened    What = "reopened"     // the customer came back inside of the window
	Said        What = "said"         // an automatic text: Detail is its purpose
	Skipped     What = "skipped"      // the greeting could not be said: Detail is why
	Given       What = "given"        // to Agent by the router, with Why
	Taken       What = "taken"        // by Agent on their own
	Passed      What = "passed"       // from Agent to a colleague (Detail) or to Group
	HandedBack  What = "handed_back"  // Agent lost it: Detail is why
	Replied     What = "replied"      // Agent commanded an answer
	Inserted    What = "inserted"     // Agent put the script Detail into it
	Arrived     What = "arrived"      // the channel took the message: the turn is over if it answered one
	NotArrived  What = "not_arrived"  // failed or unconfirmed: Detail
	Resent      What = "resent"       // by a person
	Marked      What = "marked"       // as delivered, by a person
	Warned      What = "warned"       // Left of the target; Agent holds it
	Late        What = "late"         // the target has passed
	Silent      What = "silent"       // Agent was silent for too long
	RaisedTo    What = "raised"       // a lead is asked from now on
	Noted       What = "noted"        // an internal note
	Mentioned   What = "mentioned"    // the note speaks to Agent, who may read the session from then on
	Closing     What = "closing"      // the closing script is on its way
	ClosedNow   What = "closed"       // Detail is the outcome
	StaysOpen   What = "stays_open"   // the customer wrote while it was being closed
	LeftMessage What = "left_message" // outside of the hours, or with nobody there

	OpenedAgain What = "opened_again" // Agent opened the closed session again: it is theirs, and nothing is owed

	Offered    What = "offered"    // to Agent, who has to accept by Due
	Accepted   What = "accepted"   // by Agent
	Expired    What = "expired"    // Agent did not accept in time
	Regarded   What = "vip"        // Agent said that the customer is a VIP
	NoVIP      What = "no_vip"     // Agent said that the customer is none any more
	Forgotten  What = "forgotten"  // Agent had the customer erased
	Sorted     What = "sorted"     // as Detail, by Agent or by the keyword Word
	Hinted     What = "hinted"     // the keyword Word proposes Detail
	Verified   What = "verified"   // 核实处理: Agent recorded a finding
	Unsolved   What = "unsolved"   // the same, and it cannot be solved here
	Asked      What = "asked"      // Agent asked Detail
	Told       What = "told"       // Agent answered question Detail
	Bypassed   What = "bypassed"   // levels were skipped for urgency: Detail, to be told afterwards by Agent
	Reported   What = "reported"   // Agent told Detail afterwards, which had been skipped
	Executed   What = "executed"   // Agent carried out the instruction of question Detail
	Dissent    What = "dissent"    // Agent objected to it
	Insisted   What = "insisted"   // Agent, who had given it, stays with it
	Changed    What = "changed"    // Agent gave another one instead
	Deputised  What = "deputy"     // it was meant for Detail, who was away: Agent is the deputy
	BelowLevel What = "below"      // Agent is below the level of the group: a superior decided so
	Promised   What = "promised"   // the customer was given the time Due
	Settled    What = "settled"    // a promise: Detail is kept, moved or withdrawn
	Reminded   What = "reminded"   // of a promise that is due Due
	Missed     What = "missed"     // a promise: Due has passed
	Confirming What = "confirming" // Agent asked the customer whether that answered it
	AimNear    What = "aim_near"   // the further target Detail is due Due (SLA-02)
	AimMissed  What = "aim_missed" // it has passed
	Waived     What = "waived"     // Agent decided that the last message, Seq, needs no reply
	Thanked    What = "thanked"    // the same of nothing but acknowledgements
	Unwaived   What = "unwaived"   // Agent took that back: it is owed again, by Due
	Rated      What = "rated"      // by the customer: Detail is the number
	Blocked    What = "blocked"    // the network: the customer does not want to hear from us
	Removed    What = "removed"    // the network: our account was taken out of the group
	Back       What = "back"       // the network: neither any more
	Moved      What = "moved"      // the network: the group has another address
	Corrected  What = "corrected"  // Agent said message Seq anew
	Recalled   What = "recalled"   // Agent took message Seq back
	Saw        What = "saw"        // the customer has read what was said up to Seq
	StepDone   What = "step"       // Detail is the step of the way, done by Agent
	LearnedIt  What = "learned"    // 问题反馈 was given
)

// Of tells a session from its log. now is when somebody asks. The error says which entry cannot be read or does not follow
// from those before it.
func Of(id desk.SessionID, log []Stored, rules func(version string) (sessions.Rules, error), now desk.Millis) (Story, error) {
	t := teller{}
	for _, entry := range log {
		e, err := sessions.Read(entry.Kind, entry.Body)
		if err == nil {
			err = t.next(e, entry.Version, rules)
		}
		if err != nil {
			return Story{}, fmt.Errorf("session %s, version %d: %w", id, entry.Version, err)
		}
	}
	s := Story{State: t.state, Rules: t.rules, Lines: t.lines, Sent: t.sent, Waived: t.waived}
	s.Timing = timing.Measure(t.times, t.rules.Hours[t.state.Group], timing.Defaults(), now)
	for i := range s.Lines {
		s.Lines[i].After = s.Lines[i].At.Sub(t.state.OpenedAt)
	}
	return s, nil
}

// teller is a story under way.
type teller struct {
	state  sessions.State
	rules  sessions.Rules
	lines  []Line
	sent   []Sent
	waived []Waiver
	times  []timing.Event
}

// next applies one event and tells what came of it.
func (t *teller) next(e sessions.Event, version int64, rules func(string) (sessions.Rules, error)) error {
	if w, ok := e.(sessions.CustomerWrote); ok && w.Opening != nil {
		var err error
		if t.rules, err = rules(w.Opening.Rules); err != nil {
			return err
		}
	}
	after, effects, err := sessions.Apply(t.rules, t.state, e)
	if err != nil {
		return err
	}
	m := moment{teller: t, e: e, version: version, before: t.state, after: after, effects: effects}
	m.tell()
	m.note()
	m.time()
	t.state = after
	return nil
}

// moment is one event with what it led to.
type moment struct {
	*teller
	e             sessions.Event
	version       int64
	before, after sessions.State
	effects       []sessions.Effect
}

func (m *moment) line(l Line) {
	l.Version, l.At, l.Who = m.version, m.e.When(), m.e.Who()
	m.lines = append(m.lines, l)
}

// wrote is the first message that the event put into the transcript, of the role.
func (m *moment) wrote(role desk.Role) sessions.Message {
	for _, f := range m.effects {
		switch f := f.(type) {
		case sessions.Record:
			if f.Message.Role == role {
				return f.Message
			}
		case sessions.Deliver:
			if f.Message.Role == role {
				return f.Message
			}
		}
	}
	return sessions.Message{}
}

func holderOf(s sessions.State) desk.AgentID {
	if s.Holder == nil {
		return ""
	}
	return s.Holder.Agent
}
