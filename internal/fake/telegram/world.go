package telegram

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Kinds of chats.
const (
	privateChat = "private"
	groupChat   = "group"
	superChat   = "supergroup"
)

// User is a person as one bot sees them. Its methods do not block and may be
// called concurrently; what one person does in one chat reaches the bot in the
// order of the calls.
type User struct {
	bot *Bot

	mu   sync.Mutex
	info userJSON
}

// Chat is a chat of one bot. Groups show the bot every message, as with
// privacy mode off.
type Chat struct {
	bot  *Bot
	id   int64
	user *User // of a private chat, else nil

	mu       sync.Mutex
	info     chatJSON
	last     int64 // the newest message_id
	messages map[int64]*messageJSON
	barred   *apiError // why the bot cannot write here, or nil
	buckets  chatBuckets
	actions  []string // that the bot was seen doing, such as typing
}

// Actions are what the chat has seen the bot doing, in order.
func (c *Chat) Actions() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.actions)
}

// User makes a person known, or renames the one there is. name is "First" or
// "First Last"; lang is an IETF tag or empty. To the bot the chat with them does not exist until they use it.
func (b *Bot) User(id int64, name, lang string) *User {
	b.world.Lock()
	defer b.world.Unlock()
	u := b.users[id]
	if u == nil {
		u = &User{bot: b}
		b.users[id] = u
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	first, last, _ := strings.Cut(name, " ")
	u.info.ID, u.info.FirstName, u.info.LastName, u.info.Language = id, first, last, lang
	return u
}

// Username gives the person a public name, without "@".
func (u *User) Username(name string) *User {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.info.Username = name
	return u
}

// ID is the person's number, and that of the private chat with them.
func (u *User) ID() int64 { return u.json().ID }

func (u *User) json() *userJSON {
	u.mu.Lock()
	defer u.mu.Unlock()
	info := u.info
	return &info
}

// Private is the chat between the person and the bot; it opens the chat, like a
// press on "start", so that the bot may write.
func (u *User) Private() *Chat {
	info := u.json()
	return u.bot.chat(info.ID, func() *Chat { return &Chat{user: u, info: chatJSON{Type: privateChat}} })
}

// Group makes a basic group known to the bot, which is then a member; ids of
// groups are negative.
func (b *Bot) Group(id int64, title string) *Chat {
	return b.chat(id, func() *Chat { return &Chat{info: chatJSON{Title: title, Type: groupChat}} })
}

// Supergroup makes a supergroup known; its id looks like -1001234567890. With
// forum it has topics: every message_thread_id above 1 is one.
func (b *Bot) Supergroup(id int64, title string, forum bool) *Chat {
	return b.chat(id, func() *Chat { return &Chat{info: chatJSON{Title: title, Type: superChat, IsForum: forum}} })
}

// chat returns the chat with this id, making it if there is none.
func (b *Bot) chat(id int64, fresh func() *Chat) *Chat {
	b.world.RLock()
	c := b.chats[id]
	b.world.RUnlock()
	if c != nil {
		return c
	}
	b.world.Lock()
	defer b.world.Unlock()
	if c := b.chats[id]; c != nil {
		return c
	}
	c = fresh()
	c.bot, c.id, c.info.ID = b, id, id
	c.last, c.messages = b.srv.opts.FirstID-1, map[int64]*messageJSON{}
	b.chats[id] = c
	return c
}

// chatFor is S: Client::check_chat: it finds the chat of a chat_id argument.
func (b *Bot) chatFor(arg string) (*Chat, *apiError) {
	if arg == "" {
		return nil, badRequest("chat_id is empty")
	}
	if name, named := strings.CutPrefix(arg, "@"); named {
		if c := b.chatNamed(name); c != nil {
			return c, nil
		}
		return nil, badRequest("chat not found")
	}
	id, _ := strconv.ParseInt(strings.TrimSpace(arg), 10, 64)
	b.world.RLock()
	c := b.chats[id]
	b.world.RUnlock()
	switch {
	case c != nil:
		return c, nil
	case id > 0 && b.srv.opts.AutoChats:
		return b.person(id).Private(), nil
	}
	return nil, badRequest("chat not found")
}

// person returns the user with this id, making a nameless one if need be.
func (b *Bot) person(id int64) *User {
	b.world.RLock()
	u := b.users[id]
	b.world.RUnlock()
	if u == nil {
		u = b.User(id, "User", "")
	}
	return u
}

// chatNamed finds a public supergroup. People cannot be written to by name.
func (b *Bot) chatNamed(name string) *Chat {
	b.world.RLock()
	defer b.world.RUnlock()
	for _, c := range b.chats {
		if c.user == nil && strings.EqualFold(c.json().Username, name) {
			return c
		}
	}
	return nil
}

// ID is the chat's number.
func (c *Chat) ID() int64 { return c.id }

// Username gives a supergroup a public name, without "@".
func (c *Chat) Username(name string) *Chat {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.info.Username = name
	return c
}

// json takes the chat's lock; jsonLocked wants it held.
func (c *Chat) json() *chatJSON {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.jsonLocked()
}

func (c *Chat) jsonLocked() *chatJSON {
	info := c.info
	if c.user != nil {
		u := c.user.json()
		info.FirstName, info.LastName, info.Username = u.FirstName, u.LastName, u.Username
	}
	return &info
}

// add gives m the next message_id and keeps it. The chat's lock is held.
func (c *Chat) add(m *messageJSON) {
	c.last++
	m.ID, m.Chat, m.Date = c.last, c.jsonLocked(), time.Now().Unix()
	c.messages[m.ID] = m
	delete(c.messages, m.ID-int64(c.bot.srv.opts.KeepMessages))
}

// message is one that the chat still has, or nil. The lock is held.
func (c *Chat) message(id int64) *messageJSON { return c.messages[id] }

// push queues an update about this chat in the line of its messages. The lock
// is held, so that updates come in the order of message ids.
func (c *Chat) push(kind string, m *messageJSON) int64 {
	n := news{kind: kind, payload: m, line: c.id, life: messageLife, chat: c.id, msg: m.ID, text: m.Text}
	if m.From != nil {
		n.user = m.From.ID
	}
	return c.bot.push(n)
}

// inlineOnly is the part of a reply_markup that a message shows: only inline
// keyboards belong to the message, the others to the person's keyboard.
func inlineOnly(markup json.RawMessage) json.RawMessage {
	var kind struct {
		Inline json.RawMessage `json:"inline_keyboard"`
	}
	if len(markup) == 0 || json.Unmarshal(markup, &kind) != nil || kind.Inline == nil {
		return nil
	}
	return markup
}
