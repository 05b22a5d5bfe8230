package checker

// change is what was done at the network to a message that stood there: by which call, and with which words.
type change struct {
	place
	method, text string
}

// changes says whether the line corrects a reply or takes it back.
func (m *Message) changes() bool { return m.Purpose == "edited" || m.Purpose == "recalled" }

// at is the change that the line asks the network for; of is the reply.
func (m *Message) at(key string, of *Message) change {
	c := change{place{key, of.Receipt}, "editMessageText", m.Text}
	if m.Purpose == "recalled" {
		c.method, c.text = "deleteMessage", ""
	}
	return c
}

// made are the changes that took effect at the network, and how often. Words that stand there already, and a message that is gone,
// change nothing.
func made(e *Evidence) map[change]int {
	out := map[change]int{}
	for i := range e.Sends {
		s := &e.Sends[i]
		if !s.Done || s.Method != "editMessageText" && s.Method != "deleteMessage" {
			continue
		}
		c := change{place{chat(s.ChatID), number(s.MessageID)}, s.Method, s.Text}
		if s.Method == "deleteMessage" {
			c.text = ""
		}
		out[c]++
	}
	return out
}

// changed (I16): what a reply says now, or that it was taken back, is of a reply of the same person's that has arrived, reached the
// network once where that is reported, and nothing was changed there that nobody asked for. A correction behind which the reply was
// taken back may never be seen there: the network no longer has the message.
func changed(o *Oracle, e *Evidence) {
	left := made(e)
	for key, ss := range e.conversations() {
		for _, s := range ss {
			ms := e.Record.Messages[s.ID]
			for _, m := range ms {
				if m.changes() {
					changedOnce(o, key, m, replyOf(ms, m), left)
				}
			}
		}
	}
	for c, n := range left {
		o.expect(n == 0, "chat %s: %s of message %s (%q) took effect %d times more than anybody asked for", c.key, c.method, c.id, c.text, n)
	}
}

func changedOnce(o *Oracle, key string, m, of *Message, left map[change]int) {
	if of == nil || of.Author != m.Author || of.Receipt == "" {
		o.expect(false, "chat %s: message %d (%s) is about no reply of the same person's that has arrived", key, m.Seq, m.Purpose)
		return
	}
	c := m.at(key, of)
	switch {
	case left[c] > 0:
		left[c]--
	case m.Delivery == "sent" && m.DeliveryNote != "marked delivered":
		o.expect(false, "chat %s: %s of message %s (%q) is reported and never took effect", key, c.method, c.id, c.text)
	default:
		o.expect(true, "")
	}
}

// replyOf is the reply that a line changes; nil where there is none.
func replyOf(ms []*Message, m *Message) *Message {
	for _, of := range ms {
		if number(of.Seq) == m.Ref && of.Role == "agent" && of.Purpose == "reply" {
			return of
		}
	}
	return nil
}
