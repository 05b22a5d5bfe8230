package slack

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"firstline/channels"
	"firstline/internal/desk"
)

// Parse implements channels.Adapter. In a direct message every line of a person counts; in a channel only what names the
// app begins a conversation, and its thread follows. What is no person's doing (the app itself, other bots, joins, types
// that Slack added later) gives no event.
func (a *account) Parse(raw desk.Raw) ([]desk.Inbound, error) {
	in, err := read(raw.Body)
	if in == nil || err != nil {
		return nil, err
	}
	if in.SentAt == 0 {
		return nil, errors.New("slack: message without a time")
	}
	in.Address = raw.Address()
	if in.Kind == desk.KindReaction && in.Follows && strings.HasSuffix(raw.Key, "/"+in.ReplyTo) {
		in.Stray = strings.TrimSuffix(raw.Key, in.ReplyTo) // an answer in some thread of the channel: Slack does not say in which
	}
	return []desk.Inbound{*in}, nil
}

// read is what a body says; nil if that is nothing for us.
func read(body []byte) (*desk.Inbound, error) {
	if p, ok := pressed(body); ok {
		in := p.inbound()
		return &in, nil
	}
	if isForm(body) {
		return nil, nil
	}
	var v envelope
	if err := json.Unmarshal(body, &v); err != nil {
		return nil, fmt.Errorf("slack: event cannot be read: %w", err)
	}
	e := v.Event
	switch {
	case v.Type != "event_callback" || e == nil || v.nobodys(e):
	case e.line():
		return said(v, e), nil
	case e.reaction():
		return reacted(v, e), nil
	case e.Type == "message" && e.takenBack():
		return takenBack(v, e), nil
	case e.Type == "message" && e.Subtype == "message_changed":
		return edited(v, e), nil
	}
	return nil, nil
}

// said is a new line, nil if it is nobody's.
func said(v envelope, e *event) *desk.Inbound {
	if v.machine(e) {
		return nil
	}
	in := content(v, e)
	in.ExternalID, in.SentAt, in.Follows = external(e, e.private()), millis(e.TS), !v.begins(e)
	if e.private() && e.reply() {
		in.ReplyTo = channels.Storable(e.Thread)
	}
	return &in
}

// edited is a person's change of a text, nil if it is nobody's.
func edited(v envelope, e *event) *desk.Inbound {
	now := e.Now
	if now == nil || v.machine(now) {
		return nil
	}
	in := content(v, now)
	in.Kind, in.Files, in.ReplyTo, in.SentAt, in.Follows = desk.KindEdit, nil, external(now, e.private()), millis(e.TS), !e.private()
	in.ExternalID = in.ReplyTo + "@" + short(e.TS)
	return &in
}

// takenBack says that a line is gone. The first of a thread that has replies leaves a stone in its place.
func (e *event) takenBack() bool {
	return e.Subtype == "message_deleted" || (e.Subtype == "message_changed" && e.Now != nil && e.Now.Subtype == "tombstone")
}

// takenBack is a person's line that was taken back, by whomever: Slack does not say. Nil if it was nobody's.
func takenBack(v envelope, e *event) *desk.Inbound {
	if e.Before == nil || v.machine(e.Before) {
		return nil
	}
	return &desk.Inbound{Kind: desk.KindDelete, SenderID: short(e.Before.User), ReplyTo: external(e.about(), e.private()), SentAt: millis(e.TS), Follows: !e.private()}
}

// reacted is a person's emoji on a message, or that it is gone again. Nil if no person did it.
func reacted(v envelope, e *event) *desk.Inbound {
	if v.machine(e) || e.Item.TS == "" {
		return nil
	}
	in := desk.Inbound{Kind: desk.KindReaction, SenderID: short(e.User), ReplyTo: short(e.Item.TS), SentAt: millis(e.TS), Follows: !e.private(),
		Text: ":" + channels.Storable(e.Reaction) + ":", Undone: e.Type == "reaction_removed"}
	return &in
}

// external is the line's id in its conversation. In a direct message a line in a thread keeps the thread's, so that the
// answer can stand there too.
func external(e *event, private bool) string {
	if private && e.reply() {
		return short(e.TS) + "/" + short(e.Thread)
	}
	return short(e.TS)
}

// short is an id of Slack's as it is kept. None of its own is as long as that.
func short(id string) string { return channels.Cut(channels.Storable(id), 80) }

// threadOf is the thread that external has kept in a line's id, also in the id of its edit; empty if it stood in none.
func threadOf(id string) string {
	line, _, _ := strings.Cut(id, "@") // behind it stands when it was changed
	_, thread, _ := strings.Cut(line, "/")
	return thread
}

// content is who said what.
func content(v envelope, e *event) desk.Inbound {
	in := desk.Inbound{SenderID: short(e.User), Kind: desk.KindText, Text: channels.Storable(plain(unnamed(e.Text, v.ours())))}
	for _, f := range e.Files {
		if f.elsewhere() {
			in.Text = strings.TrimPrefix(in.Text+"\n"+f.link(), "\n")
		} else {
			in.Files = append(in.Files, f.known())
		}
	}
	switch {
	case len(in.Files) > 0:
		in.Kind = in.Files[0].Kind
	case in.Text == "":
		in.Kind, in.Note = desk.KindUnknown, "a kind of message that is not shown here yet"
		if len(e.Attached) > 0 && e.Attached[0].Fallback != "" {
			in.Note = channels.Storable(plain(e.Attached[0].Fallback))
		}
	}
	return in
}

// unnamed takes the app's name from the front of a line: it says to whom, not what. A line of nothing else stays.
func unnamed(text string, ours []string) string {
	rest := strings.TrimSpace(text)
	for _, id := range ours {
		if after, ok := strings.CutPrefix(rest, "<@"+id); ok {
			if _, after, ok = strings.Cut(after, ">"); ok && strings.TrimSpace(after) != "" {
				return strings.TrimSpace(after)
			}
		}
	}
	return text
}
