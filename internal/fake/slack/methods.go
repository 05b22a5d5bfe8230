package slack

import (
	"cmp"
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// maxText is where Slack cuts a text (M:chat.postMessage: "Slack will truncate messages containing more than 40,000
// characters").
const maxText = 40_000

func apiTest(*Server, args, *http.Request) (map[string]any, *refusal) { return map[string]any{}, nil }

func authTest(*Server, args, *http.Request) (map[string]any, *refusal) {
	return map[string]any{"url": "https://stand-in.slack.com/", "team": "Stand-in", "user": "firstline", "team_id": TeamID, "user_id": BotUser,
		"bot_id": BotID, "is_enterprise_install": false}, nil
}

// postMessage is M:chat.postMessage, whose errors these are. A channel may also be given by the person's id, which means
// the direct message. A thread_ts that is no ts is refused with invalid_thread_ts (seen in Slack, which calls it "not a valid
// thread_ts"; the documentation does not name it); one that names no line is not among the errors: the line is kept as a
// reply to nothing.
func postMessage(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	c := s.world.channels[a["channel"]]
	if _, person := s.world.users[a["channel"]]; person {
		c = s.world.dm(a["channel"])
	}
	switch {
	case c == nil:
		return nil, refuse("channel_not_found")
	case c.archived:
		return nil, refuse("is_archived")
	case !c.member:
		return nil, refuse("not_in_channel")
	case a["text"] == "" && a["blocks"] == "":
		return nil, refuse("no_text")
	case badThread(a):
		return nil, refuse("invalid_thread_ts")
	case c.kind == kindIM && s.world.users[c.with] != nil && s.world.users[c.with].deleted:
		return nil, refuse("user_not_found")
	}
	if wait := s.spend(c, time.Now()); wait > 0 {
		return nil, &refusal{name: "ratelimited", retryAfter: int(math.Ceil(wait.Seconds() * s.opts.Speedup))}
	}
	m := &message{Type: "message", User: BotUser, BotID: BotID, AppID: AppID, Team: TeamID, Text: truncated(a["text"]), TS: s.world.ts(), ThreadTS: a["thread_ts"]}
	if a["blocks"] != "" {
		if !json.Valid([]byte(a["blocks"])) {
			return nil, refuse("invalid_blocks_format")
		}
		m.Blocks = json.RawMessage(a["blocks"])
	}
	c.add(m)
	s.posted = &post{c, m}
	return map[string]any{"channel": c.id, "ts": m.TS, "message": m}, nil
}

// badThread says that a thread is named by what has not the form of a ts. That files.completeUploadExternal judges it as
// chat.postMessage does is assumed.
func badThread(a args) bool {
	thread, given := a["thread_ts"]
	return given && !isTS(thread)
}

// posts is the message of the app's own that a call names; foreign is what the method says of somebody else's.
func (s *Server) posts(a args, foreign string) (*channel, *message, *refusal) {
	c := s.world.channels[a["channel"]]
	if c == nil {
		return nil, nil, refuse("channel_not_found")
	}
	m := c.find(a["ts"])
	switch {
	case m == nil:
		return nil, nil, refuse("message_not_found")
	case m.User != BotUser:
		return nil, nil, refuse(foreign)
	}
	return c, m, nil
}

// updateMessage is M:chat.update: the text and the blocks of a message of the app's own, as a whole. The app hears of it as
// message_changed.
func updateMessage(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	c, m, no := s.posts(a, "cant_update_message")
	switch {
	case no != nil:
		return nil, no
	case a["text"] == "" && a["blocks"] == "":
		return nil, refuse("no_text")
	case a["blocks"] != "" && !json.Valid([]byte(a["blocks"])):
		return nil, refuse("invalid_blocks_format")
	}
	before := *m
	m.Text, m.Blocks, m.Edited = truncated(a["text"]), json.RawMessage(a["blocks"]), &edited{BotUser, s.world.ts()}
	s.changes = append(s.changes, changed(c, *m, before, m.Edited.TS))
	return map[string]any{"channel": c.id, "ts": m.TS, "text": m.Text}, nil
}

// deleteMessage is M:chat.delete with a bot's token, which deletes only what the bot has posted. The app hears of it as
// message_deleted.
func deleteMessage(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	c, m, no := s.posts(a, "cant_delete_message")
	if no != nil {
		return nil, no
	}
	c.messages = slices.DeleteFunc(c.messages, func(x *message) bool { return x == m })
	s.changes = append(s.changes, deleted(c, *m, s.world.ts()))
	return map[string]any{"channel": c.id, "ts": m.TS}, nil
}

// post is a message that a call has put somewhere.
type post struct {
	in *channel
	*message
}

func truncated(text string) string {
	if utf8.RuneCountInString(text) <= maxText {
		return text
	}
	return string([]rune(text)[:maxText])
}

// spend takes one message from the channel's allowance, or gives the time until there is one. R allows "short bursts
// greater than 1"; how short it does not say: three here.
func (s *Server) spend(c *channel, now time.Time) time.Duration {
	rate, burst := s.opts.PerChannel*s.opts.Speedup, 3.0
	if rate < 0 {
		return 0
	}
	if c.sent.IsZero() {
		c.credit = burst
	}
	c.credit = min(burst, c.credit+now.Sub(c.sent).Seconds()*rate)
	c.sent = now
	if c.credit < 1-1e-9 {
		return time.Duration((1 - c.credit) / rate * float64(time.Second))
	}
	c.credit--
	return 0
}

// record is the ledger's line of a call that posts.
func record(name string, a args, p *post, no *refusal, f Fault) Call {
	line := Call{Method: name, Channel: cmp.Or(a["channel"], a["channel_id"]), Thread: a["thread_ts"], Text: cmp.Or(a["text"], a["initial_comment"]), Fault: f.Kind, Blocks: a["blocks"]}
	if name == "chat.postMessage" {
		line.Parse, line.Links, line.Wide = a["parse"], a.yes("link_names"), a.yes("reply_broadcast")
		line.Unfurl, line.Markdown = a.on("unfurl_links") || a.on("unfurl_media"), a.on("mrkdwn")
	}
	if no != nil {
		line.Error = no.name
	}
	if p != nil {
		line.TS, line.Channel = p.TS, p.in.id
		for _, f := range p.Files {
			line.Files = append(line.Files, f.ID)
		}
	}
	return line
}

// on is a switch that Slack takes for on where it is not given (M:chat.postMessage: unfurl_media, mrkdwn).
func (a args) on(name string) bool { _, given := a[name]; return !given || a.yes(name) }

// usersInfo is M:users.info.
func usersInfo(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	u := s.world.users[a["user"]]
	if u == nil {
		return nil, refuse("user_not_found")
	}
	out := map[string]any{"id": u.id, "team_id": TeamID, "name": strings.ToLower(u.id), "real_name": u.name, "deleted": u.deleted, "is_bot": u.id == BotUser,
		"profile": map[string]any{"real_name": u.name, "real_name_normalized": u.name, "display_name": u.name, "team": TeamID}}
	if a.yes("include_locale") {
		out["locale"] = u.locale
	}
	return map[string]any{"user": out}, nil
}

// conversationsInfo is M:conversations.info.
func conversationsInfo(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	c := s.world.channels[a["channel"]]
	if c == nil {
		return nil, refuse("channel_not_found")
	}
	return map[string]any{"channel": describe(c)}, nil
}

func describe(c *channel) map[string]any {
	out := map[string]any{"id": c.id, "is_im": c.kind == kindIM, "is_channel": c.kind == kindChannel, "is_group": c.kind == kindGroup,
		"is_private": c.kind != kindChannel, "is_archived": c.archived, "is_member": c.member}
	if c.kind == kindIM {
		out["user"] = c.with
	} else {
		out["name"] = c.name
	}
	return out
}

// conversationsOpen is M:conversations.open for one person.
func conversationsOpen(s *Server, a args, _ *http.Request) (map[string]any, *refusal) {
	if s.world.users[a["users"]] == nil {
		return nil, refuse("user_not_found")
	}
	return map[string]any{"channel": describe(s.world.dm(a["users"]))}, nil
}
