package store

import (
	"encoding/json"
	"errors"

	"firstline/internal/desk"
)

// Part is one state commit: everything that follows from a few events of one session. It lands whole or not at all.
type Part struct {
	Fence    *Fence // the lease it is made under; nil for commands, which rely on the version alone
	Session  Session
	Was      int64 // version that the row must still have; 0 = the session is new
	SameKeys bool  // nothing that sessions are looked up by has changed; then SQLite leaves its indexes alone
	Events   []Event
	Messages []Message  // new ones
	Changed  []Delivery // of messages that stand already
	Outbox   []Out      // rows to add, or to queue again
	Done     []int64    // seqs whose outbox rows are finished
	Inbound  []int64    // raw rows that this part carries
	Files    []File     // of its new messages
	Filed    []File     // of messages that stand already: their new state
	Occupy   *Place
	Release  desk.AgentID
}

// Fence is a lease and the token it was taken with. A part whose lease has moved on writes nothing.
type Fence struct {
	Name  string
	Token int64
}

// Place is one place at an agent's desk.
type Place struct {
	Agent desk.AgentID
	Epoch int64 // 0 = whatever it is
	Force bool  // beyond capacity
	At    desk.Millis
}

// Session is a session's row: the state as JSON and what is looked up by.
type Session struct {
	ID          desk.SessionID
	Address     desk.Address
	Ordinal     int64
	Part        int
	Version     int64
	Phase       string
	Group       desk.GroupID
	Holder      desk.AgentID
	Owner       desk.AgentID
	Title       string
	OpenedAt    desk.Millis
	QueuedAt    desk.Millis
	ClosedAt    desk.Millis
	NextDue     desk.Millis
	Urgency     int64
	Asks        int // questions inside the house that wait for their answer
	PreviewRole desk.Role
	PreviewText string
	PreviewAt   desk.Millis
	State       json.RawMessage
	Head        []byte `json:"-"` // hash of the newest event
}

// Event is a row of the log.
type Event struct {
	Version int64
	At      desk.Millis
	Kind    string
	Who     string
	Body    []byte
	Hash    []byte
}

// Message is a row of the transcript.
type Message struct {
	Seq      int64
	Version  int64
	Role     desk.Role
	Author   string
	Purpose  string
	Kind     desk.Kind
	Text     string
	Salt     string
	Script   string
	ClientID string
	External string
	ReplyRef string
	Quotes   int64 // seq of the message that its writer chose to answer; 0 = none
	At       desk.Millis
	SentAt   desk.Millis
	Delivery desk.Delivery
	Reason   string
	Receipt  string

	Files    []desk.File // of the message, where Kind.HasFile; rows of their own (Part.Files), never written with this one
	Mentions []Mention   // colleagues whom a note speaks to; rows of their own, written with it
}

// Mention is a colleague whom a note speaks to.
type Mention struct {
	Agent  desk.AgentID
	Looked desk.Millis // when that person first read the session afterwards; 0 = not yet, and while it is being written
}

// Delivery is a change of a message that stands already.
type Delivery struct {
	Seq      int64
	Version  int64
	Delivery desk.Delivery
	Reason   string
	Receipt  string
}

// File is a file of a message.
type File struct {
	Seq     int64
	N       int
	Channel desk.ChannelID // that fetches it by its Ref; empty: it was handed in here, and Ref is the upload's id
	DueAt   desk.Millis    // when it is fetched, while it is wanted
	desk.File
}

// Out is a row of the outbox.
type Out struct {
	Session desk.SessionID
	Seq     int64
	Part    int
	Address desk.Address
	State   desk.Delivery
	Attempt int64
	DueAt   desk.Millis
	Reason  string

	// What comes with rows that were read back lies in the message.
	Text     string
	ReplyRef string
	Quotes   int64
	Purpose  string
	Kind     desk.Kind
}

// Why a part was refused. Nothing was written then.
var (
	ErrStale   = errors.New("store: the session has a newer version")
	ErrFenced  = errors.New("store: the lease has moved to another node")
	ErrNoPlace = errors.New("store: the agent has no free place or has changed")
	ErrExists  = errors.New("store: the row exists already")
)

// Raw is one stored raw event.
type Raw struct {
	ID int64
	desk.Raw
}
