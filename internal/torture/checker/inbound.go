package checker

import (
	"strconv"
	"strings"
)

// place is where a customer's message belongs: its conversation and the network's id of it there.
type place struct{ key, id string }

// original is the network's message id; an edit carries the id of what it changed and its time.
func (m *Message) original() string {
	id, _, _ := strings.Cut(m.External, "@")
	return id
}

func chat(id int64) string { return strconv.FormatInt(id, 10) }

func (u *Update) said() bool   { return u.Kind == "message" || u.Kind == "edited_message" }
func (u *Update) edited() bool { return u.Kind == "edited_message" }

// acked (I1): every update that the network heard a 2xx for is stored raw, once, and stands in the transcript with its
// text; edits are told apart by their text.
func acked(o *Oracle, e *Evidence) {
	raw := map[string]int{}
	for _, in := range e.Record.Inbound {
		if in.Channel == e.Run.Channel {
			raw[in.Key+" "+in.EventID]++
		}
	}
	lines := customers(e)
	for _, u := range e.Updates {
		if u.Acked == 0 || !u.said() {
			continue
		}
		o.expect(raw[chat(u.ChatID)+" "+strconv.FormatInt(u.ID, 10)] == 1, "update %d was acknowledged and is stored %d times", u.ID, raw[chat(u.ChatID)+" "+strconv.FormatInt(u.ID, 10)])
		found := 0
		for _, m := range lines[place{chat(u.ChatID), strconv.FormatInt(u.MessageID, 10)}] {
			if m.Text == u.Text && (m.Kind == "edit") == u.edited() {
				found++
			}
		}
		if found != 1 {
			o.fail("update %d (chat %d, message %d, %q) was acknowledged and is in the transcript %d times", u.ID, u.ChatID, u.MessageID, u.Text, found)
		}
	}
	for id, why := range e.Record.Quarantine {
		o.fail("raw row %d was put into quarantine: %s", id, why)
	}
}

// customers are the customers' lines by the message that they are, or that they change.
func customers(e *Evidence) map[place][]*Message {
	out := map[place][]*Message{}
	for key, ss := range e.conversations() {
		for _, m := range e.talk(ss) {
			if m.Role == "customer" {
				p := place{key, m.original()}
				out[p] = append(out[p], m)
			}
		}
	}
	return out
}

// twice (I2): no message of a customer stands twice, whatever its session, none was made up, and no raw event is
// stored twice.
func twice(o *Oracle, e *Evidence) {
	said := map[place]map[string]bool{}
	ids := map[string]bool{}
	for _, u := range e.Updates {
		p := place{chat(u.ChatID), strconv.FormatInt(u.MessageID, 10)}
		if said[p] == nil {
			said[p] = map[string]bool{}
		}
		said[p][u.Text] = true
		ids[strconv.FormatInt(u.ID, 10)] = true
	}
	for p, ms := range customers(e) {
		seen := map[string]bool{}
		for _, m := range ms {
			o.expect(!seen[m.External], "chat %s has message %s more than once (%q)", p.key, m.External, m.Text)
			seen[m.External] = true
			if !said[p][m.Text] {
				o.fail("chat %s, message %s: nobody wrote %q", p.key, m.External, m.Text)
			}
		}
	}
	stored := map[string]bool{}
	for _, in := range e.Record.Inbound {
		id := in.Channel + "/" + in.EventID
		o.expect(!stored[id], "raw event %s is stored twice", id)
		stored[id] = true
		if in.Channel == e.Run.Channel && !ids[in.EventID] {
			o.fail("raw event %s: the network never sent it", id)
		}
	}
}

// order (I3): a conversation reads in the order in which the network numbered its updates; and what we sent there
// arrived in the order of the transcript.
func order(o *Oracle, e *Evidence) {
	if e.Run.Ordered {
		number := map[place]map[string]int64{}
		for _, u := range e.Updates {
			p := place{chat(u.ChatID), strconv.FormatInt(u.MessageID, 10)}
			if number[p] == nil {
				number[p] = map[string]int64{}
			}
			number[p][u.Text] = u.ID
		}
		for key, ss := range e.conversations() {
			inOrder(o, key, e.talk(ss), number)
		}
	}
	for key, ss := range e.conversations() {
		outOrder(o, e, key, ss)
	}
}

func inOrder(o *Oracle, key string, talk []*Message, number map[place]map[string]int64) {
	var last int64
	for _, m := range talk {
		if m.Role != "customer" {
			continue
		}
		n := number[place{key, m.original()}][m.Text]
		o.expect(n > last, "chat %s: update %d (%.40q) stands behind update %d", key, n, m.Text, last)
		last = max(last, n)
	}
}

// outOrder leaves out what a person sent again: that comes later by wish.
func outOrder(o *Oracle, e *Evidence, key string, ss []*Session) {
	var last int64
	for _, s := range ss {
		told := reports(e.Record.Events[s.ID])
		for _, m := range e.Record.Messages[s.ID] {
			id, err := strconv.ParseInt(m.Receipt, 10, 64)
			if err != nil || told[m.Seq].resends > 0 {
				continue
			}
			o.expect(id > last, "chat %s: %.60q was sent as message %d, after message %d that stands behind it", key, m.Text, id, last)
			last = max(last, id)
		}
	}
}
