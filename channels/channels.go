// Package channels is the contract between Firstline and the networks that customers write on. It decides what an
// adapter must be able to do and how a failed send is judged; it refuses to know any network, any storage and any HTTP
// server. A network is one folder below this one and one line in cmd/firstline/channels.go.
package channels

import (
	"context"
	"net/http"
	"time"

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

	// Health asks the network whether the account works; nil means that it does. It is called once an interval (watch.every);
	// people read its error, which should have no secret in it.
	Health(ctx context.Context) error
}

// Capabilities are what a channel can do, as data, so that nobody else asks which network it is.
type Capabilities struct {
	MaxText int `json:"max_text"` // longest text of one message in UTF-16 units; 0 = no limit

	// AcceptOnCommit: the channel has taken a message once it is committed, because both ends are ours (web chat). Such
	// messages never pass through the outbox and Send is never called.
	AcceptOnCommit bool `json:"accept_on_commit"`

	// ByHand: the customer reads nothing of it; people write down what was said elsewhere (CHN-01). The desk says nothing by
	// itself there and runs no clock of seconds.
	ByHand bool `json:"by_hand"`

	// SignedKey begins the keys of conversations whose customer somebody has vouched for with a signature; the id under which
	// they know the customer follows. Empty = there are none.
	SignedKey string `json:"-"`

	Replies bool `json:"replies"` // shows which message an answer is to, also one that somebody chose (Outbound.Chosen, Entry.Quotes)
	Moves   bool `json:"-"`       // its network gives conversations another key (desk.NoticeMoved)
	Choices bool `json:"choices"` // shows Outbound.Choices as buttons

	// What Outbound.File may be: MaxFile bytes, as a picture that is shown MaxPhoto bytes (larger ones go as a document),
	// with a caption of MaxCaption UTF-16 units (longer texts follow it). 0 = no files, no pictures, no captions. A channel with MaxFile > 0 that
	// takes files in is a Fetcher, too.
	MaxFile    int64 `json:"max_file"`
	MaxPhoto   int64 `json:"max_photo"`
	MaxCaption int   `json:"max_caption"`

	// What can become of a message that was sent: another text, or nothing. A channel that can either gets Outbound.Change. Its own
	// id of the message is needed for that, unless it knows messages by ours (desk.Place.Key).
	Edits        bool          `json:"edits"`
	ChangesFiles bool          `json:"changes_files"` // the same of a message with a file, whose text is the caption
	Recalls      bool          `json:"recalls"`
	RecallWithin time.Duration `json:"-"` // how long after it was sent; 0 = for good
	KnowsOurs    bool          `json:"knows_ours"`

	Quota Quota `json:"-"` // how much it takes after each message of the customer; the zero value: any number

	Rate Rate `json:"-"` // how fast the network takes messages
}

// Quota bounds what a network takes from us after each message of the customer, as some do (five messages within 48 hours). The core counts
// (sessions.Quota).
type Quota struct {
	Messages int           // 0 = any number
	Within   time.Duration // 0 = until the customer writes again
}

// Thanker is the optional part of a channel on which somebody who pressed a button of ours waits for a sign (Choices).
type Thanker interface {
	// Thank tells the network what became of the press: whether it counted, or came too late for anything and its buttons can go. It is called after
	// the commit, beside the lane, and perhaps more than once. An error changes nothing.
	Thank(ctx context.Context, in desk.Inbound, counted bool) error
}

// Typer is the optional part of a channel on which a customer can be shown that somebody writes an answer.
type Typer interface {
	// Typing shows at the address, for about five seconds, that somebody writes. It is a hint: it is called at most every
	// four seconds for a conversation and never while something waits to be sent, on one node for a network and on every
	// node for a channel with pages of its own. It ends with ctx; an error is dropped, but for the pause that it asks for.
	Typing(ctx context.Context, at desk.Address) error
}

// Watcher is the optional part of a Host that shows agents that a customer writes.
type Watcher interface {
	// Customer says that the customer at the address writes. It never blocks, and drops what comes too often.
	Customer(at desk.Address)
}

// Witness is the optional part of a Host that notes how far customers have read, for channels whose own pages know it. What a
// network tells of reading is an event like any other (desk.Inbound.Seen).
type Witness interface {
	// Saw says that the customer at the address has seen what was said up to a message: its session's number at the address
	// and its own place (Entry). It never blocks. What is already known, lies behind or was never said is dropped, and so
	// is what cannot be written down now: it is a hint, and the next one says more.
	Saw(at desk.Address, ordinal, seq int64)
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

// Challenger is the optional part of a Webhook whose network asks for an echo before it delivers anything.
type Challenger interface {
	// Challenge gives what has to be answered, as plain text; ok is false for every body that is an event. It is asked
	// after Verify, and nothing is stored for a challenge.
	Challenge(body []byte) (answer string, ok bool)
}

// Introducer is the optional part of a channel whose events carry ids instead of names.
type Introducer interface {
	// Introduce fills in what the network tells only when it is asked: the sender's name and language, the title, names
	// in the text. It is called after the acknowledgement, in the conversation's lane, which waits for it: it remembers
	// what it learnt, asks for two seconds at most, and gives back what it got when there is no answer. What it gives is
	// recorded, so that nothing is asked again later.
	Introduce(ctx context.Context, in desk.Inbound) desk.Inbound
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
	Ignore  bool   // nothing in it is for us, such as what people say to each other: it is acknowledged and not kept
}

// Host is what a channel that runs by itself (its own pages and sockets, a long poll) gets from Firstline.
type Host interface {
	Memory

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
	Files    []desk.File   `json:"-"`                   // where Kind.HasFile; the channel shows of them what its customer may see
	Quotes   int64         `json:"quotes,omitempty"`    // the Seq of the message of its session that somebody chose to answer; 0 = none
	ClientID string        `json:"client_id,omitempty"` // the customer's own id of the message, where it gave one
	At       desk.Millis   `json:"at"`
	Delivery desk.Delivery `json:"delivery,omitempty"`
	Purpose  string        `json:"purpose,omitempty"` // greeting, closing, line:transferred, …
	Phase    string        `json:"phase"`             // of its session: queued, serving, closing, closed

	// Choices are what the greeting offers: buttons by which the customer writes just these words. The channel shows them as
	// long as nothing else was said.
	Choices []string `json:"choices,omitempty"`

	// About is the place, in the same session, of the reply that this entry changes: of KindEdit, Text is what it says now; of
	// KindDelete, it was taken back. 0 = it changes none. A reply that was taken back comes without its text and its files.
	About    int64 `json:"about,omitempty"`
	Recalled bool  `json:"recalled,omitempty"` // it was taken back

	// RatesUntil is set on the closing that asks for a rating (SAT-01): a message from 1 to 5 before that time is one.
	RatesUntil desk.Millis `json:"rates_until,omitempty"`

	// Rerate is for how many milliseconds after the first rating it may be changed; 0 = until then.
	Rerate int64 `json:"rerate_ms,omitempty"`
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

// LeasePrefix stands before the channel's id in the name of the lease under which a Runner runs.
const LeasePrefix = "channel/"
