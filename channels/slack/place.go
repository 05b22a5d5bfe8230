package slack

import (
	"cmp"
	"encoding/json"
	"errors"
	"strings"

	"firstline/channels"
)

// identify reads what the accept path needs. Bodies that are neither an event nor a press on a button of ours (other
// interactions, slash commands, notices of a limit) have no id of their own: they are kept under their digest, and Parse
// ignores them.
func identify(body []byte) (channels.Identity, bool) {
	if p, ok := pressed(body); ok {
		return p.identity(), true
	}
	if isForm(body) {
		return channels.Identity{EventID: channels.Digest("form", body)}, true
	}
	var v envelope
	if err := json.Unmarshal(body, &v); err != nil || (v.Type == "" && v.Command == "") {
		return channels.Identity{}, false
	}
	if v.Type != "event_callback" {
		return channels.Identity{EventID: channels.Digest("other", body)}, true
	}
	if v.ID == "" || len(v.ID) > 100 || v.Event == nil {
		return channels.Identity{}, false
	}
	return channels.Identity{EventID: nameOf(v), Key: keyOf(v), Ignore: v.nobodys(v.Event)}, true
}

// nameOf is what an event is known by. A line is known by its place (channel and ts), because Slack brings one line in
// several ways (as message and as app_mention, and again when it is fetched afterwards), each under an event id of its own
// or none. Everything else has Slack's event_id, also a line that names the app since it was changed: as it was, it may
// have been nobody's business.
func nameOf(v envelope) string {
	e := v.Event
	if e.line() && e.Edited.TS == "" && plainID(e.Channel) && plainID(e.TS) && len(v.ours()) > 0 { // without the app's id a mention cannot be told from what only follows
		return "line-" + e.Channel + "-" + e.TS
	}
	return channels.Storable(v.ID)
}

// keyOf is the conversation's key: team/channel for a direct message, team/channel/thread elsewhere. A line outside of a
// thread is the beginning of the thread in which it will be answered. Empty: it belongs to no conversation.
func keyOf(v envelope) string {
	e := v.Event
	if !plainID(v.Team) || !plainID(e.Channel) {
		return ""
	}
	if e.private() {
		return v.Team + "/" + e.Channel
	}
	thread := cmp.Or(e.about().Thread, e.about().TS)
	if !plainID(thread) {
		return ""
	}
	return v.Team + "/" + e.Channel + "/" + thread
}

// plainID says whether a text can stand in a key: letters, digits and points, at most 40 of them.
func plainID(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.") == ""
}

// split reads a key that keyOf made; thread is empty for a direct message.
func split(key string) (channel, thread string, err error) {
	parts := strings.Split(key, "/")
	if len(parts) < 2 || len(parts) > 3 || parts[1] == "" {
		return "", "", errors.New("no key of a Slack conversation")
	}
	if len(parts) == 3 {
		thread = parts[2]
	}
	return parts[1], thread, nil
}
