package desk

import (
	"io"
	"strconv"
	"strings"
)

// Kind says what a message is. Kinds that a channel cannot carry as such are still shown as what they are.
type Kind string

// The kinds of message. Anything a network adds later arrives as KindUnknown with the network's own name in Note.
const (
	KindText     Kind = "text"
	KindPhoto    Kind = "photo"
	KindVideo    Kind = "video"
	KindVoice    Kind = "voice"
	KindAudio    Kind = "audio"
	KindDocument Kind = "document"
	KindSticker  Kind = "sticker"
	KindLocation Kind = "location"
	KindContact  Kind = "contact"
	KindEdit     Kind = "edit"     // ReplyTo is the message that was changed, Text what it says now
	KindDelete   Kind = "delete"   // ReplyTo is the message that was taken back; asks for no answer
	KindReaction Kind = "reaction" // ReplyTo is the message reacted to, Text the sign; empty = none is there any more; asks for no answer
	KindUnknown  Kind = "unknown"
)

// MaxText is the longest text that a colleague can write, whatever for, in UTF-16 units. A network may take less.
const MaxText = 20_000

// Role says who wrote a message.
type Role string

// The roles of an author. Only RoleAgent is human on our side: an automatic text never counts as an answer (SLA-01).
const (
	RoleCustomer Role = "customer"
	RoleAgent    Role = "agent"
	RoleAuto     Role = "auto"   // greeting, queue text, closing script sent by the machine
	RoleNote     Role = "note"   // seen by colleagues, never by the customer
	RoleSystem   Role = "system" // a visible line such as "transferred"
)

// Delivery is where an outgoing message stands. Messages that never leave (notes, customers' own) have DeliveryNone.
type Delivery string

// The delivery states: queued → sending → sent | retry | failed | unconfirmed. Unconfirmed means that the bytes left
// and no answer came: it is shown to a person and never sent again by itself.
const (
	DeliveryNone        Delivery = ""
	DeliveryQueued      Delivery = "queued"
	DeliverySending     Delivery = "sending"
	DeliverySent        Delivery = "sent"
	DeliveryRetry       Delivery = "retry"
	DeliveryFailed      Delivery = "failed"
	DeliveryUnconfirmed Delivery = "unconfirmed"
)

// Raw is one event as a network handed it to us, before anything is read out of it but its identity.
type Raw struct {
	Channel  ChannelID
	EventID  string // the network's id of the event; unique per channel
	Key      string // the conversation's key; empty when the body does not say
	Order    int64  // the provider's own number where it has one, else 0; ascending within a conversation
	Received Millis // durable receive time of the accepting node
	Body     []byte
}

// Address is where the event belongs.
func (r Raw) Address() Address { return Address{Channel: r.Channel, Key: r.Key} }

// Inbound is one thing a customer did, read out of a Raw by the channel's adapter.
type Inbound struct {
	Address    Address `json:"address"`
	ExternalID string  `json:"external_id"` // the network's message id, unique within the conversation; empty if none
	SenderID   string  `json:"sender_id"`   // the network's immutable id of the person
	SenderName string  `json:"sender_name,omitempty"`
	Language   string  `json:"language,omitempty"` // BCP 47, as the network says it
	Kind       Kind    `json:"kind"`
	Text       string  `json:"text,omitempty"` // valid UTF-8 without NUL
	Note       string  `json:"note,omitempty"` // what a message without text is, in the network's words (a file's name, …)
	SentAt     Millis  `json:"sent_at,omitempty"`
	ReplyTo    string  `json:"reply_to,omitempty"` // external id of the message it answers
	Title      string  `json:"title,omitempty"`    // the group's title where the conversation is a group

	// Files came with the message, in State wanted (the zero value means that, too). Kind is then that of the first one.
	Files []File `json:"files,omitempty"`

	// Undone: the sign of a KindReaction is taken back; others stay.
	Undone bool `json:"undone,omitempty"`

	// Pressed: it is a press on a button of ours (Choice), Text is the button's value. What answers no question that is still
	// open asks for nothing and begins nothing.
	Pressed bool `json:"pressed,omitempty"`

	// Stray: the event names a message of ours (ReplyTo) and not its conversation, which is the one whose key begins so; the
	// address is a guess. Empty for everything else.
	Stray string `json:"stray,omitempty"`

	// Notice is set where nobody said anything: the network tells of the conversation itself. Kind and texts are empty then.
	Notice Notice `json:"notice,omitempty"`
	Was    string `json:"was,omitempty"` // with NoticeMoved: the key that the conversation had

	// Seen is set where nobody said anything: the customer has seen what was said to them up to a message of ours. Kind and
	// texts are empty then.
	Seen *Place `json:"seen,omitempty"`

	// Survey is what the customer said of the close, where a page of ours asked for more than a number; Text says the same in words.
	// Where nobody asks for a rating any more it is an ordinary message.
	Survey *Survey `json:"survey,omitempty"`

	// Follows: it begins no conversation; in one that there is, it may begin a session. It is what people write in a
	// thread of a channel, where only those who named the desk have asked it to read along.
	Follows bool `json:"follows,omitempty"`
}

// Survey is a customer's answer to the questions behind a close (SAT-01).
type Survey struct {
	Score   int      `json:"score"`             // 1 to 5
	Solved  string   `json:"solved,omitempty"`  // yes, partly, no; empty = not said
	Reasons []string `json:"reasons,omitempty"` // codes
}

// Place is that of a message within a session.
type Place struct {
	Session SessionID `json:"session"`
	Seq     int64     `json:"seq"`
}

// Key names the message for good, to a network that knows again what it was sent: session and number with a dot between.
func (p Place) Key() string { return string(p.Session) + "." + strconv.FormatInt(p.Seq, 10) }

// ReadPlace reads what Key wrote; ok is false for anything else.
func ReadPlace(key string) (p Place, ok bool) {
	session, seq, _ := strings.Cut(key, ".")
	n, err := strconv.ParseInt(seq, 10, 64)
	p = Place{Session: SessionID(session), Seq: n}
	return p, err == nil && session != "" && n > 0 && p.Key() == key
}

// Notice is what a network tells of a conversation.
type Notice string

// The notices.
const (
	NoticeBlocked Notice = "blocked" // the customer does not want to hear from us any more
	NoticeRemoved Notice = "removed" // our account was taken out of the group
	NoticeBack    Notice = "back"    // neither any more
	NoticeMoved   Notice = "moved"   // the group has another address on its network
)

// Outbound is one message on its way to a customer.
type Outbound struct {
	Address Address
	Session SessionID
	Seq     int64  // position within the session; Session and Seq together identify the message for good
	Text    string // plain text
	ReplyTo string // external id of the message it answers, by default the customer's last one; empty for none
	Chosen  bool   // somebody chose the message in ReplyTo: it is shown as the one that is answered also where that is plain

	File    *Attachment // goes with the message, Text is then its caption; nil for none
	Change  *Change     // it changes a message that stands there instead of being one; nil = it is one
	Choices []Choice    // buttons below the message where the channel has Capabilities.Choices; the text says the same in words
}

// Change is what an Outbound does to a message that was sent before: Text is what it says from now on.
type Change struct {
	Of     string // the network's id of the message; empty where the network gave none
	Place  Place  // the message among ours
	Kind   Kind   // of the message: of one with a file, Text is the caption
	Recall bool   // it is taken back instead; Text is empty
}

// Attachment is a stored file on its way to a customer.
type Attachment struct {
	File
	Open func() (io.ReadSeekCloser, error) // the bytes, from the start; the caller closes
}

// Choice is a button: what stands on it, and what an Inbound of KindText says when it is pressed.
type Choice struct {
	Label string
	Value string
}

// Receipt is what a channel says when it has taken a message.
type Receipt struct {
	ExternalID string // the network's id of the message; empty if it gives none
}
