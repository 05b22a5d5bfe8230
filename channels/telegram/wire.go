package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"firstline/internal/desk"
)

// identity is the little that the accept path reads.
type identity struct {
	ID      *int64   `json:"update_id"`
	Message *located `json:"message"`
	Edited  *located `json:"edited_message"`
}

type located struct {
	Thread  int64 `json:"message_thread_id"`
	IsTopic bool  `json:"is_topic_message"`
	Chat    struct {
		ID int64 `json:"id"`
	} `json:"chat"`
}

func (u identity) message() *located {
	if u.Message != nil {
		return u.Message
	}
	return u.Edited
}

// thread is the topic; a reply chain in an ordinary group has a thread id too, and is no topic.
func (m *located) thread() int64 {
	if !m.IsTopic {
		return 0
	}
	return m.Thread
}

// Parse implements channels.Adapter. Updates that are no message of a person (bots, services, kinds that Telegram added
// later) give no event.
func (a *Adapter) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	var u models.Update
	if err := json.Unmarshal(raw.Body, &u); err != nil {
		return nil, fmt.Errorf("telegram: update cannot be read: %w", err)
	}
	m, edited := u.Message, false
	if m == nil {
		m, edited = u.EditedMessage, true
	}
	if m == nil || m.From == nil || m.From.IsBot {
		return nil, nil
	}
	if m.Chat.ID == 0 {
		return nil, errors.New("telegram: message without a chat")
	}
	kind, note := kindOf(m)
	in := desk.Inbound{Address: raw.Address(), ExternalID: strconv.Itoa(m.ID), SenderID: strconv.FormatInt(m.From.ID, 10),
		SenderName: clean(strings.TrimSpace(m.From.FirstName + " " + m.From.LastName)), Language: m.From.LanguageCode,
		Kind: kind, Text: clean(m.Text + m.Caption), Note: clean(note), SentAt: desk.Millis(int64(m.Date) * 1000)}
	if m.Chat.Title != "" {
		in.Title = clean(m.Chat.Title)
	}
	if m.ReplyToMessage != nil {
		in.ReplyTo = strconv.Itoa(m.ReplyToMessage.ID)
	}
	if edited {
		in.Kind, in.ReplyTo = desk.KindEdit, in.ExternalID
		in.ExternalID = fmt.Sprintf("%d@%d", m.ID, u.ID) // two edits can share a second
	}
	if in.Kind == "" {
		return nil, nil // joined, left, pinned: nothing that a customer said
	}
	return []desk.Inbound{in}, nil
}

// kindOf says what a message is, and how to show it without its content. Content itself is fetched by a later step.
func kindOf(m *models.Message) (desk.Kind, string) {
	switch {
	case m.Text != "":
		return desk.KindText, ""
	case len(m.Photo) > 0:
		return desk.KindPhoto, "photo"
	case m.Sticker != nil:
		return desk.KindSticker, m.Sticker.Emoji
	case m.Voice != nil:
		return desk.KindVoice, fmt.Sprintf("%d s", m.Voice.Duration)
	case m.VideoNote != nil:
		return desk.KindVideo, fmt.Sprintf("%d s", m.VideoNote.Duration)
	case m.Video != nil:
		return desk.KindVideo, m.Video.FileName
	case m.Audio != nil:
		return desk.KindAudio, m.Audio.FileName
	case m.Animation != nil:
		return desk.KindVideo, m.Animation.FileName
	case m.Document != nil:
		return desk.KindDocument, m.Document.FileName
	case m.Venue != nil:
		return desk.KindLocation, m.Venue.Title + ", " + m.Venue.Address
	case m.Location != nil:
		return desk.KindLocation, fmt.Sprintf("%.6f, %.6f", m.Location.Latitude, m.Location.Longitude)
	case m.Contact != nil:
		return desk.KindContact, m.Contact.FirstName + " " + m.Contact.PhoneNumber
	case m.Poll != nil, m.Dice != nil, m.Story != nil, m.PaidMedia != nil:
		return desk.KindUnknown, "a kind of message that is not shown here yet"
	}
	return "", ""
}

// clean makes a text storable: valid UTF-8 without NUL. The raw body is kept as it came.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
