package telegram

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
)

// Parse implements channels.Adapter. Updates that are nothing a person did (bots, posts of channels, services, kinds that
// Telegram added later) give no event.
func (a *account) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	var u update
	if err := json.Unmarshal(raw.Body, &u); err != nil {
		return nil, fmt.Errorf("telegram: update cannot be read: %w", err)
	}
	var in desk.Inbound
	switch {
	case u.Message != nil:
		in = said(raw, u.Message)
	case u.Edited != nil:
		in = edited(said(raw, u.Edited), u.ID)
	case u.Member != nil:
		in = member(u.Member)
	case u.Press != nil:
		in = pressed(raw, u.Press)
	case u.React != nil:
		in = reacted(raw, u.React, u.ID)
	}
	if in.Kind == "" && in.Notice == "" {
		return nil, nil
	}
	if raw.Key == "" {
		return nil, errors.New("telegram: message without a chat")
	}
	in.Address = raw.Address()
	return []desk.Inbound{in}, nil
}

// said reads a message; without a kind and without a notice it is nothing that a customer said: joined, left, pinned.
func said(raw desk.Raw, m *message) desk.Inbound {
	if m.WasChat != 0 {
		return desk.Inbound{Notice: desk.NoticeMoved, Was: key(m.WasChat, 0)}
	}
	if m.From == nil || m.Chat.Type == channel || m.Copied || m.From.IsBot && m.As == nil {
		return desk.Inbound{}
	}
	kind, note := kindOf(m)
	in := desk.Inbound{ExternalID: ref(raw.Key, m.Chat.ID, m.ID), Language: channels.Storable(m.From.Language), Kind: kind, Text: channels.Storable(words(m)),
		Note: channels.Storable(note), Title: channels.Storable(m.Chat.Title), SentAt: desk.Millis(m.Date * 1000), Files: files(m)}
	in.SenderID, in.SenderName = sender(m)
	if m.ReplyTo != nil {
		in.ReplyTo = ref(raw.Key, m.Chat.ID, m.ReplyTo.ID)
	}
	return in
}

// sender is who wrote: a person, or the channel or group in whose name somebody wrote; behind those stands a bot of
// Telegram's that hides the person.
func sender(m *message) (id, name string) {
	if m.As != nil {
		return number(m.As.ID), channels.Storable(m.As.Title)
	}
	return number(m.From.ID), m.From.name()
}

// name is a person's, as people read it.
func (p *person) name() string { return channels.Storable(strings.TrimSpace(p.First + " " + p.Last)) }

// edited makes a message the news that it was changed. Two edits can share a second: the update tells them apart.
func edited(in desk.Inbound, update int64) desk.Inbound {
	if in.Kind == "" {
		return desk.Inbound{}
	}
	in.Kind, in.Files, in.ReplyTo = desk.KindEdit, nil, in.ExternalID // another picture in the place of one is not told
	in.ExternalID = fmt.Sprintf("%s@%d", in.ExternalID, update)
	return in
}

// reacted reads the signs that somebody has put below a message; none when they were taken back. Signs that are no
// characters stand as a question mark.
func reacted(raw desk.Raw, r *reaction, update int64) desk.Inbound {
	if r.User == nil || r.User.IsBot || r.strange(raw.Key) {
		return desk.Inbound{}
	}
	in := desk.Inbound{ReplyTo: ref(raw.Key, r.Chat.ID, r.ID), Kind: desk.KindReaction, SenderID: number(r.User.ID), SenderName: r.User.name(),
		Language: channels.Storable(r.User.Language), SentAt: desk.Millis(r.Date * 1000)}
	in.ExternalID = fmt.Sprintf("%s@%d", in.ReplyTo, update)
	if group := number(r.Chat.ID); r.Chat.Forum && raw.Key == group && raw.EventID == number(update) { // under another id it has come home
		in.Stray = group // General or one of the topics: Telegram does not say in which the message stands
	}
	for _, s := range r.New {
		sign := cmp.Or(s.Emoji, "❔")
		if s.Type == "paid" {
			sign = "⭐"
		}
		in.Text += channels.Storable(sign)
	}
	return in
}

// strange says that a reaction was brought into another group, whose number only begins like its own.
func (r *reaction) strange(conversation string) bool {
	own, _, _ := strings.Cut(conversation, "/")
	group := number(r.Chat.ID)
	return own != group && strings.HasPrefix(own, group)
}

// member reads what became of the bot in a chat: in a private one the person blocked it or does so no more.
func member(m *membership) desk.Inbound {
	was, is := outside(m.Old.Status), outside(m.New.Status)
	switch {
	case was == is || m.Chat.Type == channel:
		return desk.Inbound{}
	case !is:
		return desk.Inbound{Notice: desk.NoticeBack}
	case m.Chat.Type == private:
		return desk.Inbound{Notice: desk.NoticeBlocked}
	}
	return desk.Inbound{Notice: desk.NoticeRemoved}
}

// outside says whether the bot hears nothing in a chat where it has this status.
func outside(status string) bool { return status == "kicked" || status == "left" }

// ref names a message. Ids begin anew when a group becomes a supergroup: those of a chat that is not the conversation's
// own carry the chat's.
func ref(conversation string, chat, id int64) string {
	own, _, _ := strings.Cut(conversation, "/")
	if here := number(chat); here != own {
		return here + ":" + number(id)
	}
	return number(id)
}

// number is one of Telegram's as text.
func number(n int64) string { return strconv.FormatInt(n, 10) }

// words are what the person wrote: the text, or what stands below a picture.
func words(m *message) string {
	if m.Text != "" {
		return plain(m.Text, m.Entities)
	}
	return plain(m.Caption, m.CaptionEntities)
}

// kindOf says what a message is, and how to show it where its file is not there.
func kindOf(m *message) (desk.Kind, string) {
	if m.Text != "" {
		return desk.KindText, ""
	}
	kind, f := m.file()
	switch {
	case f == nil:
		return told(m)
	case kind == desk.KindSticker:
		return kind, f.Emoji
	case f.Name == "" && f.Duration > 0:
		return kind, fmt.Sprintf("%d s", f.Duration)
	}
	return kind, f.Name
}

// told are the kinds that have no file.
func told(m *message) (desk.Kind, string) {
	switch {
	case m.Venue != nil && m.Location != nil: // Telegram sends both
		return desk.KindLocation, m.Venue.Title + ", " + m.Venue.Address + " (" + m.Location.point() + ")"
	case m.Venue != nil:
		return desk.KindLocation, m.Venue.Title + ", " + m.Venue.Address
	case m.Location != nil:
		return desk.KindLocation, m.Location.point()
	case m.Contact != nil:
		return desk.KindContact, strings.TrimSpace(m.Contact.First+" "+m.Contact.Last) + " " + m.Contact.Phone
	case m.Poll != nil, m.Dice != nil, m.Story != nil, m.Paid != nil:
		return desk.KindUnknown, "a kind of message that is not shown here yet"
	}
	return "", ""
}
