package telegram

import (
	"bytes"
	"context"
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
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.barred != nil {
		return nil, c.barred
	}
	old := c.message(p.id("message_id"))
	if old == nil {
		return nil, badRequest("message to edit not found")
	}
	if old.From == nil || old.From.ID != b.id {
		return nil, badRequest("message can't be edited")
	}
	m := *old
	m.Text, m.Entities, m.Markup = text, p.raw("entities"), inlineOnly(markup)
	if m.Text == old.Text && bytes.Equal(m.Markup, old.Markup) && bytes.Equal(m.Entities, old.Entities) {
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
	}
	delete(c.messages, id)
	return true, nil
}
