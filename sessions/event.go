package sessions

import (
	"encoding/json"
	"fmt"

	"firstline/internal/desk"
)

// Event is something that happened to one session. Events are facts with their time in them; Apply says what follows.
// Texts travel in memory only: the stored form carries their salted digest, the message row the text.
type Event interface {
	// When is the time of the event, by the clock of the node that recorded it.
	When() desk.Millis
	// Who caused it: an agent's id, "customer" or "system".
	Who() string
	kind() string
}

// Words is a text that an event brings. It is no part of the stored event.
type Words struct {
	Text string `json:"-"`
}

// CustomerWrote: a message of the customer was accepted.
// {"at":1,"external_id":"17","kind":"text","opening":{"session":"…"}}
type CustomerWrote struct {
	At         desk.Millis `json:"at"` // durable receive time: the clock starts here (SLA-01)
	SentAt     desk.Millis `json:"sent_at,omitempty"`
	ExternalID string      `json:"external_id,omitempty"`
	Kind       desk.Kind   `json:"kind"`
	Title      string      `json:"title,omitempty"`
	Language   string      `json:"language,omitempty"`
	Opening    *Opening    `json:"opening,omitempty"` // set on the first event of a session only
	Words
}

// Opening is what a session starts with.
type Opening struct {
	Session   desk.SessionID `json:"session"`
	Address   desk.Address   `json:"address"`
	Ordinal   int64          `json:"ordinal"`
	Rules     string         `json:"rules"`
	Accepts   bool           `json:"accepts,omitempty"`
	Returning bool           `json:"returning,omitempty"` // there was a session before (SCR-03: 您回来了)
	Last      desk.AgentID   `json:"last,omitempty"`      // who had the one before (RTE-07)
}

// AgentReplied: an agent commanded an answer.
// {"at":1,"agent":"…","client_id":"…","greeted":true}
type AgentReplied struct {
	At       desk.Millis  `json:"at"`
	Agent    desk.AgentID `json:"agent"`
	ClientID string       `json:"client_id"`
	Greeted  bool         `json:"greeted,omitempty"` // the text has a greeting of the script pack in it
	Hits     []Hit        `json:"hits,omitempty"`    // listed phrases in it (FBD-01, FBD-02): for the reviewer
	Reason   string       `json:"reason,omitempty"`  // why it was sent although the list asks for a reason
	Words
}

// Hit is a phrase of the department's list in a text that was sent, with the rule and the list's version of that day.
type Hit struct {
	Rule   string `json:"rule"`
	List   string `json:"list"`
	Action string `json:"action"`
}

// NoteAdded: a colleague left an internal note.
// {"at":1,"agent":"…","client_id":"…"}
type NoteAdded struct {
	At       desk.Millis  `json:"at"`
	Agent    desk.AgentID `json:"agent"`
	ClientID string       `json:"client_id"`
	Words
}

// Assigned: the router gave the session to an agent, or an agent took it.
// {"at":1,"agent":"…","by":"system","reason":"assigned","name":"张敏"}
type Assigned struct {
	At     desk.Millis  `json:"at"`
	Agent  desk.AgentID `json:"agent"`
	By     string       `json:"by"`     // "system", or the id of who took it
	Reason string       `json:"reason"` // assigned, taken
	Name   string       `json:"name,omitempty"`
	Why    []string     `json:"why,omitempty"`   // each candidate that was passed over, with the reason
	Over   bool         `json:"over,omitempty"`  // may take it from another holder
	Epoch  int64        `json:"epoch,omitempty"` // the agent's epoch that the decision was made under; 0 = not guarded
}

// Transferred: the holder or a supervisor passed the session on (RTE-01…03). The note is for colleagues.
// {"at":1,"by":"…","to_group":"complaint"}
type Transferred struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	ToGroup  desk.GroupID `json:"to_group,omitempty"`
	ToAgent  desk.AgentID `json:"to_agent,omitempty"`
	Name     string       `json:"name,omitempty"` // of the agent it goes to
	Any      bool         `json:"any,omitempty"`  // By may act without holding it
	Words
}

// Returned: the session goes back to its queue.
// {"at":1,"by":"…","reason":"offline"}
type Returned struct {
	At     desk.Millis `json:"at"`
	By     string      `json:"by"`
	Reason string      `json:"reason"` // returned, offline, silent, disabled
	Any    bool        `json:"any,omitempty"`
}

// ReasonSilent is why a session is returned that a HandBack asked for.
const ReasonSilent = "silent"

// CloseRequested: somebody wants the session closed; one command carries outcome, category and closing script.
// {"at":1,"by":"…","outcome":"solved","category":"order","script":"closing.day"}
type CloseRequested struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	Outcome  string       `json:"outcome"`
	Category string       `json:"category,omitempty"`
	Script   string       `json:"script,omitempty"`
	Skip     string       `json:"skip,omitempty"` // why no closing script can be sent: blocked, token_dead, no_response, invalid
	Any      bool         `json:"any,omitempty"`
	Hits     []Hit        `json:"hits,omitempty"` // listed phrases in a closing of the agent's own
	Words
}

// DeliveryReported: the channel (or our sender) said what became of an outgoing message.
// {"at":1,"seq":4,"delivery":"sent","external_id":"88"}
type DeliveryReported struct {
	At         desk.Millis   `json:"at"`
	Seq        int64         `json:"seq"`
	Delivery   desk.Delivery `json:"delivery"` // sent, failed, unconfirmed
	ExternalID string        `json:"external_id,omitempty"`
	Reason     string        `json:"reason,omitempty"`
}

// DeliveryResolved: a person decided about a failed or unconfirmed message.
// {"at":1,"by":"…","seq":4,"as":"resend"}
type DeliveryResolved struct {
	At  desk.Millis  `json:"at"`
	By  desk.AgentID `json:"by"`
	Seq int64        `json:"seq"`
	As  string       `json:"as"` // resend, delivered
}

// TimeReached: the deadline that NextDue named has come.
// {"at":1}
type TimeReached struct {
	At desk.Millis `json:"at"`
}

// Kind names the event for the log.
func Kind(e Event) string { return e.kind() }

// Decode reads an event back from its stored kind and body. Texts are not part of it.
func Decode(kind string, body []byte) (Event, error) {
	var err error
	read := func(into any) {
		if err = json.Unmarshal(body, into); err != nil {
			err = fmt.Errorf("event %s: %w", kind, err)
		}
	}
	switch kind {
	case CustomerWrote{}.kind():
		var e CustomerWrote
		read(&e)
		return e, err
	case AgentReplied{}.kind():
		var e AgentReplied
		read(&e)
		return e, err
	case NoteAdded{}.kind():
		var e NoteAdded
		read(&e)
		return e, err
	case Assigned{}.kind():
		var e Assigned
		read(&e)
		return e, err
	case Transferred{}.kind():
		var e Transferred
		read(&e)
		return e, err
	case Returned{}.kind():
		var e Returned
		read(&e)
		return e, err
	case CloseRequested{}.kind():
		var e CloseRequested
		read(&e)
		return e, err
	case DeliveryReported{}.kind():
		var e DeliveryReported
		read(&e)
		return e, err
	case DeliveryResolved{}.kind():
		var e DeliveryResolved
		read(&e)
		return e, err
	case TimeReached{}.kind():
		var e TimeReached
		read(&e)
		return e, err
	}
	return nil, fmt.Errorf("event kind %q is not known to this version", kind)
}
