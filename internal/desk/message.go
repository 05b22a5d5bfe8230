package desk

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
	KindEdit     Kind = "edit"
	KindUnknown  Kind = "unknown"
)

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
}

// Outbound is one message on its way to a customer.
type Outbound struct {
	Address Address
	Session SessionID
	Seq     int64  // position within the session; Session and Seq together identify the message for good
	Text    string // plain text
	ReplyTo string // external id of the customer's message it answers; empty for none
}

// Receipt is what a channel says when it has taken a message.
type Receipt struct {
	ExternalID string // the network's id of the message; empty if it gives none
}
