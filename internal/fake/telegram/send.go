package telegram

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf16"
)

// maxText: D: sendMessage, "1-4096 characters", which are UTF-16 code units.
const maxText = 4096

// sendMessage is S: Client::process_send_message_query: it checks the text, then
// the markup, and the rest by post.
func sendMessage(_ context.Context, b *Bot, p params) (any, *apiError) {
	text, markup, err := checkedText(p)
	if err != nil {
		return nil, err
	}
	c, err := b.chatFor(p.str("chat_id"))
	if err != nil {
		return nil, err
	}
	m := &messageJSON{From: &b.me, Text: text, Entities: p.raw("entities"), Markup: inlineOnly(markup)}
	return c.post(b, p, m)
}

// post puts a bot's message into the chat: S: Client::do_send_message. It checks
// the chat, the topic, the message that is answered and the limits, in that order.
func (c *Chat) post(b *Bot, p params, m *messageJSON) (any, *apiError) {
	reply, thread := p.reply(), p.id("message_thread_id")
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.mayWrite(thread); err != nil {
		return nil, err
	}
	if thread != 0 && c.info.IsForum {
		m.Thread, m.IsTopic = thread, true
	}
	if reply.MessageID > 0 {
		to := c.message(reply.MessageID)
		if to == nil && !reply.Optional {
			return nil, badRequest("message to be replied not found")
		}
		if to != nil {
			m.ReplyTo = to.without()
		}
	}
	if err := b.srv.spend(&c.buckets, &b.overall, c.user == nil); err != nil {
		return nil, err
	}
	c.add(m)
	return m, nil
}

// mayWrite is S: Client::check_chat_access and check_message_topic. A topic
// named in a chat without topics is ignored, as there. The lock is held.
func (c *Chat) mayWrite(thread int64) *apiError {
	if c.barred != nil {
		return c.barred
	}
	const general = 1 // S: GENERAL_FORUM_TOPIC_ID must be left out
	if c.info.IsForum && thread == general {
		return badRequest("message thread not found")
	}
	return nil
}

// checkedText is S: Client::get_input_message_text with the checks of the
// library behind it. Markup languages are accepted and not read.
func checkedText(p params) (text string, markup json.RawMessage, err *apiError) {
	raw := p.str("text")
	text = strings.TrimSpace(raw)
	switch {
	case raw == "":
		return "", nil, badRequest("message text is empty")
	case p.badUTF8:
		return "", nil, badRequest("strings must be encoded in UTF-8")
	case text == "":
		return "", nil, badRequest("text must be non-empty")
	case utf16Len(text) > maxText:
		return "", nil, badRequest("message is too long")
	}
	if p.str("entities") != "" {
		text = raw // their offsets count from the untrimmed start
	}
	markup, err = p.markup()
	return text, markup, err
}

// markup is S: Client::get_reply_markup; nil if there is none.
func (p params) markup() (json.RawMessage, *apiError) {
	s := p.str("reply_markup")
	if s == "" {
		return nil, nil
	}
	markup := p.raw("reply_markup")
	if markup == nil {
		return nil, badRequest("can't parse reply keyboard markup JSON object")
	}
	if markup[0] != '{' {
		return nil, badRequest("object expected as reply markup")
	}
	return markup, nil
}

// utf16Len is the length of s in UTF-16 code units, Telegram's measure.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}
