package checker

import (
	"encoding/json"
	"time"
)

// Evidence is everything that one run left behind.
type Evidence struct {
	Run      Run
	Updates  []*Update  // L1, in the order in which the network numbered them
	Record   *Record    // L2
	Steps    []Step     // L3
	Sends    []Send     // L4, in the order of arrival
	Commands []*Command // what the agents asked for, and the answers they got
	Samples  []Sample   // looks at the record while the run went on
}

// Run says what was run, and what may be expected of it. It is run.json.
type Run struct {
	Scenario string    `json:"scenario"`
	Command  string    `json:"command"` // repeats it
	Channel  string    `json:"channel"`
	Database string    `json:"database"` // sqlite:PATH (relative to the folder), record.json or postgres://…
	Started  time.Time `json:"started"`
	Ended    time.Time `json:"ended"`

	// Ordered: the network brought the messages of a conversation one after the other.
	Ordered bool `json:"ordered"`
	// HandsOff: nobody was away, so that no session may have been taken from its holder.
	HandsOff bool `json:"hands_off"`
	// Unrest is what still moved when the harness gave up waiting; empty after a run that came to rest.
	Unrest string `json:"unrest"`
}

// Update is one thing that a customer did, as the network kept it (L1).
type Update struct {
	ID        int64     `json:"update_id"`
	Kind      string    `json:"kind"`
	ChatID    int64     `json:"chat_id"`
	MessageID int64     `json:"message_id"`
	Text      string    `json:"text"`
	QueuedAt  time.Time `json:"queued_at"`

	Tries   []Try     `json:"-"`
	Acked   int       `json:"-"` // attempts that were answered 2xx
	AckedAt time.Time `json:"-"` // the first of them
	State   string    `json:"-"` // pending, delivered, dropped, …
}

// Try is one delivery of an update to the desk; Status is 0 when no answer came.
type Try struct {
	At, Until time.Time
	Status    int
}

// Send is one call that arrived at the network (L4).
type Send struct {
	Seq        int64     `json:"seq"`
	Method     string    `json:"method"`
	ChatID     int64     `json:"chat_id"`
	MessageID  int64     `json:"message_id"`
	Text       string    `json:"text"`
	At         time.Time `json:"at"`
	Done       bool      `json:"done"` // the message is in the chat, whatever was answered
	Code       int       `json:"code"`
	RetryAfter int       `json:"retry_after"` // seconds
	Fault      string    `json:"fault"`
	FaultAll   bool      `json:"fault_all"` // it is for all chats
}

// Command is what a simulated agent asked for. A command that was repeated after a lost answer is one command.
type Command struct {
	ID      string `json:"id"` // the client's own, which it sent along where the command takes one
	Agent   string `json:"agent"`
	Kind    string `json:"kind"` // reply, note, close, transfer, return, take, resolve
	Session string `json:"session"`
	Text    string `json:"text,omitempty"`
	Seq     int64  `json:"seq,omitempty"` // the message that it is about
	At      int64  `json:"at"`

	Answer *Answer `json:"-"` // nil: nobody ever said what became of it
}

// Answer is what the server said about a command in the end.
type Answer struct {
	ID      string `json:"id"`
	Status  int    `json:"status"`
	Code    string `json:"code,omitempty"`
	Seq     int64  `json:"seq,omitempty"`
	Version int64  `json:"version,omitempty"`
	Tries   int    `json:"tries"`
	At      int64  `json:"at"`
}

// Done says that the server confirmed the command.
func (a *Answer) Done() bool { return a != nil && a.Status >= 200 && a.Status < 300 }

// Refused says that the server said no for good.
func (a *Answer) Refused() bool { return a != nil && a.Status >= 400 && a.Status < 500 }

// Step is one thing that an agent's screen did (L3): "open" shows a transcript that was read whole, "diff" changes it,
// "forget" takes it away, "end" is the last look at it.
type Step struct {
	Agent    string `json:"agent"`
	Op       string `json:"op"`
	Session  string `json:"session"`
	From     int64  `json:"from,omitempty"`
	To       int64  `json:"to"`
	Messages []Line `json:"messages,omitempty"`
	At       int64  `json:"at"`
}

// Line is one message as a screen shows it.
type Line struct {
	Seq      int64  `json:"seq"`
	Version  int64  `json:"version"`
	Role     string `json:"role"`
	Purpose  string `json:"purpose"`
	Text     string `json:"text"`
	Delivery string `json:"delivery"`
}

// Sample is one look at the record, in one statement each, while the run went on.
type Sample struct {
	At     int64           `json:"at"`
	Desks  []Desk          `json:"desks"`
	Oldest map[int64]int64 `json:"oldest,omitempty"` // receive time of the oldest row that waits, by partition
}

// Desk is one agent's places.
type Desk struct {
	Agent    string `json:"agent"`
	Capacity int64  `json:"capacity"`
	Load     int64  `json:"load"`
	Held     int64  `json:"held"` // open sessions that name the agent as holder, counted in the same statement
}

// Record is what SQL holds (L2).
type Record struct {
	Sessions   []*Session
	Events     map[string][]Event    // by session, ascending version
	Messages   map[string][]*Message // by session, ascending seq
	Outbox     []Out
	Inbound    []Inbound
	Pending    map[int64]bool
	Quarantine map[int64]string
	Agents     []Worker
	Rules      map[string]Rules
}

// Session is a session's row.
type Session struct {
	ID, Channel, Key, Phase, Group, Holder, Owner string
	Ordinal, Part, Version, NextDue, OpenedAt     int64
	Head                                          []byte
	State                                         Standing
}

// Standing is what the stored state says of itself, as far as the history tells the same.
type Standing struct {
	Version  int64    `json:"version"`
	Phase    string   `json:"phase"`
	Seq      int64    `json:"seq"`
	Waits    []Due    `json:"waits"`
	InFlight []Flying `json:"in_flight"`
	Trouble  []Flying `json:"trouble"`
}

// Due is an open obligation of a stored state.
type Due struct {
	Seq      int64 `json:"seq"`
	Due      int64 `json:"due"`
	Breached bool  `json:"breached"`
}

// Flying is a message of a stored state that is on its way or in trouble.
type Flying struct {
	Seq     int64 `json:"seq"`
	Answers int64 `json:"answers"`
}

// Event is a row of the log.
type Event struct {
	Version, At int64
	Kind, Who   string
	Body        []byte
	Hash        []byte
}

// Message is a row of the transcript.
type Message struct {
	Session                                             string
	Seq, Version, At                                    int64
	Role, Author, Purpose, Kind, Text, Salt             string
	ClientID, External, Delivery, DeliveryNote, Receipt string
	Ref                                                 string // of a change: the place of the reply

	Born int64 `json:"-"` // version of the event that wrote it; set by index
}

// Out is a row of the outbox.
type Out struct {
	Session string
	Seq     int64
	State   string
	DueAt   int64
}

// Inbound is a stored raw event, without its body.
type Inbound struct {
	ID           int64
	Channel, Key string
	EventID      string
}

// Worker is a person's row.
type Worker struct {
	ID, Status, Groups             string
	Capacity, Load, Disabled, Held int64
}

// Rules are the figures of one version of the service code.
type Rules struct {
	FirstReply   int64   `json:"first_reply_ms"`
	NextReply    int64   `json:"next_reply_ms"`
	Warnings     []int64 `json:"warnings_ms"` // longest first
	Apology      bool    `json:"apology"`
	Silence      int64   `json:"silence_ms"`
	Hops         int     `json:"hops"`
	DefaultGroup string  `json:"default_group"`
	Matters      struct {
		Handoff bool `json:"handoff"`
	} `json:"matters"`
}

// body is an event as the log keeps it.
type body struct {
	Event json.RawMessage  `json:"event"`
	Texts map[int64]string `json:"texts"`
}
