package slack

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"firstline/internal/desk"
)

// envelope is the outer event: what the Events API posts, and what stands in the payload of a socket's envelope.
type envelope struct {
	Type           string `json:"type"`
	Command        string `json:"command"` // of a slash command that came over a socket, which has no type
	Team           string `json:"team_id"`
	ID             string `json:"event_id"`
	Event          *event `json:"event"`
	Authorizations []struct {
		User string `json:"user_id"`
		Bot  bool   `json:"is_bot"`
	} `json:"authorizations"`
}

// event is the inner event, as far as it is read.
type event struct {
	Type     string   `json:"type"`
	Subtype  string   `json:"subtype"`
	User     string   `json:"user"`
	Bot      string   `json:"bot_id"`
	Text     string   `json:"text"`
	TS       string   `json:"ts"`
	Thread   string   `json:"thread_ts"`
	Channel  string   `json:"channel"`
	Kind     string   `json:"channel_type"`
	Files    []file   `json:"files"`
	Attached []attach `json:"attachments"`
	Gone     string   `json:"deleted_ts"` // of message_deleted
	Now      *event   `json:"-"`          // of message_changed: the field message
	Before   *event   `json:"-"`          // of message_changed and message_deleted: previous_message

	Reaction string `json:"reaction"`  // of reaction_added and reaction_removed: an emoji's name
	Author   string `json:"item_user"` // whose message was reacted to
	At       string `json:"event_ts"`
	Edited   struct {
		TS string `json:"ts"`
	} `json:"edited"` // of app_mention: the name came with a change
	Item struct {
		Channel string `json:"channel"`
		TS      string `json:"ts"`
	} `json:"item"`
}

type attach struct {
	Fallback string `json:"fallback"`
}

// bare is an event read field by field, without what is nested in it.
type bare event

// UnmarshalJSON takes only what has the form of an event: of some types the fields have other shapes (a channel that is an
// object), and those types are of no interest. A line in an event holds no line itself: however deep a body is nested, it
// is read in two steps.
func (e *event) UnmarshalJSON(body []byte) error {
	var parts struct {
		bare
		Now    json.RawMessage `json:"message"`
		Before json.RawMessage `json:"previous_message"`
	}
	err := json.Unmarshal(body, &parts)
	switch parts.Type {
	case "message", "app_mention", "reaction_added", "reaction_removed":
	default:
		*e = event{Type: parts.Type} // whatever its other fields are
		return nil
	}
	if err != nil {
		return err
	}
	*e = event(parts.bare)
	var now, before error
	e.Now, now = lineIn(parts.Now)
	e.Before, before = lineIn(parts.Before)
	if e.reaction() { // it says elsewhere where and when it was
		e.Channel, e.TS = e.Item.Channel, e.At
	}
	return errors.Join(now, before)
}

// lineIn reads the line that is nested in an event; nil if there is none.
func lineIn(body json.RawMessage) (*event, error) {
	if len(body) == 0 || string(body) == "null" {
		return nil, nil
	}
	e := &event{}
	return e, json.Unmarshal(body, (*bare)(e))
}

// reaction says that somebody put an emoji on a message, or took it away.
func (e *event) reaction() bool { return e.Type == "reaction_added" || e.Type == "reaction_removed" }

// about is the line that an event is about: itself, or the one that was changed, taken back or reacted to. Never nil.
func (e *event) about() *event {
	switch {
	case e.Subtype == "message_changed" && e.Now != nil:
		return e.Now
	case e.Subtype == "message_deleted":
		line := event{}
		if e.Before != nil {
			line = *e.Before
		}
		line.TS = e.Gone
		return &line
	case e.reaction():
		return &event{TS: e.Item.TS, User: e.Author}
	}
	return e
}

// line says that somebody wrote something, which may be for us; it is the same line as message and as app_mention.
func (e *event) line() bool {
	switch e.Subtype {
	case "", "file_share", "thread_broadcast", "me_message":
		return e.Type == "message" || e.Type == "app_mention"
	}
	return false
}

// private says that everything in the channel is meant for the app: a direct message.
func (e *event) private() bool { return e.Kind == "im" || strings.HasPrefix(e.Channel, "D") }

// reply says whether it stands in a thread below somebody else's line. The first line of a thread names itself.
func (e *event) reply() bool { return e.Thread != "" && e.Thread != e.TS }

// begins says that a line asks the desk: everything in a direct message does, in a channel what names the app.
func (v envelope) begins(e *event) bool {
	return e.private() || e.Type == "app_mention" || v.named(e.Text)
}

// nobodys says that an event is not even kept: it is no business of the desk, or reports nothing.
func (v envelope) nobodys(e *event) bool { return v.amongPeople(e) || e.unchanged() }

// amongPeople says that it is nobody's business here: a line of a channel outside of any thread that does not name the
// app, also when it is taken back, and a reaction in a channel to anything but an answer of ours. A changed line may have
// begun a conversation as long as it named the app before or does now, or as there is a thread below it; what the body
// does not say (the text before, the app's id) is no proof.
func (v envelope) amongPeople(e *event) bool {
	line := e.about()
	switch {
	case e.reaction():
		return !e.private() && !slices.Contains(v.ours(), line.User)
	case e.Type != "message" || e.private():
		return false
	case e.Subtype == "message_deleted":
		return line.Thread == "" && !v.named(line.Text)
	case e.Subtype != "message_changed":
		return !e.reply() && !v.begins(e)
	case e.Now == nil || e.Before == nil || len(v.ours()) == 0:
		return false
	}
	return e.Now.Thread == "" && !v.named(e.Now.Text) && !v.named(e.Before.Text)
}

// named says whether a text speaks to the app.
func (v envelope) named(text string) bool {
	return slices.ContainsFunc(v.ours(), func(id string) bool { return strings.Contains(text, "<@"+id) })
}

// unchanged says that it reports a change of something else than the text: Slack shows a link, or counts answers.
func (e *event) unchanged() bool {
	return e.Subtype == "message_changed" && e.Now != nil && e.Before != nil && e.Now.Text == e.Before.Text
}

// ours are the ids under which the app itself appears.
func (v envelope) ours() []string {
	var out []string
	for _, a := range v.Authorizations {
		if a.Bot {
			out = append(out, a.User)
		}
	}
	return out
}

// machine says that no person wrote it: the app itself, another bot, Slack's own.
func (v envelope) machine(e *event) bool {
	return e.Bot != "" || e.User == "" || e.User == "USLACKBOT" || slices.Contains(v.ours(), e.User)
}

// millis reads a ts, which is seconds, a point and a number of six digits that makes it unique. 0 means that it is none.
func millis(ts string) desk.Millis {
	whole, part, _ := strings.Cut(ts, ".")
	s, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || s < 0 || s > 1<<40 {
		return 0
	}
	micro, err := strconv.ParseInt((part + "000000")[:6], 10, 64)
	if err != nil || micro < 0 {
		micro = 0
	}
	return desk.Millis(s*1000 + micro/1000)
}
