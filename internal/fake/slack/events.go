package slack

import (
	"encoding/json"
	"time"
)

// event is the inner event; its fields are those of T:….
type event map[string]any

// said are the events that one line makes: a message for those who listen to the channel, and app_mention where the app
// is named outside of a direct message. The app hears nothing of channels that it is not in, and it does hear itself.
func said(c *channel, m message) []event {
	if !c.member {
		return nil
	}
	return append([]event{line(c, m)}, named(c, m)...)
}

// named is the app_mention of a line that names the app in a channel, also of one that does so since it was changed. It is
// like the message (T:app_mention), with its files, but without the kind of the channel.
func named(c *channel, m message) []event {
	if !mentions(m.Text) || c.kind == kindIM || m.BotID != "" {
		return nil
	}
	e := line(c, m)
	e["type"], e["team"] = "app_mention", TeamID
	delete(e, "channel_type")
	delete(e, "subtype")
	return []event{e}
}

// line is the message event of T:message with the channel's kind.
func line(c *channel, m message) event {
	e := event{"channel": c.id, "channel_type": c.kind, "event_ts": m.TS}
	raw, _ := json.Marshal(m) // strings and numbers only: cannot fail
	_ = json.Unmarshal(raw, &e)
	return e
}

func changed(c *channel, now, before message, at string) event {
	return event{"type": "message", "subtype": "message_changed", "hidden": true, "channel": c.id, "channel_type": c.kind, "ts": at, "event_ts": at,
		"message": now, "previous_message": before}
}

func deleted(c *channel, m message, at string) event {
	return event{"type": "message", "subtype": "message_deleted", "hidden": true, "channel": c.id, "channel_type": c.kind, "ts": at, "event_ts": at,
		"deleted_ts": m.TS, "previous_message": m}
}

func reacted(kind, room string, m message, who, emoji, at string) event {
	return event{"type": kind, "user": who, "reaction": emoji, "item_user": m.User, "event_ts": at,
		"item": map[string]any{"type": "message", "channel": room, "ts": m.TS}}
}

// wrap is the outer event of E: "The Events API wrapper".
func wrap(id string, e event) json.RawMessage {
	raw, err := json.Marshal(map[string]any{
		"token": "deprecated", "team_id": TeamID, "api_app_id": AppID, "event": e, "type": "event_callback", "event_id": id,
		"event_time": time.Now().Unix(), "event_context": "4-" + id, "is_ext_shared_channel": false,
		"authorizations": []map[string]any{{"enterprise_id": nil, "team_id": TeamID, "user_id": BotUser, "is_bot": true, "is_enterprise_install": false}},
	})
	if err != nil {
		panic(err) // our own values; the test fails
	}
	return raw
}

// Inject delivers an event of any shape as Slack would, under a new event id, which it gives.
func (s *Server) Inject(inner map[string]any) string { return s.emit(inner)[0] }

// emit gives each event its id, and delivers it by the app's way. Slack promises no order among events.
func (s *Server) emit(events ...event) []string {
	ids := make([]string, len(events))
	for i, e := range events {
		s.mu.Lock()
		ids[i] = s.world.id("Ev")
		body := wrap(ids[i], e)
		s.ledger.events = append(s.ledger.events, &Event{ID: ids[i], State: Pending, Body: body})
		s.mu.Unlock()
		s.begin(func() { s.deliver(ids[i], "events_api", body) })
	}
	return ids
}
