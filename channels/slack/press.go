package slack

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
)

var (
	_ channels.Thanker = (*Hook)(nil)
	_ channels.Thanker = (*Socket)(nil)
)

// choiceID stands before the value of a button in its action_id, and choicesID names their block: others are not ours.
const (
	choiceID  = "choice-"
	choicesID = "choices"
)

// press is somebody's press on a button (docs.slack.dev, "block_actions payload"). Over HTTP it stands in the field payload
// of a form, over a socket by itself.
type press struct {
	Type string `json:"type"`
	Team struct {
		ID string `json:"id"`
	} `json:"team"`
	User struct {
		ID string `json:"id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Message struct {
		TS     string `json:"ts"`
		Thread string `json:"thread_ts"`
	} `json:"message"`
	Actions []struct {
		ID    string `json:"action_id"`
		Value string `json:"value"`
		TS    string `json:"action_ts"`
	} `json:"actions"`
}

// isForm says whether a body is the other shape that Slack posts: buttons and slash commands.
func isForm(body []byte) bool {
	b := bytes.TrimSpace(body)
	return len(b) > 0 && b[0] != '{' && (bytes.HasPrefix(b, []byte("payload=")) || bytes.Contains(b, []byte("command=%2F")))
}

// pressed reads a press on a button of ours, over HTTP or over a socket. ok is false for everything else: other
// interactions, slash commands, events.
func pressed(body []byte) (p press, ok bool) {
	if !bytes.Contains(body, []byte("block_actions")) { // most bodies are events, and cheaper to read once
		return press{}, false
	}
	if isForm(body) {
		form, err := url.ParseQuery(string(bytes.TrimSpace(body)))
		if err != nil {
			return press{}, false
		}
		body = []byte(form.Get("payload"))
	}
	if json.Unmarshal(body, &p) != nil || p.Type != "block_actions" || len(p.Actions) != 1 || !strings.HasPrefix(p.Actions[0].ID, choiceID) {
		return press{}, false
	}
	for _, id := range []string{p.Team.ID, p.User.ID, p.Channel.ID, p.Message.TS, p.Actions[0].TS} {
		if !plainID(id) {
			return press{}, false
		}
	}
	return p, p.Message.Thread == "" || plainID(p.Message.Thread)
}

// identity names a press by who pressed where and when. It belongs to the conversation in which the button stands.
func (p press) identity() channels.Identity {
	key := p.Team.ID + "/" + p.Channel.ID
	if !strings.HasPrefix(p.Channel.ID, "D") {
		key += "/" + cmp.Or(p.Message.Thread, p.Message.TS)
	}
	return channels.Identity{EventID: "press-" + p.Channel.ID + "-" + p.User.ID + "-" + p.Actions[0].TS, Key: key}
}

// inbound is what a press says: the button's value.
func (p press) inbound() desk.Inbound {
	a := p.Actions[0]
	return desk.Inbound{ExternalID: "press-" + p.User.ID + "-" + a.TS, SenderID: p.User.ID, Kind: desk.KindText, Text: channels.Storable(a.Value), Pressed: true,
		SentAt: millis(a.TS), ReplyTo: p.Message.TS, Follows: !strings.HasPrefix(p.Channel.ID, "D")}
}

// Thank implements channels.Thanker: what was pressed takes the place of the buttons; of one that came too late nothing does.
// The message is read first, because Slack changes a message only as a whole; one that has no buttons any more stays as it is.
func (a *account) Thank(ctx context.Context, in desk.Inbound, counted bool) error {
	channel, thread, err := split(in.Address.Key)
	if err != nil {
		return err
	}
	var question struct {
		Text   string            `json:"text"`
		Blocks []json.RawMessage `json:"blocks"`
	}
	err = a.all(ctx, "conversations.replies", url.Values{"channel": {channel}, "ts": {cmp.Or(thread, in.ReplyTo)}, "oldest": {in.ReplyTo}, "latest": {in.ReplyTo}, "inclusive": {"true"}}, func(got page) {
		for _, raw := range got.Messages {
			if lineOf(raw).TS == in.ReplyTo {
				_ = json.Unmarshal(raw, &question) // what cannot be read has no buttons
			}
		}
	})
	if err != nil {
		return err
	}
	blocks, found := answered(question.Blocks, in.Text, counted)
	if !found {
		return nil
	}
	body, err := json.Marshal(blocks)
	if err != nil {
		return err
	}
	var done struct{}
	return a.call(ctx, "chat.update", url.Values{"channel": {channel}, "ts": {in.ReplyTo}, "text": {question.Text}, "blocks": {string(body)}}, &done)
}

// answered puts the label of the button with this value into the place of our buttons, or nothing if the press did not count:
// nothing is to look as if it had been chosen. found is false where there are no buttons.
func answered(blocks []json.RawMessage, value string, counted bool) (out []any, found bool) {
	for _, raw := range blocks {
		var b struct {
			ID       string `json:"block_id"`
			Elements []struct {
				Value string `json:"value"`
				Text  struct {
					Text string `json:"text"`
				} `json:"text"`
			} `json:"elements"`
		}
		if json.Unmarshal(raw, &b) != nil || b.ID != choicesID {
			out = append(out, raw)
			continue
		}
		found = true
		for _, e := range b.Elements {
			if counted && e.Value == value {
				out = append(out, map[string]any{"type": "context", "elements": []any{map[string]any{"type": "plain_text", "text": e.Text.Text, "emoji": false}}})
			}
		}
	}
	return out, found
}
