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
	At         desk.Millis  `json:"at"` // durable receive time: the clock starts here (SLA-01)
	SentAt     desk.Millis  `json:"sent_at,omitempty"`
	ExternalID string       `json:"external_id,omitempty"`
	Kind       desk.Kind    `json:"kind"`
	Title      string       `json:"title,omitempty"`
	Sender     *string      `json:"sender,omitempty"` // who wrote, where Title names more than that, such as a group; "" = unknown, nil = Title is who
	Language   string       `json:"language,omitempty"`
	ReplyTo    string       `json:"reply_to,omitempty"` // the network's id of the message it answers or, as an edit, changes
	Files      int          `json:"files,omitempty"`    // how many files came with it
	By         desk.AgentID `json:"by,omitempty"`       // who wrote it down for the customer; empty = the customer did
	Inlet      Inlet        `json:"inlet,omitempty"`    // how it came, where somebody wrote it down (CHN-01)
	Opening    *Opening     `json:"opening,omitempty"`  // set on the first event of a session only
	Match      *Match       `json:"match,omitempty"`    // keyword rule that the text met (ORG-02)
	Quota      *Quota       `json:"quota,omitempty"`    // how many answers its network takes after it; nil = any number

	// Absent are the groups of which nobody was there who takes customers, sorted; only where the rules ask (CHN-02).
	Absent []desk.GroupID `json:"absent,omitempty"`

	// VIP says whether the customer is one (CUS-03), where a closed session goes on: it may have been said meanwhile. nil = what the
	// session knew stands, as in events from before this was asked.
	VIP *bool `json:"vip,omitempty"`
	Words
}

// Opening is what a session starts with.
type Opening struct {
	Session   desk.SessionID `json:"session"`
	Address   desk.Address   `json:"address"`
	Ordinal   int64          `json:"ordinal"`
	Rules     string         `json:"rules"`
	Accepts   bool           `json:"accepts,omitempty"`
	ByHand    bool           `json:"by_hand,omitempty"`   // people write down what was said elsewhere (CHN-01)
	Returning bool           `json:"returning,omitempty"` // there was a session before (SCR-03: 您回来了)
	Last      desk.AgentID   `json:"last,omitempty"`      // who had the one before (RTE-07)
	VIP       bool           `json:"vip,omitempty"`       // the customer is one (CUS-03)

	Ahead map[desk.GroupID]int `json:"ahead,omitempty"` // how many waited in each group; only where the rules tell places
}

// AgentReplied: an agent commanded an answer.
// {"at":1,"agent":"…","client_id":"…","greeted":true}
type AgentReplied struct {
	At       desk.Millis  `json:"at"`
	Agent    desk.AgentID `json:"agent"`
	ClientID string       `json:"client_id"`
	Greeted  bool         `json:"greeted,omitempty"` // the text has a greeting of the script pack in it
	Sorry    bool         `json:"sorry,omitempty"`   // the text has an apology of the script pack in it (SCR-06)
	Hits     []Hit        `json:"hits,omitempty"`    // listed phrases in it (FBD-01, FBD-02): for the reviewer
	Reason   string       `json:"reason,omitempty"`  // why it was sent although the list asks for a reason
	Kind     desk.Kind    `json:"kind,omitempty"`    // of the file that goes with it; empty = it is a text
	File     string       `json:"file,omitempty"`    // SHA-256 of the file's bytes, hex; empty = it is a text

	// Scripts are those that stand in the text word for word, each with the version of its pack, such as
	// closing.day@zh-CN/4-0123456789ab (SCR-01); none are known of an answer from before agents could insert them.
	Scripts []string `json:"scripts,omitempty"`

	// Quotes is the message of the session that the agent chose to answer, and QuotesRef the network's id of it, empty where both
	// ends are ours. 0 = nobody chose: it answers the question that stands.
	Quotes    int64  `json:"quotes,omitempty"`
	QuotesRef string `json:"quotes_ref,omitempty"`

	// Cuts are the places, in bytes and ascending, at which the text was cut into messages that its channel can carry;
	// empty = it is one message.
	Cuts []int `json:"cuts,omitempty"`
	Words
}

// Parts are the texts of the messages that the answer leaves in, in order: one more than there are cuts. Together they are
// the text; without it, as in a stored event, they are empty.
func (e AgentReplied) Parts() []string {
	parts := make([]string, 0, len(e.Cuts)+1)
	from := 0
	for _, cut := range e.Cuts {
		cut = min(max(cut, from), len(e.Text))
		parts = append(parts, e.Text[from:cut])
		from = cut
	}
	return append(parts, e.Text[from:])
}

// Hit is a phrase of the department's list in a text that was sent, with the rule and the list's version of that day.
type Hit struct {
	Rule   string `json:"rule"`
	List   string `json:"list"`
	Action string `json:"action"`
	Level  string `json:"level,omitempty"` // what the list calls it, such as forbidden; empty = noted before levels were: not counted
}

// ReplyChanged: an agent corrected a reply, or took one back, where its network allows that. Whoever records it has looked up
// that the messages are a reply of the agent's that has arrived. Both texts stay: what was first said is evidence (QA-01).
// {"at":1,"agent":"…","client_id":"…","seqs":[4]}
type ReplyChanged struct {
	At       desk.Millis  `json:"at"`
	Agent    desk.AgentID `json:"agent"`
	ClientID string       `json:"client_id"`
	Seqs     []int64      `json:"seqs"`              // the messages that the reply left in, ascending; a correction is of one
	Recall   bool         `json:"recall,omitempty"`  // it is taken back; false = the text says now what it says
	Hits     []Hit        `json:"hits,omitempty"`    // listed phrases in the new text (FBD-01, FBD-02)
	Reason   string       `json:"reason,omitempty"`  // why it was sent although the list asks for a reason
	Scripts  []string     `json:"scripts,omitempty"` // those that stand in the new text, as in AgentReplied
	Words
}

// NoteAdded: a colleague left an internal note.
// {"at":1,"agent":"…","client_id":"…"}
type NoteAdded struct {
	At       desk.Millis    `json:"at"`
	Agent    desk.AgentID   `json:"agent"`
	ClientID string         `json:"client_id"`
	Mentions []desk.AgentID `json:"mentions,omitempty"` // colleagues whom it speaks to: they are told, and may read the session
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

	Speciality desk.Speciality `json:"speciality,omitempty"` // of the agent (ORG-03)
	Offer      bool            `json:"offer,omitempty"`      // the agent has to accept it, within the time of the rules
}

// Transferred: the holder or a supervisor passed the session on (RTE-01…03). The note is for colleagues.
// {"at":1,"by":"…","to_group":"complaint"}
type Transferred struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	ToGroup  desk.GroupID `json:"to_group,omitempty"`
	ToAgent  desk.AgentID `json:"to_agent,omitempty"`
	Name     string       `json:"name,omitempty"`     // of the agent it goes to
	Any      bool         `json:"any,omitempty"`      // By may act without holding it
	Category string       `json:"category,omitempty"` // what it is about; empty = as before
	Register string       `json:"register,omitempty"` // its number in the complaint register
	Instead  desk.AgentID `json:"instead,omitempty"`  // who was meant and is away: ToAgent is the deputy (FCR-02)
	Below    bool         `json:"below,omitempty"`    // a superior gave it to somebody below the group's level, for the reason in the note (ORG-10)

	Speciality desk.Speciality `json:"speciality,omitempty"` // of the agent it goes to; without one: who is asked first
	GroupName  string          `json:"group_name,omitempty"` // who takes over, as customers are told (RTE-05); empty = they are not
	Quiet      bool            `json:"quiet,omitempty"`      // the customer is not told this time
	Words
}

// Returned: the session goes back to its queue.
// {"at":1,"by":"…","reason":"offline"}
type Returned struct {
	At     desk.Millis `json:"at"`
	By     string      `json:"by"`
	Reason string      `json:"reason"` // returned, declined, expired, offline, silent, disabled
	Any    bool        `json:"any,omitempty"`
}

// The reasons of a HandBack.
const (
	ReasonSilent  = "silent"  // the customer was left without an answer
	ReasonExpired = "expired" // the offer was not accepted in time
)

// CloseRequested: somebody wants the session closed; one command carries outcome, category and closing script.
// {"at":1,"by":"…","outcome":"solved","category":"order","script":"closing.day"}
type CloseRequested struct {
	At       desk.Millis  `json:"at"`
	By       desk.AgentID `json:"by"`
	ClientID string       `json:"client_id"`
	Outcome  string       `json:"outcome"`
	Category string       `json:"category,omitempty"`
	Script   string       `json:"script,omitempty"`
	Skip     string       `json:"skip,omitempty"` // why no closing script can be sent: blocked, token_dead, no_response, invalid, quota_used
	Any      bool         `json:"any,omitempty"`
	Hits     []Hit        `json:"hits,omitempty"`     // listed phrases in a closing of the agent's own
	Feedback string       `json:"feedback,omitempty"` // none, given (LOG-03); empty where the rules do not ask
	Learned  string       `json:"-"`                  // the feedback itself
	Rating   bool         `json:"rating,omitempty"`   // the closing asks for a rating (SAT-01)
	Sorry    bool         `json:"sorry,omitempty"`    // an apology is owed: the complaint was found valid, and the closing has none in it (SCR-06)
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

// CustomerMarked: the customer took a message back or reacted to one. It asks for no answer (desk.KindDelete, KindReaction).
// {"at":1,"kind":"reaction","ref":"17"}
type CustomerMarked struct {
	At     desk.Millis `json:"at"`
	Kind   desk.Kind   `json:"kind"`
	Ref    string      `json:"ref"`              // the network's id of the message
	Undone bool        `json:"undone,omitempty"` // the sign is taken back
	Words
}

// CustomerSaw: the customer has seen what was said up to a message of ours, which whoever records it has looked up. It asks
// for nothing. Channels that do not know of reading never bring it.
// {"at":1,"seq":7}
type CustomerSaw struct {
	At  desk.Millis `json:"at"`
	Seq int64       `json:"seq"` // of the newest message of an agent or of the desk itself that was seen
}

// FileSettled: a file of a message is here, or will not come.
// {"at":1,"seq":3,"n":0,"digest":"…"}
type FileSettled struct {
	At     desk.Millis `json:"at"`
	Seq    int64       `json:"seq"`              // of the message
	N      int         `json:"n"`                // which of its files, from 0
	Digest string      `json:"digest,omitempty"` // SHA-256 of its bytes, hex; empty when it failed
	Reason string      `json:"reason,omitempty"` // why it failed
}

// TimeReached: the deadline that NextDue named has come.
// {"at":1}
type TimeReached struct {
	At desk.Millis `json:"at"`
}

// Noticed: the network told of the conversation itself.
// {"at":1,"what":"blocked"}
type Noticed struct {
	At   desk.Millis `json:"at"`
	What desk.Notice `json:"what"`
}

// Kind names the event for the log.
func Kind(e Event) string { return e.kind() }

// Decode reads an event back from its stored kind and body. Texts are not part of it.
func Decode(kind string, body []byte) (Event, error) {
	read := decoderOf(kind)
	if read == nil {
		return nil, fmt.Errorf("event kind %q is not known to this version", kind)
	}
	e, err := read(body)
	if err != nil {
		return e, fmt.Errorf("event %s: %w", kind, err)
	}
	return e, nil
}

type decoder func(body []byte) (Event, error)

// decoderOf is nil for a kind that is not known.
func decoderOf(kind string) decoder {
	switch kind {
	case CustomerWrote{}.kind():
		return decode[CustomerWrote]
	case AgentReplied{}.kind():
		return decode[AgentReplied]
	case ReplyChanged{}.kind():
		return decode[ReplyChanged]
	case NoteAdded{}.kind():
		return decode[NoteAdded]
	case Assigned{}.kind():
		return decode[Assigned]
	case Transferred{}.kind():
		return decode[Transferred]
	case Returned{}.kind():
		return decode[Returned]
	case CloseRequested{}.kind():
		return decode[CloseRequested]
	case DeliveryReported{}.kind():
		return decode[DeliveryReported]
	case DeliveryResolved{}.kind():
		return decode[DeliveryResolved]
	case CustomerMarked{}.kind():
		return decode[CustomerMarked]
	case CustomerSaw{}.kind():
		return decode[CustomerSaw]
	case FileSettled{}.kind():
		return decode[FileSettled]
	case TimeReached{}.kind():
		return decode[TimeReached]
	case Regarded{}.kind():
		return decode[Regarded]
	case Classified{}.kind():
		return decode[Classified]
	case Verified{}.kind():
		return decode[Verified]
	case Asked{}.kind():
		return decode[Asked]
	case Told{}.kind():
		return decode[Told]
	case Promised{}.kind():
		return decode[Promised]
	case PromiseSettled{}.kind():
		return decode[PromiseSettled]
	case ConfirmAsked{}.kind():
		return decode[ConfirmAsked]
	case Waived{}.kind():
		return decode[Waived]
	case Rated{}.kind():
		return decode[Rated]
	case Noticed{}.kind():
		return decode[Noticed]
	case Forgotten{}.kind():
		return decode[Forgotten]
	case Reopened{}.kind():
		return decode[Reopened]
	}
	return nil
}

func decode[E Event](body []byte) (Event, error) {
	var e E
	err := json.Unmarshal(body, &e)
	return e, err
}
