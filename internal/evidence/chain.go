package evidence

import (
	"bytes"
	"encoding/json"
	"fmt"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// chain recomputes a session's hash chain and gives the digests of the texts that its events wrote, by message.
func (v *verifier) chain(s story) map[int64]string {
	l := link{v: v, id: s.row.ID, next: 1, digests: map[int64]string{}}
	for i := range s.events {
		switch e := &s.events[i]; {
		case e.Version < 1:
			v.event(Extra, l.id, e.Version, "events are numbered from 1")
		case e.Version > s.row.Version:
			v.event(Extra, l.id, e.Version, "the session does not know this event")
		default:
			l.event(e)
		}
	}
	l.end(s.row)
	return l.digests
}

// link is the walk along one chain.
type link struct {
	v    *verifier
	id   string
	next int64 // version that comes now
	// stored is the hash that the event before bears, derived the one that it should bear. They differ only where a
	// hash was changed, and then the chain is followed by either, so that one change is named once.
	stored, derived []byte
	digests         map[int64]string
}

func (l *link) event(e *dbq.Event) {
	unbroken := e.Version == l.next
	if !unbroken {
		l.v.event(Missing, l.id, l.next, span("versions", l.next, e.Version-1)+" not in the log")
	}
	got := hashOf(l.stored, e)
	holds := bytes.Equal(got, e.Hash) || !bytes.Equal(l.stored, l.derived) && bytes.Equal(hashOf(l.derived, e), e.Hash)
	if unbroken && !holds {
		l.v.event(Changed, l.id, e.Version, "the event does not give its hash")
	}
	var entry sessions.Entry
	if err := json.Unmarshal([]byte(e.Body), &entry); err != nil && holds {
		l.v.event(Changed, l.id, e.Version, "the event cannot be read")
	}
	for seq, digest := range entry.Texts {
		if _, twice := l.digests[seq]; twice {
			l.v.event(Changed, l.id, e.Version, fmt.Sprintf("it writes message %d, which an event before it wrote", seq))
		}
		l.digests[seq] = digest
	}
	l.stored, l.derived, l.next = e.Hash, got, e.Version+1
	if holds || !unbroken {
		l.derived = e.Hash
	}
}

func hashOf(prev []byte, e *dbq.Event) []byte {
	return sessions.Link(prev, desk.SessionID(e.Session), e.Version, desk.Millis(e.At), e.Kind, e.Who, []byte(e.Body))
}

// end compares the end of the chain with the session's row.
func (l *link) end(row dbq.Session) {
	switch {
	case row.Version < 1:
		l.v.session(Changed, l.id, "its version is below 1")
	case l.next <= row.Version:
		l.v.event(CutOff, l.id, l.next, span("versions", l.next, row.Version)+" not in the log")
	case !bytes.Equal(row.Head, l.stored) && !bytes.Equal(row.Head, l.derived):
		l.v.session(Changed, l.id, "its row bears another hash than its last event")
	}
}

// outline is what every state has, whatever version wrote it.
type outline struct {
	ID      string `json:"id"`
	Version int64  `json:"version"`
	Seq     int64  `json:"seq"` // the last message
}

// texts compares the transcript with the digests that the log has.
func (v *verifier) texts(s story, digests map[int64]string) {
	var o outline
	switch err := json.Unmarshal([]byte(s.row.State), &o); {
	case err != nil:
		v.session(Changed, s.row.ID, "its state cannot be read")
	case o.ID != s.row.ID || o.Version != s.row.Version:
		v.session(Changed, s.row.ID, "its state is another session's or another version's")
	}
	last := o.Seq
	for seq := range digests {
		last = max(last, seq)
	}
	next := int64(1)
	for i := range s.messages {
		m := &s.messages[i]
		if m.Seq < 1 || m.Seq > last {
			v.message(Extra, s.row.ID, m.Seq, "no event wrote it")
			continue
		}
		if m.Seq > next {
			v.message(Missing, s.row.ID, next, span("messages", next, m.Seq-1)+" not in the transcript")
		}
		next = m.Seq + 1
		v.text(m, digests)
	}
	if next <= last {
		v.message(CutOff, s.row.ID, next, span("messages", next, last)+" not in the transcript")
	}
}

func (v *verifier) text(m *dbq.Message, digests map[int64]string) {
	digest, written := digests[m.Seq]
	switch {
	case !written && m.Text == "" && m.Salt == "": // it never had a text
	case !written:
		v.message(Extra, m.Session, m.Seq, "no event wrote its text")
	case m.Text == "" && m.Salt == "":
		v.report.Erased++
	case sessions.Digest(m.Salt, m.Text) != digest:
		v.message(Changed, m.Session, m.Seq, "the text is not the one that was recorded")
	}
}
