package webchat

import (
	"encoding/json"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
)

// The protocol: one JSON object a text frame.
//
//	→ {"op":"hello","token":"…","cursor":{"o":1,"v":7},"lang":"zh-CN","name":"李女士"}   first, once, within 10 s
//	← {"op":"welcome","visitor":"…","organisation":"…","max_text":4000,"now":1771666666000}
//	← {"op":"entries","entries":[channels.Entry,…],"cursor":{"o":1,"v":9},"more":false}
//	→ {"op":"say","client_id":"…","text":"…","at":1771666666000,"lang":"en"}            ("name":"李女士","consent":1771666666000,"survey":{"score":5,"solved":"yes","reasons":["slow"]}) as many as one likes, in order
//	← {"op":"kept","client_id":"…"}                                                     committed
//	← {"op":"refused","client_id":"…","code":"unavailable","retry_after_ms":1500}       not kept: say it again
//	← {"op":"refused","client_id":"…","code":"too_long"}                                without a time: never
//	→ {"op":"typing"}                                                                   the visitor writes; at most every 3 s, if "welcome" has "typing"
//	→ {"op":"seen","ordinal":1,"seq":7}                                                 the words of that entry were looked at; only forwards, if "welcome" has "seen"
//	← {"op":"typing"}                                                                   somebody writes an answer: shown for 6 s
//	→ {"op":"standing"}                                                                 how do things stand? at most every other second, if "welcome" has "standing"
//	← {"op":"standing","standing":{"place":2,"wait_ms":60000,"hours":[{"from":…,"until":…}]}}   (standing); nothing where nobody can say
//	→ {"op":"ping"}   ← {"op":"pong"}
//
// Files are handed in first and then said: POST files?name=… with the bytes gives an id, "say" takes up to maxFiles of them
// ("files":["…"], with or without a text), and an entry shows what became of them ("files":[shownFile,…]). They are read
// at GET files/{ordinal}/{seq}/{n} and …/thumb. Both carry the token as "Authorization: Bearer …", never in the address.
// "welcome" says with "max_file" (bytes) and "max_files" what is taken; 0 = none.
//
// The token is one of ours (POST visitor), or a signed identity that the site around the chat has handed to the page, in the
// same places (Identity). The conversation is then that of the person, on every browser, and "welcome" says with "until" when
// it has to be renewed:
//
//	→ {"op":"token","token":"…"}   ← {"op":"renewed","until":1771666666000}
//
// for the same person only. A minute after that time the socket is closed with 4505 and the reason in words, as it is where
// an identity is not taken.
//
// Answers come in the order of the messages. After a refusal with a time nothing else is taken on this socket until
// that message has come again ("behind"), so what a visitor wrote is kept in the order in which it was written. An
// entry with a client_id says the same as "kept". The same client_id twice is kept once, on any socket, for good.
// "entries" without more is the end of what there is; the first one comes even when it is empty. With "reset" the
// client forgets what it has: the cursor was not ours. The server sends websocket pings as well.
const (
	opHello    = "hello"
	opToken    = "token"
	opRenewed  = "renewed"
	opSay      = "say"
	opTyping   = "typing"
	opSeen     = "seen"
	opStanding = "standing"
	opPing     = "ping"
	opWelcome  = "welcome"
	opEntries  = "entries"
	opKept     = "kept"
	opRefused  = "refused"
	opPong     = "pong"
)

// Why a message was not kept. The first three pass, and come with a time.
const (
	codeUnavailable = "unavailable"
	codeSlowDown    = "slow_down"
	codeBehind      = "behind"
	codeEmpty       = "empty"
	codeTooLong     = "too_long"
	codeBadID       = "bad_id"
	codeBadFile     = "bad_file"
	codeConsent     = "consent"
)

// frameLimit is the longest frame that a client may send: a message of 4000 characters is at most 48 kB even if every
// UTF-16 unit is written as \uXXXX.
const frameLimit = 64 << 10

// asked is any frame of a client.
type asked struct {
	Op       string          `json:"op"`
	Token    string          `json:"token"`
	Cursor   channels.Cursor `json:"cursor"`
	Lang     string          `json:"lang"`
	Name     string          `json:"name"`
	ClientID string          `json:"client_id"`
	Text     string          `json:"text"`
	Files    []string        `json:"files"`   // ids of what was handed in
	Survey   *desk.Survey    `json:"survey"`  // it answers the questions behind the close; text says the same in words
	Consent  desk.Millis     `json:"consent"` // when the visitor agreed to the privacy notice, by the browser's clock; 0 = not
	At       desk.Millis     `json:"at"`
	Ordinal  int64           `json:"ordinal"` // of the entry that was seen
	Seq      int64           `json:"seq"`
}

type welcome struct {
	Op           string      `json:"op"`
	Visitor      string      `json:"visitor"`
	Organisation string      `json:"organisation"`
	MaxText      int         `json:"max_text"`
	MaxFile      int64       `json:"max_file"` // bytes; 0 = no files
	MaxFiles     int         `json:"max_files"`
	Typing       bool        `json:"typing"`   // the desk wants to know when the visitor writes
	Seen         bool        `json:"seen"`     // and what the visitor has read
	Standing     bool        `json:"standing"` // and answers how things stand
	Now          desk.Millis `json:"now"`
	Until        desk.Millis `json:"until,omitempty"` // of a signed identity: its exp
}

type entries struct {
	Op      string          `json:"op"`
	Entries []shownEntry    `json:"entries"`
	Cursor  channels.Cursor `json:"cursor"`
	More    bool            `json:"more"`
	Reset   bool            `json:"reset,omitempty"`
}

// answer is kept, refused, renewed, typing, standing or pong.
type answer struct {
	Op         string      `json:"op"`
	ClientID   string      `json:"client_id,omitempty"`
	Code       string      `json:"code,omitempty"`
	RetryAfter int64       `json:"retry_after_ms,omitempty"`
	Until      desk.Millis `json:"until,omitempty"`
	Standing   *standing   `json:"standing,omitempty"`
}

func kept(id string) answer { return answer{Op: opKept, ClientID: id} }

func refused(id, code string, wait time.Duration) answer {
	return answer{Op: opRefused, ClientID: id, Code: code, RetryAfter: wait.Milliseconds()}
}

// body is what Accept stores and Parse reads: one message as the visitor wrote it, with who wrote it.
type body struct {
	ClientID string       `json:"client_id"`
	Text     string       `json:"text"`
	Visitor  string       `json:"visitor"`
	Name     string       `json:"name,omitempty"`
	Lang     string       `json:"lang,omitempty"`
	Files    []string     `json:"files,omitempty"` // ids of what the visitor has handed in
	At       desk.Millis  `json:"at,omitempty"`    // the browser's clock
	Survey   *desk.Survey `json:"survey,omitempty"`
	Consent  desk.Millis  `json:"consent,omitempty"`
	Notice   string       `json:"notice,omitempty"` // address of what was agreed to
}

// encode never fails: the fields are strings and numbers.
func encode(v any) []byte {
	out, _ := json.Marshal(v)
	return out
}

// goodID says whether a client may use this as the id of a message. A UUID is one.
func goodID(id string) bool {
	for _, c := range id {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '_':
		default:
			return false
		}
	}
	return id != "" && len(id) <= 64
}
