// Package channels is the contract between Firstline and the networks that customers write on. It decides what an
// adapter must be able to do and how a failed send is judged; it refuses to know any network, any storage and any HTTP
// server. A network is one folder below this one and one line in cmd/firstline/channels.go.
package channels

import (
	"context"
	"net/http"

	"firstline/internal/desk"
)

// Adapter is what every channel must have. Methods are called from many goroutines.
type Adapter interface {
	// Capabilities is constant for the life of the adapter.
	Capabilities() Capabilities

	// Parse reads the events of one accepted body. It is pure: no network, no clock. No event ("ignored") is a result,
	// not an error; an error puts the body into quarantine, where it can be seen and replayed.
	Parse(raw desk.Raw) ([]desk.Inbound, error)

	// Send hands one message to the network and blocks until the network has answered or ctx ends. Sends for one
	// address are never concurrent and come in order. Errors are *SendError; any other error counts as ambiguous.
	Send(ctx context.Context, out desk.Outbound) (desk.Receipt, error)

	// Health asks the network whether the account works; nil means that it does.
	Health(ctx context.Context) error
}

// Capabilities are what a channel can do, as data, so that nobody else asks which network it is.
type Capabilities struct {
	MaxText int `json:"max_text"` // longest text of one message in UTF-16 units; 0 = no limit

	// AcceptOnCommit: the channel has taken a message once it is committed, because both ends are ours (web chat). Such
	// messages never pass through the outbox and Send is never called.
	AcceptOnCommit bool `json:"accept_on_commit"`

	Replies bool `json:"replies"` // can answer a particular message
}

// Webhook is the optional part of a channel that receives POST /hooks/{channel id}.
type Webhook interface {
	// Verify checks the secret or signature in constant time, before anything else looks at the body. An error
	// answers 401 and must not carry what the signature should have been.
	Verify(header http.Header, body []byte) error

	// Identify reads just enough to store the event once and to queue it: no business fields. ok is false when the
	// body does not say; it is then kept under a digest of itself, quarantined, and acknowledged all the same.
	Identify(body []byte) (id Identity, ok bool)
}

// Connecter is the optional part of a channel whose network has to be told where to deliver.
type Connecter interface {
	// Connect tells the network to deliver to url. It is called once a start, again after an error, and by every node
	// with the same url.
	Connect(ctx context.Context, url string) error
}

// Identity is what the accept path needs of an event.
type Identity struct {
	EventID string // unique within the channel, at most 200 bytes
	Key     string // the conversation, at most 200 bytes; may be empty for events of no conversation
	Order   int64  // provider's number, ascending within the conversation; 0 if it has none
}

// Host is what a channel that runs by itself (its own pages and sockets, a long poll) gets from Firstline.
type Host interface {
	// Accept stores one event and returns after it is committed with fsync; only then may the channel acknowledge. An
	// event that was stored before is no error. Errors are of kind desk.Unavailable: nothing was kept, ask again.
	Accept(ctx context.Context, raw desk.Raw) error

	// Transcript gives what the customer at this address may see after the cursor, oldest first, at most limit entries
	// (1 to 200), and the cursor to go on from. The zero cursor starts at the oldest message of the conversation.
	Transcript(ctx context.Context, at desk.Address, after Cursor, limit int) ([]Entry, Cursor, error)

	// Watch calls wake (quickly, from any goroutine, never after stop has returned) whenever the transcript at the
	// address may have changed. It is a hint: correctness comes from Transcript.
	Watch(at desk.Address, wake func()) (stop func())
}

// Cursor is a place in a conversation: the session's number at the address and a version of that session. It only
// grows. The zero value is the beginning.
type Cursor struct {
	Ordinal int64 `json:"o"`
	Version int64 `json:"v"`
}

// Entry is one message as its customer may see it. The same Ordinal and Seq again means a newer state of it.
type Entry struct {
	Ordinal  int64         `json:"ordinal"`
	Seq      int64         `json:"seq"`
	Role     desk.Role     `json:"role"` // customer, agent, auto, system; never note
	Author   string        `json:"author,omitempty"`
	Kind     desk.Kind     `json:"kind"`
	Text     string        `json:"text"`
	Note     string        `json:"note,omitempty"`
	ClientID string        `json:"client_id,omitempty"` // the customer's own id of the message, where it gave one
	At       desk.Millis   `json:"at"`
	Delivery desk.Delivery `json:"delivery,omitempty"`
	Purpose  string        `json:"purpose,omitempty"` // greeting, closing, line:transferred, …
	Phase    string        `json:"phase"`             // of its session: queued, serving, closing, closed
}

// Pages is the optional part of a channel that serves its own pages and sockets below /chat/{channel id}.
type Pages interface {
	// Mount registers the channel's routes. It is called once, before the server listens.
	Mount(mux *http.ServeMux, host Host)
}

// Runner is the optional part of a channel that fetches by itself. Run blocks until ctx ends; one node at a time runs
// it, under a lease.
type Runner interface {
	Run(ctx context.Context, host Host) error
}
