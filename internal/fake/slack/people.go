package slack

import (
	"fmt"
	"slices"
)

// Person is somebody in the workspace who is no bot.
type Person struct {
	s  *Server
	id string
}

// Person makes somebody known, or renames who is. id has Slack's form, such as U0LI.
func (s *Server) Person(id, name, locale string) *Person {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.world.users[id] = &user{id: id, name: name, locale: locale}
	return &Person{s, id}
}

// Channel makes a public channel, with or without the app in it, and gives its id.
func (s *Server) Channel(name string, member bool) string { return s.room(kindChannel, name, member) }

// Group makes a private channel that the app is in, and gives its id.
func (s *Server) Group(name string) string { return s.room(kindGroup, name, true) }

func (s *Server) room(kind, name string, member bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &channel{id: s.world.id("C"), name: name, kind: kind, member: member}
	s.world.channels[c.id] = c
	return c.id
}

// Archive closes a channel: nothing can be posted any more.
func (s *Server) Archive(room string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.world.channels[room]; c != nil {
		c.archived = true
	}
}

// DM is the id of the direct message between the person and the app.
func (p *Person) DM() string {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return p.s.world.dm(p.id).id
}

// Says writes into a channel, or into a thread of it; text is Slack's own markup (use [Mention]). It gives the ts.
func (p *Person) Says(room, text, thread string) (string, error) {
	return p.post(room, &message{Text: text, ThreadTS: thread})
}

// Shares sends a file with a caption.
func (p *Person) Shares(room, caption string, f File) (string, error) {
	return p.post(room, &message{Subtype: "file_share", Text: caption, Files: []File{f}})
}

func (p *Person) post(id string, m *message) (string, error) {
	s := p.s
	s.mu.Lock()
	c := s.world.channels[id]
	if c == nil {
		s.mu.Unlock()
		return "", fmt.Errorf("slack stand-in: no channel %s", id)
	}
	m.Type, m.User, m.Team, m.TS = "message", p.id, TeamID, s.world.ts()
	m.ClientID = s.world.id("client-")
	for i, f := range m.Files {
		m.Files[i] = s.put(f)
	}
	c.add(m)
	events := said(c, *m)
	s.mu.Unlock()
	s.emit(events...)
	return m.TS, nil
}

// Edits changes a text: a message_changed event (T:message.message_changed).
func (p *Person) Edits(room, ts, text string) error {
	return p.alter(room, ts, func(c *channel, m *message) []event {
		before := *m
		m.Text, m.Edited = text, &edited{p.id, p.s.world.ts()}
		return append([]event{changed(c, *m, before, m.Edited.TS)}, named(c, *m)...)
	})
}

// Deletes takes a message back: a message_deleted event (T:message.message_deleted). The first line of a thread leaves a
// stone that says so, as message_changed with the subtype tombstone (seen in Slack; its documentation does not name it).
func (p *Person) Deletes(room, ts string) error {
	return p.alter(room, ts, func(c *channel, m *message) []event {
		before, at := *m, p.s.world.ts()
		if slices.ContainsFunc(c.messages, func(r *message) bool { return r.ThreadTS == ts && r != m }) {
			*m = message{Type: "message", Subtype: "tombstone", User: "USLACKBOT", Text: "This message was deleted.", TS: ts, ThreadTS: m.ThreadTS, Hidden: true}
			return []event{changed(c, *m, before, at)}
		}
		c.messages = slices.DeleteFunc(c.messages, func(o *message) bool { return o == m })
		return []event{deleted(c, before, at)}
	})
}

// Reacts puts an emoji on a message: a reaction_added event (T:reaction_added).
func (p *Person) Reacts(room, ts, emoji string) error {
	return p.alter(room, ts, func(_ *channel, m *message) []event {
		return []event{reacted("reaction_added", room, *m, p.id, emoji, p.s.world.ts())}
	})
}

// Unreacts takes the emoji away again: a reaction_removed event (T:reaction_removed).
func (p *Person) Unreacts(room, ts, emoji string) error {
	return p.alter(room, ts, func(_ *channel, m *message) []event {
		return []event{reacted("reaction_removed", room, *m, p.id, emoji, p.s.world.ts())}
	})
}

func (p *Person) alter(id, ts string, how func(*channel, *message) []event) error {
	s := p.s
	s.mu.Lock()
	c := s.world.channels[id]
	if c == nil || c.find(ts) == nil {
		s.mu.Unlock()
		return fmt.Errorf("slack stand-in: no message %s in %s", ts, id)
	}
	e := how(c, c.find(ts))
	heard := c.member
	s.mu.Unlock()
	if heard {
		s.emit(e...)
	}
	return nil
}

// Leaves deactivates the account.
func (p *Person) Leaves() {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.world.users[p.id].deleted = true
}

// Mention is the markup that names a person.
func Mention(id string) string { return "<@" + id + ">" }
