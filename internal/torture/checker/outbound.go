package checker

import (
	"encoding/json"
	"strconv"
)

// told is what the log says about the delivery of one message.
type told struct {
	receipts                []string // of the sendings that the network confirmed
	unsure, failed, resends int
}

// reports gathers what a session's events say about deliveries, by message.
func reports(events []Event) map[int64]told {
	out := map[int64]told{}
	for _, ev := range events {
		if ev.Kind != "delivery_reported" && ev.Kind != "delivery_resolved" {
			continue
		}
		var b body
		var r struct {
			Seq      int64  `json:"seq"`
			Delivery string `json:"delivery"`
			External string `json:"external_id"`
			As       string `json:"as"`
		}
		if json.Unmarshal(ev.Body, &b) != nil || json.Unmarshal(b.Event, &r) != nil {
			continue // I12 says so
		}
		t := out[r.Seq]
		switch {
		case r.As == "resend":
			t.resends++
		case r.Delivery == "sent":
			t.receipts = append(t.receipts, r.External)
		case r.Delivery == "unconfirmed":
			t.unsure++
		case r.Delivery == "failed":
			t.failed++
		}
		out[r.Seq] = t
	}
	return out
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func (m *Message) outgoing() bool { return m.Role == "agent" || m.Role == "auto" }

// delivery (I4): every message on our side is sent, failed, unconfirmed, or still queued with a row in the outbox; the
// outbox holds nothing else.
func delivery(o *Oracle, e *Evidence) {
	rows := map[string]map[int64]string{}
	for _, out := range e.Record.Outbox {
		if rows[out.Session] == nil {
			rows[out.Session] = map[int64]string{}
		}
		rows[out.Session][out.Seq] = out.State
	}
	for _, s := range e.Record.Sessions {
		for _, m := range e.Record.Messages[s.ID] {
			state, row := rows[s.ID][m.Seq]
			delete(rows[s.ID], m.Seq)
			if !m.outgoing() {
				o.expect(!row && m.Delivery == "", "session %s, message %d is %s's and has delivery %q, outbox row %v", s.ID, m.Seq, m.Role, m.Delivery, row)
				continue
			}
			switch m.Delivery {
			case "sent", "failed", "unconfirmed":
				o.expect(!row, "session %s, message %d is %s and still in the outbox as %s", s.ID, m.Seq, m.Delivery, state)
			case "queued", "sending", "retry":
				o.expect(row, "session %s, message %d is %s and has no row in the outbox", s.ID, m.Seq, m.Delivery)
			default:
				o.fail("session %s, message %d has delivery %q", s.ID, m.Seq, m.Delivery)
			}
		}
	}
	for id, left := range rows {
		for seq, state := range left {
			o.fail("the outbox has a row (%s) for session %s, message %d, which does not exist", state, id, seq)
		}
	}
}

// arrivals are the messages that took effect at the network, by conversation and the network's id.
func arrivals(e *Evidence) map[place]*Send {
	out := map[place]*Send{}
	for i := range e.Sends {
		s := &e.Sends[i]
		if s.Done && s.Method == "sendMessage" {
			out[place{chat(s.ChatID), number(s.MessageID)}] = s
		}
	}
	return out
}

// sentOnce (I5): a message that is reported sent arrived once for each such report, under the id that we noted and with
// its text. Whatever else arrived must be the copy of a message that was reported unconfirmed, at most one for each
// such report: those may have arrived, and are never sent again by themselves.
func sentOnce(o *Oracle, e *Evidence) {
	left := arrivals(e)
	unsure := map[place]int{}
	for key, ss := range e.conversations() {
		for _, s := range ss {
			at := reports(e.Record.Events[s.ID])
			for _, m := range e.Record.Messages[s.ID] {
				if !m.outgoing() || m.changes() { // I16 looks after changes
					continue
				}
				sendsOf(o, key, m, at[m.Seq], left)
				unsure[place{key, m.Text}] += at[m.Seq].unsure
			}
		}
	}
	for p, s := range left {
		text := place{p.key, s.Text}
		if unsure[text]--; unsure[text] < 0 {
			o.fail("chat %s: %q arrived as message %s and no delivery stands for it: it was sent twice or made up", p.key, s.Text, p.id)
		}
	}
}

func sendsOf(o *Oracle, key string, m *Message, t told, left map[place]*Send) {
	for _, id := range t.receipts {
		s := left[place{key, id}]
		delete(left, place{key, id})
		o.expect(s != nil && s.Text == m.Text, "chat %s: %q is reported sent as message %s, where the network has %+v", key, m.Text, id, s)
	}
	outcomes := len(t.receipts) + t.unsure + t.failed
	o.expect(outcomes <= 1+t.resends, "chat %s: %q has %d outcomes and was sent again by a person %d times", key, m.Text, outcomes, t.resends)
	switch {
	case m.Delivery == "sent" && m.DeliveryNote != "marked delivered":
		o.expect(len(t.receipts) > 0, "chat %s: %q is shown as sent and no report says so", key, m.Text)
	case m.Delivery == "unconfirmed":
		o.expect(t.unsure > 0, "chat %s: %q is shown as unconfirmed and no report says so", key, m.Text)
	}
}

// Unconfirmed counts the reports of unconfirmed deliveries, and how many of those messages stood so on a screen.
func Unconfirmed(e *Evidence) (reported, shown int) {
	seen := doubtsOnScreens(e)
	for id, events := range e.Record.Events {
		for seq, t := range reports(events) {
			reported += t.unsure
			if t.unsure > 0 && seen[spot{id, seq}] {
				shown++
			}
		}
	}
	return reported, shown
}

// spot is a message's place in the record.
type spot struct {
	session string
	seq     int64
}

// doubtsOnScreens are the messages that some screen has shown as unconfirmed.
func doubtsOnScreens(e *Evidence) map[spot]bool {
	seen := map[spot]bool{}
	for _, s := range e.Steps {
		for _, l := range s.Messages {
			if l.Delivery == "unconfirmed" {
				seen[spot{s.Session, l.Seq}] = true
			}
		}
	}
	return seen
}
