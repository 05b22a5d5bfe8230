package inbox

import (
	"cmp"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store"
)

// Person is somebody's id and name.
type Person struct {
	ID   desk.AgentID `json:"id"`
	Name string       `json:"name"`
}

// Preview is the newest line of a session.
type Preview struct {
	Role desk.Role   `json:"role"`
	Text string      `json:"text"`
	At   desk.Millis `json:"at"`
}

// Row is a session as a list shows it.
type Row struct {
	ID              desk.SessionID `json:"id"`
	Number          string         `json:"number" doc:"A label for people, not a key"`
	Ordinal         int64          `json:"ordinal" doc:"1 for the first session at the address"`
	Version         int64          `json:"version"`
	Channel         desk.ChannelID `json:"channel"`
	ChannelType     string         `json:"channel_type"`
	AddressKey      string         `json:"address_key"`
	Title           string         `json:"title" doc:"The customer's or the group's name"`
	Phase           string         `json:"phase" enum:"queued,serving,closing,closed"`
	Group           desk.GroupID   `json:"group"`
	Holder          *Person        `json:"holder"`
	Owner           *Person        `json:"owner" doc:"First-contact owner"`
	OpenedAt        desk.Millis    `json:"opened_at"`
	ClosedAt        desk.Millis    `json:"closed_at"`
	QueuedAt        desk.Millis    `json:"queued_at"`
	Preview         Preview        `json:"preview"`
	Unanswered      int64          `json:"unanswered"`
	DueAt           desk.Millis    `json:"due_at" doc:"Deadline of the oldest open obligation; 0 = nothing is owed"`
	DueKind         string         `json:"due_kind" enum:"first,next," doc:"Which target it is; empty when nothing is owed"`
	Breached        bool           `json:"breached"`
	DeliveryTrouble bool           `json:"delivery_trouble" doc:"A message failed or is unconfirmed and needs a person"`
	LeftMessage     bool           `json:"left_message" doc:"Written outside of the hours, and with nobody since (CHN-04)"`
	Raised          bool           `json:"raised" doc:"Too many agents left the customer without an answer: a lead has to take it (RTE-13)"`
	Outcome         string         `json:"outcome"`
	Category        string         `json:"category"`
	Urgency         int64          `json:"urgency" doc:"Open sessions are listed by it, smallest first"`
	Hidden          bool           `json:"hidden,omitempty" doc:"The session may not be seen any more: take it out of every list"`
}

// Message is a line of a transcript.
type Message struct {
	Seq        int64         `json:"seq"`
	Version    int64         `json:"version" doc:"The session's version that wrote or last changed it"`
	Role       desk.Role     `json:"role" enum:"customer,agent,auto,note,system"`
	Author     *Person       `json:"author"`
	Purpose    string        `json:"purpose"`
	Kind       desk.Kind     `json:"kind"`
	Text       string        `json:"text"`
	Note       string        `json:"note"`
	At         desk.Millis   `json:"at"`
	SentAt     desk.Millis   `json:"sent_at" doc:"The network's own time"`
	Delivery   desk.Delivery `json:"delivery" enum:",queued,sending,sent,retry,failed,unconfirmed"`
	Reason     string        `json:"delivery_reason"`
	ClientID   string        `json:"client_id"`
	ExternalID string        `json:"external_id"`
	ReplyToSeq int64         `json:"reply_to_seq" doc:"0 when it answers no particular message, or one that is not in this answer"`
}

// Agent is a colleague as everybody sees one.
type Agent struct {
	ID         desk.AgentID    `json:"id"`
	Name       string          `json:"name"`
	Rank       desk.Rank       `json:"rank"`
	Speciality desk.Speciality `json:"speciality"`
	Groups     []desk.GroupID  `json:"groups"`
	Status     desk.Status     `json:"status"`
	Connected  bool            `json:"connected"`
	Capacity   int             `json:"capacity"`
	Load       int             `json:"load"`
	Disabled   bool            `json:"disabled,omitempty"`
}

// Me is a person to himself.
type Me struct {
	ID          desk.AgentID        `json:"id"`
	Login       string              `json:"login"`
	Name        string              `json:"name"`
	Rank        desk.Rank           `json:"rank"`
	Speciality  desk.Speciality     `json:"speciality"`
	Groups      []desk.GroupID      `json:"groups"`
	Status      desk.Status         `json:"status"`
	Capacity    int                 `json:"capacity"`
	Load        int                 `json:"load"`
	Permissions []access.Permission `json:"permissions"`
}

// Counts are the numbers beside the views.
type Counts struct {
	Mine  int `json:"mine"`
	Queue int `json:"queue"`
	All   int `json:"all" doc:"0 for those who do not see all"`
}

// Channel is what a screen has to know of a channel.
type Channel struct {
	Type string
	Name string
}

// row is the one constructor of rows.
func (r *Roster) row(s *store.Session, f *facts) Row {
	row := Row{
		ID: s.ID, Number: number(s.ID), Ordinal: s.Ordinal, Version: s.Version, Channel: s.Address.Channel,
		ChannelType: r.channels[s.Address.Channel].Type, AddressKey: s.Address.Key, Title: s.Title, Phase: s.Phase, Group: s.Group,
		Holder: r.person(s.Holder), Owner: r.person(s.Owner), OpenedAt: s.OpenedAt, ClosedAt: s.ClosedAt, QueuedAt: s.QueuedAt,
		Preview: Preview{Role: s.PreviewRole, Text: s.PreviewText, At: s.PreviewAt}, DeliveryTrouble: len(f.Trouble) > 0, LeftMessage: f.Left, Raised: f.Raised, Urgency: s.Urgency,
	}
	if len(f.Waits) > 0 {
		w := f.Waits[0]
		row.DueAt, row.DueKind, row.Unanswered = w.Due, "next", f.Asked-w.Seq+1
		if w.First {
			row.DueKind = "first"
		}
		for _, w := range f.Waits {
			row.Breached = row.Breached || w.Breached
		}
	}
	if f.Ending != nil {
		row.Outcome, row.Category = f.Ending.Outcome, f.Ending.Category
	}
	return row
}

// hidden is what somebody may still know of a session that he may not see any more: that it has gone, and to whom.
func (r Row) hidden() Row {
	return Row{ID: r.ID, Version: r.Version, Channel: r.Channel, ChannelType: r.ChannelType, Phase: r.Phase, Group: r.Group, Holder: r.Holder, Hidden: true}
}

// messages is the one constructor of transcript lines. It finds what a line answers among the lines themselves.
func (r *Roster) messages(ms []store.Message) []Message {
	seqOf := map[string]int64{}
	for i := range ms {
		if ms[i].Role == desk.RoleCustomer && ms[i].External != "" {
			seqOf[ms[i].External] = ms[i].Seq
		}
	}
	out := make([]Message, len(ms))
	for i := range ms {
		m := &ms[i]
		out[i] = Message{Seq: m.Seq, Version: m.Version, Role: m.Role, Author: r.person(desk.AgentID(m.Author)), Purpose: m.Purpose, Kind: m.Kind,
			Text: m.Text, At: m.At, SentAt: m.SentAt, Delivery: m.Delivery, Reason: m.Reason, ClientID: m.ClientID, ExternalID: cmp.Or(m.External, m.Receipt)}
		if m.ReplyRef != "" {
			out[i].ReplyToSeq = seqOf[m.ReplyRef]
		}
	}
	return out
}

// number makes a session's label out of the random end of its id: six characters without those that look alike.
func number(id desk.SessionID) string {
	const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	var bits uint32
	for _, c := range []byte(id) {
		switch {
		case c >= '0' && c <= '9':
			bits = bits<<4 | uint32(c-'0')
		case c >= 'a' && c <= 'f':
			bits = bits<<4 | uint32(c-'a'+10)
		}
	}
	var label [6]byte
	for i := range label {
		label[i] = signs[bits&31]
		bits >>= 5
	}
	return string(label[:])
}
