package webhook

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firstline/channels"
	"firstline/internal/desk"
)

// message is one body that the other side posts. A body of ours, brought back, has another form: it is no message.
type message struct {
	ID           string      `json:"id"`           // unique within the conversation; the same id again is the same message
	Conversation string      `json:"conversation"` // where answers go
	Order        int64       `json:"order"`        // ascending within the conversation; 0 = in the order of arrival
	Kind         string      `json:"kind"`         // one of desk.Kind, or seen; empty = text
	Text         string      `json:"text"`
	Note         string      `json:"note"`     // what a message without text is: a file's name
	ReplyTo      string      `json:"reply_to"` // the id of the message it answers; of an edit: of the one that is changed
	Through      string      `json:"through"`  // of kind seen: the id of the delivery up to which the customer has read
	SentAt       desk.Millis `json:"sent_at"`  // 0 = not said; a time to come counts as the arrival
	Language     string      `json:"language"` // BCP 47
	Title        string      `json:"title"`    // of a group
	Files        []struct {
		URL  string `json:"url"`  // where it can be fetched, by whoever has the address
		Name string `json:"name"` // as its sender named it
		Type string `json:"type"` // MIME type
	} `json:"files"`
	Sender struct {
		ID   string `json:"id"` // empty = the conversation
		Name string `json:"name"`
	} `json:"sender"`
}

// What a body may carry, in bytes; the rest of a longer name or note is cut off. Id and conversation together make the
// event's id (at most 200 bytes).
const (
	longID           = 64
	longConversation = 128
	longName         = 200
	longNote         = 500
)

// Identify implements channels.Webhook. Event ids are made of the message's id and the conversation, so that the other
// side may count each conversation from one.
func (a *Adapter) Identify(body []byte) (channels.Identity, bool) {
	m, err := read(body)
	if err != nil {
		return channels.Identity{}, false
	}
	return channels.Identity{EventID: m.ID + " " + m.Conversation, Key: m.Conversation, Order: max(m.Order, 0)}, true
}

// read decodes a body and checks what names it.
func read(body []byte) (message, error) {
	var m message
	if err := json.Unmarshal(body, &m); err != nil {
		return m, fmt.Errorf("webhook: the body cannot be read: %w", err)
	}
	if !visible(m.ID, longID) {
		return m, errors.New("webhook: id is missing, longer than 64 or not of visible ASCII characters")
	}
	if !printable(m.Conversation, longConversation) {
		return m, errors.New("webhook: conversation is missing, longer than 128 bytes or has unprintable characters")
	}
	return m, nil
}

// visible says that an id is of ASCII characters without blanks, and not empty.
func visible(s string, most int) bool {
	return s != "" && len(s) <= most && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
}

// printable says that a name is of characters that one sees, or plain blanks, and not empty.
func printable(s string, most int) bool {
	return s != "" && len(s) <= most && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == utf8.RuneError })
}

// Parse implements channels.Adapter. A text without letters gives no event.
func (a *Adapter) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	m, err := read(raw.Body)
	if err != nil {
		return nil, err
	}
	if m.Kind == kindSeen {
		in, err := m.seen(raw.Address())
		if a.cfg.NoReceipts {
			in = nil
		}
		return in, err
	}
	in := desk.Inbound{Address: raw.Address(), ExternalID: m.ID, SenderID: m.Sender.ID, SenderName: cut(m.Sender.Name, longName),
		Kind: desk.KindText, Text: channels.Storable(m.Text), Note: cut(m.Note, longNote), SentAt: min(max(m.SentAt, 0), raw.Received),
		Title: cut(m.Title, longName)}
	if visible(m.ReplyTo, longID) {
		in.ReplyTo = m.ReplyTo
	}
	if visible(m.Language, 35) {
		in.Language = m.Language
	}
	if !printable(in.SenderID, longName) {
		in.SenderID = m.Conversation
	}
	if m.Kind != "" {
		in.Kind, in.Note = kindOf(m.Kind, in.Note)
	}
	if in.Kind != desk.KindEdit { // the files of a message stay what they were
		in.Files = m.named()
	}
	if len(in.Files) > 0 && !in.Kind.HasFile() {
		in.Kind = in.Files[0].Kind
	}
	switch {
	case in.Kind == desk.KindEdit && in.ReplyTo == "":
		return nil, errors.New("webhook: an edit does not say in reply_to which message it changes")
	case in.Kind == desk.KindText && strings.TrimSpace(in.Text) == "":
		return nil, nil
	}
	return []desk.Inbound{in}, nil
}

// kindSeen is the kind of a body that brings no message: the customer has read what was delivered.
const kindSeen = "seen"

func (m *message) seen(at desk.Address) ([]desk.Inbound, error) {
	place, ok := desk.ReadPlace(m.Through)
	if !ok || !visible(m.Through, longID) {
		return nil, errors.New("webhook: through is not the id of a delivery")
	}
	return []desk.Inbound{{Address: at, Seen: &place}}, nil
}

// mostFiles is how many files of one message are taken; longURL bounds the address of each, in bytes.
const (
	mostFiles = 10
	longURL   = 2000
)

// named are the files that a message names; one without a usable address is shown as what did not come.
func (m *message) named() []desk.File {
	var out []desk.File
	for _, f := range m.Files[:min(len(m.Files), mostFiles)] {
		file := desk.File{Kind: fileKind(m.Kind, f.Type), Name: channels.Storable(f.Name), Type: cut(f.Type, longName)}
		if visible(f.URL, longURL) {
			file.Ref = f.URL
		}
		out = append(out, file)
	}
	return out
}

// fileKind is the message's kind where that is one of files, else what the type says.
func fileKind(kind, typ string) desk.Kind {
	if k := desk.Kind(kind); k.HasFile() {
		return k
	}
	return channels.KindOf(typ)
}

// kindOf is the kind; one that the desk has no name for is shown under the other side's.
func kindOf(kind, note string) (desk.Kind, string) {
	known := []desk.Kind{desk.KindText, desk.KindPhoto, desk.KindVideo, desk.KindVoice, desk.KindAudio, desk.KindDocument,
		desk.KindSticker, desk.KindLocation, desk.KindContact, desk.KindEdit}
	if k := desk.Kind(kind); slices.Contains(known, k) {
		return k, note
	}
	return desk.KindUnknown, cut(strings.TrimSpace(kind+" "+note), longNote)
}

// cut makes a short text storable and keeps its beginning.
func cut(s string, most int) string { return channels.Cut(channels.Storable(s), most) }
