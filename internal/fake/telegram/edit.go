package telegram

import (
	"bytes"
	"context"
	"strings"
	"time"
)

// editMessageText is S: Client::process_edit_message_text_query. Inline
// messages, which have no chat, are not known here.
func editMessageText(_ context.Context, b *Bot, p params) (any, *apiError) {
	text, markup, err := checkedText(p)
	if err != nil {
		return nil, err
	}
	c, err := b.chatFor(p.str("chat_id"))
	if err != nil {
		return nil, err
	}
	entities := p.raw("entities")
	return c.edit(b, p.id("message_id"), func(m *messageJSON) *apiError {
		if m.mediaJSON != nil {
			return badRequest("there is no text in the message to edit")
		}
		m.Text, m.Entities, m.Markup = text, entities, inlineOnly(markup)
		return nil
	})
}

// editMessageCaption is S: Client::process_edit_message_caption_query.
func editMessageCaption(_ context.Context, b *Bot, p params) (any, *apiError) {
	caption := strings.TrimSpace(p.str("caption"))
	if utf16Len(caption) > maxCaption {
		return nil, badRequest("message caption is too long")
	}
	markup, err := p.markup()
	if err != nil {
		return nil, err
	}
	c, err := b.chatFor(p.str("chat_id"))
	if err != nil {
		return nil, err
	}
	return c.edit(b, p.id("message_id"), func(m *messageJSON) *apiError {
		if m.mediaJSON == nil {
			return badRequest("there is no caption in the message to edit")
		}
		media := *m.mediaJSON
		media.Caption = caption
		m.mediaJSON, m.Markup = &media, inlineOnly(markup)
		return nil
	})
}

// edit changes a message of the bot's own.
func (c *Chat) edit(b *Bot, id int64, change func(*messageJSON) *apiError) (any, *apiError) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.barred != nil {
		return nil, c.barred
	}
	old := c.message(id)
	if old == nil {
		return nil, badRequest("message to edit not found")
	}
	if old.From == nil || old.From.ID != b.id {
		return nil, badRequest("message can't be edited")
	}
	m := *old
	if err := change(&m); err != nil {
		return nil, err
	}
	if m.words() == old.words() && bytes.Equal(m.Markup, old.Markup) && bytes.Equal(m.Entities, old.Entities) {
		// S: fail_query_with_error, MESSAGE_NOT_MODIFIED
		return nil, badRequest("message is not modified: specified new message content and reply markup " +
			"are exactly the same as a current content and reply markup of the message")
	}
	if err := b.srv.spend(&c.buckets, &b.overall, c.user == nil); err != nil {
		return nil, err
	}
	m.EditDate = time.Now().Unix()
	c.messages[m.ID] = &m
	return &m, nil
}

// words are the text, or what stands below a file.
func (m *messageJSON) words() string {
	if m.mediaJSON != nil {
		return m.Caption
	}
	return m.Text
}

// deletable: D: deleteMessage, "only if it was sent less than 48 hours ago".
const deletable = 48 * time.Hour

// deleteMessage is S: Client::process_delete_message_query. In groups the bot
// is no administrator and deletes only its own messages.
func deleteMessage(_ context.Context, b *Bot, p params) (any, *apiError) {
	if p.str("chat_id") == "" {
		return nil, badRequest("chat identifier is not specified")
	}
	id := p.id("message_id")
	if id == 0 {
		return nil, badRequest("message identifier is not specified")
	}
	c, err := b.chatFor(p.str("chat_id"))
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	m := c.message(id)
	switch {
	case c.barred != nil:
		return nil, c.barred
	case m == nil:
		return nil, badRequest("message to delete not found")
	case c.user == nil && (m.From == nil || m.From.ID != b.id):
		return nil, badRequest("message can't be deleted")
	case time.Since(time.Unix(m.Date, 0)) >= deletable:
		return nil, badRequest("message can't be deleted for everyone")
	}
	delete(c.messages, id)
	return true, nil
}
