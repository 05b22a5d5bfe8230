package slack

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// world is the workspace: its people, its channels and what was said. The server's lock guards it.
type world struct {
	users    map[string]*user
	channels map[string]*channel
	files    map[string]*stored
	serial   int64 // of ids
	last     int64 // microseconds of the latest ts, so that each is later than the one before
}

type user struct {
	id, name, locale string
	deleted          bool
}

// The kinds of conversation, as an event's channel_type calls them (T:message).
const (
	kindIM      = "im"
	kindChannel = "channel"
	kindGroup   = "group" // a private channel
)

type channel struct {
	id, name, kind string
	with           string // the person of a direct message
	member         bool   // the bot is in it
	archived       bool
	messages       []*message
	sent           time.Time // of the bot's latest message, for the limit
	credit         float64
}

// message is one line as Slack stores it. Fields of the wire carry their names (T:message).
type message struct {
	Type       string  `json:"type"`
	Subtype    string  `json:"subtype,omitempty"`
	User       string  `json:"user,omitempty"`
	BotID      string  `json:"bot_id,omitempty"`
	AppID      string  `json:"app_id,omitempty"`
	Text       string  `json:"text"`
	TS         string  `json:"ts"`
	ThreadTS   string  `json:"thread_ts,omitempty"`
	ParentUser string  `json:"parent_user_id,omitempty"`
	ClientID   string  `json:"client_msg_id,omitempty"`
	Team       string  `json:"team,omitempty"`
	Edited     *edited `json:"edited,omitempty"`
	Files      []File  `json:"files,omitempty"`
	Hidden     bool    `json:"hidden,omitempty"`

	Blocks json.RawMessage `json:"blocks,omitempty"` // as they came: this server renders nothing
}

type edited struct {
	User string `json:"user"`
	TS   string `json:"ts"`
}

func newWorld() world {
	w := world{users: map[string]*user{}, channels: map[string]*channel{}, files: map[string]*stored{}}
	w.users[BotUser] = &user{id: BotUser, name: "firstline", locale: "en-US"}
	return w
}

// id is a new id of Slack's form: the letter of its kind, then a number of eight places.
func (w *world) id(letter string) string {
	w.serial++
	return fmt.Sprintf("%s%08d", letter, w.serial)
}

// ts is a message's name and time: seconds, a point, six digits; unique in the whole workspace here.
func (w *world) ts() string {
	now := time.Now().UnixMicro()
	w.last = max(now, w.last+1)
	return fmt.Sprintf("%d.%06d", w.last/1e6, w.last%1e6)
}

// isTS says whether a text has the form of a ts.
func isTS(s string) bool {
	seconds, micro, _ := strings.Cut(s, ".")
	return seconds != "" && micro != "" && strings.Trim(seconds+micro, "0123456789") == ""
}

// dm is the direct message with a person; a new one is opened as M:conversations.open does.
func (w *world) dm(person string) *channel {
	for _, c := range w.channels {
		if c.kind == kindIM && c.with == person {
			return c
		}
	}
	c := &channel{id: w.id("D"), kind: kindIM, with: person, member: true}
	w.channels[c.id] = c
	return c
}

func (c *channel) find(ts string) *message {
	i := slices.IndexFunc(c.messages, func(m *message) bool { return m.TS == ts })
	if i < 0 {
		return nil
	}
	return c.messages[i]
}

// add puts a line into the channel; a reply learns who began its thread.
func (c *channel) add(m *message) {
	if root := c.find(m.ThreadTS); root != nil && root != m {
		m.ParentUser = root.User
		root.ThreadTS = root.TS
	}
	c.messages = append(c.messages, m)
}

// mentions says whether the app is spoken to by name (T:app_mention).
func mentions(text string) bool { return strings.Contains(text, "<@"+BotUser+">") }
