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
	Timing timing.Session
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
	Arrived     What = "arrived"      // the channel took the message: the turn is over if it answered one
	NotArrived  What = "not_arrived"  // failed or unconfirmed: Detail
	Resent      What = "resent"       // by a person
	Marked      What = "marked"       // as delivered, by a person
	Warned      What = "warned"       // Left of the target; Agent holds it
	Late        What = "late"         // the target has passed
	Silent      What = "silent"       // Agent was silent for too long
	RaisedTo    What = "raised"       // a lead is asked from now on
	Noted       What = "noted"        // an internal note
	Closing     What = "closing"      // the closing script is on its way
	ClosedNow   What = "closed"       // Detail is the outcome
	StaysOpen   What = "stays_open"   // the customer wrote while it was being closed
	LeftMessage What = "left_message" // outside of the hours
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
	s := Story{State: t.state, Rules: t.rules, Lines: t.lines}
	s.Timing = timing.Measure(t.times, t.rules.Hours[t.state.Group], timing.Defaults(), now)
	for i := range s.Lines {
		s.Lines[i].After = s.Lines[i].At.Sub(t.state.OpenedAt)
	}
	return s, nil
}

// teller is a story under way.
type teller struct {
	state sessions.State
	rules sessions.Rules
	lines []Line
	times []timing.Event
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
