package telegram

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Say writes a text and returns the ids of the update and of the message. A
// nil chat is the private one. The update is 0 if the bot's allowed_updates
// leave it out; both are 0 if the person has blocked the bot or the bot is not
// in the chat.
func (u *User) Say(chat *Chat, text string) (updateID, messageID int64) {
	return u.Send(chat, Content{Text: text})
}

// Send writes a message of any kind; see [User.Say] for the results.
func (u *User) Send(chat *Chat, content Content) (updateID, messageID int64) {
	if chat == nil {
		chat = u.Private()
	}
	m := u.bot.compose(content)
	m.From = u.json()
	chat.mu.Lock()
	defer chat.mu.Unlock()
	if chat.barred != nil {
		return 0, 0
	}
	if content.ReplyTo != 0 {
		if to := chat.message(content.ReplyTo); to != nil {
			m.ReplyTo = to.without()
		}
	}
	chat.add(m)
	return chat.push("message", m), m.ID
}

// Edit changes the text, or the caption, of a message that the person wrote.
func (u *User) Edit(chat *Chat, messageID int64, text string) (updateID int64, err error) {
	if chat == nil {
		chat = u.Private()
	}
	chat.mu.Lock()
	defer chat.mu.Unlock()
	old := chat.message(messageID)
	if old == nil || old.From == nil || old.From.ID != u.ID() {
		return 0, fmt.Errorf("telegram stand-in: chat %d has no message %d of user %d", chat.id, messageID, u.ID())
	}
	m := *old
	m.EditDate = time.Now().Unix()
	if m.mediaJSON != nil {
		media := *m.mediaJSON
		media.Caption = text
		m.mediaJSON = &media
	} else {
		m.Text, m.Entities = text, commands(text)
	}
	chat.messages[m.ID] = &m
	return chat.push("edited_message", &m), nil
}

// Tap presses the inline button with this callback data under a message of the
// bot. It fails if there is no such button.
func (u *User) Tap(chat *Chat, messageID int64, data string) (updateID int64, queryID string, err error) {
	if chat == nil {
		chat = u.Private()
	}
	chat.mu.Lock()
	defer chat.mu.Unlock()
	m := chat.message(messageID)
	if m == nil || !hasButton(m.Markup, data) {
		return 0, "", fmt.Errorf("telegram stand-in: message %d in chat %d has no button %q", messageID, chat.id, data)
	}
	from := u.json()
	queryID = strconv.FormatInt(from.ID<<20+u.bot.srv.number(), 10)
	u.bot.openTap(queryID)
	// S: Client::process_new_callback_query_queue: taps are a line of their
	// own for each person, beside that of the messages.
	return u.bot.push(news{
		kind: "callback_query", line: from.ID + lineCallback, life: callbackLife,
		payload: callbackJSON{ID: queryID, From: from, Message: m, Data: data,
			ChatInstance: strconv.FormatInt(chat.id*7919, 10)},
		chat: chat.id, user: from.ID, msg: messageID, text: data,
	}), queryID, nil
}

func hasButton(markup json.RawMessage, data string) bool {
	var keyboard struct {
		Rows [][]struct {
			Data *string `json:"callback_data"`
		} `json:"inline_keyboard"`
	}
	if json.Unmarshal(markup, &keyboard) != nil {
		return false
	}
	for _, row := range keyboard.Rows {
		for _, button := range row {
			if button.Data != nil && *button.Data == data {
				return true
			}
		}
	}
	return false
}

// Block blocks or unblocks the bot and returns the my_chat_member update, or 0
// if nothing changed.
func (u *User) Block(blocked bool) (updateID int64) {
	c := u.Private()
	if !blocked {
		return c.setMember(u, nil, "kicked", "member")
	}
	return c.setMember(u, forbidden("bot was blocked by the user"), "member", "kicked")
}

// Deactivate deletes the person's account. No update tells the bot.
func (u *User) Deactivate() {
	c := u.Private()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.barred = forbidden("user is deactivated")
}

// Kick removes the bot from a group and returns the my_chat_member update.
func (c *Chat) Kick(by *User) (updateID int64) {
	return c.setMember(by, forbidden("bot was kicked from the "+c.json().Type+" chat"), "member", "kicked")
}

// Invite brings a kicked bot back and returns the my_chat_member update.
func (c *Chat) Invite(by *User) (updateID int64) {
	return c.setMember(by, nil, "kicked", "member")
}

func (c *Chat) setMember(by *User, barred *apiError, was, is string) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	if (c.barred != nil) == (barred != nil) {
		return 0
	}
	c.barred = barred
	from, now := by.json(), time.Now()
	state := func(status string) memberState {
		s := memberState{User: c.bot.me, Status: status}
		if status == "kicked" {
			s.Until = new(int64)
		}
		return s
	}
	return c.bot.push(news{
		kind: "my_chat_member", line: c.id + lineMember, life: messageLife,
		payload: memberJSON{Chat: c.jsonLocked(), From: from, Date: now.Unix(), Old: state(was), New: state(is)},
		chat:    c.id, user: from.ID, text: is,
	})
}

// Migrate upgrades a basic group to the supergroup with the given id, which it
// returns. Sends to the old chat fail from then on with migrate_to_chat_id.
func (c *Chat) Migrate(by *User, id int64) *Chat {
	super := c.bot.Supergroup(id, c.json().Title, false)
	from := by.json()
	c.mu.Lock()
	to := &messageJSON{From: from, serviceJSON: &serviceJSON{MigrateTo: id}}
	c.add(to)
	c.push("message", to)
	c.barred = migrated(id)
	c.mu.Unlock()
	super.mu.Lock()
	defer super.mu.Unlock()
	back := &messageJSON{From: from, serviceJSON: &serviceJSON{MigrateFrom: c.id}}
	super.add(back)
	super.push("message", back)
	return super
}

// Join adds the person to a group; the service message tells the bot.
func (u *User) Join(c *Chat) (updateID, messageID int64) {
	return u.service(c, &serviceJSON{Joined: []userJSON{*u.json()}})
}

// Leave takes the person out of a group; the service message tells the bot.
func (u *User) Leave(c *Chat) (updateID, messageID int64) {
	return u.service(c, &serviceJSON{Left: u.json()})
}

func (u *User) service(c *Chat, what *serviceJSON) (updateID, messageID int64) {
	m := &messageJSON{From: u.json(), serviceJSON: what}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(m)
	return c.push("message", m), m.ID
}

// commands marks the bot commands of a text, as Telegram does for people.
func commands(text string) json.RawMessage {
	if !strings.HasPrefix(text, "/") || len(text) < 2 {
		return nil
	}
	name, _, _ := strings.Cut(text, " ")
	entities, _ := json.Marshal([]map[string]any{{"type": "bot_command", "offset": 0, "length": utf16Len(name)}})
	return entities
}
