package checker

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// book writes a small history by hand: two sessions of one customer, one closed, one still served, with an unconfirmed
// message that a person had sent again.
type book struct {
	e    *Evidence
	s    *Session
	hash []byte
	seq  int64
	at   int64
}

const (
	ann   = "agent-ann"
	chan1 = "tg"
)

func (b *book) session(id string, ordinal int64) {
	b.s = &Session{ID: id, Channel: chan1, Key: "1000", Group: "service", Ordinal: ordinal, OpenedAt: b.at}
	b.e.Record.Sessions = append(b.e.Record.Sessions, b.s)
	b.hash, b.seq = nil, 0
}

// event appends to the log what happened, and the lines that it wrote.
func (b *book) event(kind, who string, fields map[string]any, lines ...*Message) {
	b.at += 1000
	b.s.Version++
	fields["at"] = b.at
	texts := map[int64]string{}
	for _, m := range lines {
		b.seq++
		m.Session, m.Seq, m.Version, m.Born, m.At = b.s.ID, b.seq, b.s.Version, b.s.Version, b.at
		if m.Text != "" {
			m.Salt = "salt" + strconv.FormatInt(b.seq, 10)
			texts[b.seq] = digest(m.Salt, m.Text)
		}
		b.e.Record.Messages[b.s.ID] = append(b.e.Record.Messages[b.s.ID], m)
	}
	inner, _ := json.Marshal(fields)
	doc, _ := json.Marshal(body{Event: inner, Texts: texts})
	ev := Event{Version: b.s.Version, At: b.at, Kind: kind, Who: who, Body: doc}
	ev.Hash = link(b.hash, b.s.ID, &ev)
	b.hash, b.s.Head = ev.Hash, ev.Hash
	b.e.Record.Events[b.s.ID] = append(b.e.Record.Events[b.s.ID], ev)
}

// says makes an update of the customer, with its raw row.
func (b *book) says(id, message int64, text string) *Message {
	at := time.UnixMilli(b.at)
	b.e.Updates = append(b.e.Updates, &Update{ID: id, Kind: "message", ChatID: 1000, MessageID: message, Text: text, QueuedAt: at,
		Tries: []Try{{at, at, 503}, {at, at, 200}}, Acked: 1, AckedAt: at, State: "delivered"})
	b.e.Record.Inbound = append(b.e.Record.Inbound, Inbound{ID: id, Channel: chan1, Key: "1000", EventID: strconv.FormatInt(id, 10)})
	return &Message{Role: "customer", Kind: "text", Text: text, External: strconv.FormatInt(message, 10)}
}

// arrives is the network's side of a message of ours.
func (b *book) arrives(message int64, text string) {
	b.e.Sends = append(b.e.Sends, Send{Seq: int64(len(b.e.Sends)) + 1, Method: "sendMessage", ChatID: 1000, MessageID: message, Text: text, At: time.UnixMilli(b.at),
		Done: true, Code: 200})
}

// throttles is the network asking for a pause in the chat.
func (b *book) throttles(seconds int, text string) {
	b.e.Sends = append(b.e.Sends, Send{Seq: int64(len(b.e.Sends)) + 1, Method: "sendMessage", ChatID: 1000, Text: text, At: time.UnixMilli(b.at), Code: 429, RetryAfter: seconds})
}

// told reports a delivery and changes the line.
func (b *book) told(seq int64, delivery string, message int64, lines ...*Message) {
	m := b.e.Record.Messages[b.s.ID][seq-1]
	fields := map[string]any{"seq": seq, "delivery": delivery}
	if message != 0 {
		m.Receipt = strconv.FormatInt(message, 10)
		fields["external_id"] = m.Receipt
		b.arrives(message, m.Text)
	}
	b.event("delivery_reported", "system", fields, lines...)
	m.Delivery, m.Version = delivery, b.s.Version
}

// command is what an agent asked for and was confirmed.
func (b *book) command(kind, id, text string) {
	b.e.Commands = append(b.e.Commands, &Command{ID: id, Agent: ann, Kind: kind, Session: b.s.ID, Text: text,
		At: b.at, Answer: &Answer{ID: id, Status: 201, Seq: b.seq, Version: b.s.Version, Tries: 1, At: b.at + 10}})
}

// screen writes what an agent's screen did: op, and up to which version.
func (b *book) screen(op string, from, to int64) {
	s := Step{Agent: ann, Op: op, Session: b.s.ID, From: from, To: to}
	for _, m := range b.e.Record.Messages[b.s.ID] {
		if m.Version > from && m.Born <= to && (op == "open" || op == "diff") {
			s.Messages = append(s.Messages, Line{m.Seq, m.Version, m.Role, m.Purpose, m.Text, m.Delivery})
		}
	}
	b.e.Steps = append(b.e.Steps, s)
}

func out(purpose, author, text, client string) *Message {
	m := &Message{Role: "agent", Author: author, Purpose: purpose, Kind: "text", Text: text, ClientID: client, Delivery: "queued"}
	if author == "" {
		m.Role = "auto"
	}
	return m
}

func remark(purpose string) *Message { return &Message{Role: "system", Purpose: purpose, Kind: "text"} }

// healthy is evidence that every oracle accepts.
func healthy() *Evidence {
	b := &book{at: 1_000_000, e: &Evidence{Run: Run{Channel: chan1, Ordered: true, HandsOff: true}, Record: &Record{
		Events: map[string][]Event{}, Messages: map[string][]*Message{}, Pending: map[int64]bool{}, Quarantine: map[int64]string{},
		Rules: map[string]Rules{"r1": {FirstReply: 5000, NextReply: 5000, DefaultGroup: "service"}}}}}
	b.first()
	b.second()
	b.e.Record.Agents = []Worker{{ID: ann, Status: "online", Groups: `["service"]`, Capacity: 2, Load: 1, Held: 1}}
	b.e.Samples = []Sample{{At: 1, Desks: []Desk{{Agent: ann, Capacity: 2, Load: 1, Held: 1}}}}
	b.e.Run.Ended = time.UnixMilli(b.at + 1000)
	return b.e
}

// first is answered, and closed with the closing script.
func (b *book) first() {
	b.session("s1", 1)
	b.event("customer_wrote", "customer", map[string]any{"opening": map[string]any{"rules": "r1"}}, b.says(1, 1, "#1"), out("greeting", "", "您好", ""))
	b.told(2, "sent", 2)
	b.event("assigned", "system", map[string]any{"agent": ann, "by": "system"}, remark("line:assigned"))
	b.screen("open", 0, 3)
	b.event("customer_wrote", "customer", map[string]any{}, b.says(2, 3, "#2"))
	b.event("agent_replied", ann, map[string]any{"agent": ann}, out("reply", ann, "mark 1", "c1"))
	b.command("reply", "c1", "mark 1")
	b.screen("diff", 3, 5)
	b.told(5, "sent", 4)
	b.event("close_requested", ann, map[string]any{"by": ann}, out("closing", ann, "再见", "c2"))
	b.command("close", "c2", "")
	b.told(6, "sent", 5, remark("line:closed"))
	b.screen("diff", 5, 8)
	b.command("note", "c9", "too late")
	b.e.Commands[2].Answer.Status, b.e.Commands[2].Answer.Code = 409, "session_closed"
	b.s.Phase, b.s.Owner = "closed", ann
	b.s.State = Standing{Version: b.s.Version, Phase: "closed", Seq: b.seq}
	b.screen("forget", 0, 0)
}

// second has a message whose first sending nobody can judge, a deadline that passed meanwhile, and is still served.
func (b *book) second() {
	b.session("s2", 2)
	b.event("customer_wrote", "customer", map[string]any{"opening": map[string]any{"rules": "r1"}}, b.says(3, 6, "#3"), out("greeting", "", "您好", ""))
	b.told(2, "sent", 7)
	b.event("assigned", "system", map[string]any{"agent": ann, "by": "system"}, remark("line:assigned"))
	b.event("agent_replied", ann, map[string]any{"agent": ann}, out("reply", ann, "mark 2", "c3"))
	b.command("reply", "c3", "mark 2")
	b.arrives(8, "mark 2")
	b.told(4, "unconfirmed", 0)
	b.throttles(3, "mark 2")
	b.at += 2000
	b.event("time_reached", "system", map[string]any{})
	b.event("delivery_resolved", ann, map[string]any{"by": ann, "seq": 4, "as": "resend"})
	b.told(4, "sent", 9)
	b.changes("c5", "editMessageText", "mark 2, corrected")
	b.changes("c6", "deleteMessage", "")
	b.s.Phase, b.s.Holder, b.s.Owner = "serving", ann, ann
	b.s.State = Standing{Version: b.s.Version, Phase: "serving", Seq: b.seq}
	b.screen("open", 0, b.s.Version)
	b.screen("end", 0, b.s.Version)
}

// changes corrects message 9, or takes it back, at the network as well.
func (b *book) changes(id, method, text string) {
	kind, m := "edit", out("edited", ann, text, id)
	if text == "" {
		kind, m.Purpose = "recall", "recalled"
	}
	m.Ref = "4"
	b.event("reply_changed", ann, map[string]any{"agent": ann, "client_id": id, "seqs": []int64{4}, "recall": text == ""}, m)
	b.command(kind, id, text)
	b.e.Sends = append(b.e.Sends, Send{Seq: int64(len(b.e.Sends)) + 1, Method: method, ChatID: 1000, MessageID: 9, Text: text, At: time.UnixMilli(b.at), Done: true, Code: 200})
	b.told(b.seq, "sent", 0)
}

func (e *Evidence) session(n int) *Session { return e.Record.Sessions[n] }

func (e *Evidence) message(id string, seq int) *Message { return e.Record.Messages[id][seq-1] }

// relink makes the chain hold again, as somebody who can write to the table would.
func (e *Evidence) relink(id string) {
	var prev []byte
	for i := range e.Record.Events[id] {
		ev := &e.Record.Events[id][i]
		ev.Hash = link(prev, id, ev)
		prev = ev.Hash
	}
	for _, s := range e.Record.Sessions {
		if s.ID == id {
			s.Head = prev
		}
	}
}

// rewrite changes fields of one event and makes the chain hold again.
func (e *Evidence) rewrite(id string, version int, change map[string]any) {
	ev := &e.Record.Events[id][version-1]
	var b body
	fields := map[string]any{}
	if json.Unmarshal(ev.Body, &b) != nil || json.Unmarshal(b.Event, &fields) != nil {
		panic(fmt.Sprintf("event %d of %s", version, id))
	}
	for k, v := range change {
		fields[k] = v
	}
	b.Event, _ = json.Marshal(fields)
	ev.Body, _ = json.Marshal(b)
	e.relink(id)
}
