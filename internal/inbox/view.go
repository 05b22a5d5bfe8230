package inbox

import (
	"cmp"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/profile"
	"firstline/internal/store"
	"firstline/sessions"
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
	At              desk.Address   `json:"-"`
	AddressKey      string         `json:"address_key" doc:"Covered where it is a telephone number or a mailbox (SEC-01): no key to look anything up by"`
	ByHand          bool           `json:"by_hand" doc:"Written down by people (CHN-01): what is answered is said elsewhere and only recorded here"`
	Contact         string         `json:"contact" doc:"By what the customer is known again, as people read it, covered where it leads to the person (SEC-01; shown whole by profile/reveal); empty = nobody knows"`
	Identity        string         `json:"identity" enum:",claimed,verified" doc:"Who says who the customer is: verified = the site around the chat has signed it, and contact is its own id of the customer; claimed = nobody but the customer; empty = the network"`
	VIP             bool           `json:"vip,omitempty" doc:"The customer is one (CUS-03)"`
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
	Since           desk.Millis    `json:"waiting_since" doc:"Since when the customer waits for an answer; 0 = for none"`
	DueKind         string         `json:"due_kind" enum:"first,next," doc:"Which target it is; empty when nothing is owed"`
	Breached        bool           `json:"breached"`
	Rests           []Rest         `json:"rests,omitempty" doc:"When the clock of due_at stands still before it, because the group is not at work (CHN-02); left out: never"`
	Sending         bool           `json:"sending,omitempty" doc:"An answer is on its way, and the network has not taken it yet: the clock goes on"`
	Quota           *Quota         `json:"quota,omitempty" doc:"What the network still takes before the customer writes again; left out: any number"`
	ComplaintDue    desk.Millis    `json:"complaint_due_at,omitempty" doc:"What its open complaint owes next is due then (CMP-08); left out: it has none"`
	DeliveryTrouble bool           `json:"delivery_trouble" doc:"A message failed or is unconfirmed and needs a person"`
	LeftMessage     bool           `json:"left_message" doc:"Written while nobody of the group was there, and with nobody since (CHN-02, CHN-04)"`
	Raised          bool           `json:"raised" doc:"Too many agents left the customer without an answer: a lead has to take it (RTE-13)"`
	Hits            int            `json:"hits" doc:"Listed phrases in what agents have sent (FBD-01, QA-07)"`
	Seen            *sessions.Seen `json:"seen" doc:"How far the customer has read: up to the message seq, heard of at; null = nothing that we know of"`
	Outcome         string         `json:"outcome"`
	Category        string         `json:"category"`
	Hint            string         `json:"hint" doc:"Category that a keyword rule proposes (ORG-02); empty = none"`
	Offered         desk.Millis    `json:"offered_until" doc:"The holder has to accept it by then; 0 = it is no offer"`
	Promised        desk.Millis    `json:"promised_at" doc:"The next time that the customer was given (SCR-15); 0 = none is open"`
	Missed          bool           `json:"promise_missed"`

	OverAims []sessions.AimKind `json:"over_aims" doc:"Further targets that have passed unmet: answer, completion (SLA-02)"`
	Register string             `json:"register" doc:"Its number in the complaint register (ORG-07); empty = it has none"`
	Need     desk.Speciality    `json:"speciality" doc:"Whom the matter needs (ORG-03); empty = anybody"`
	Flow     sessions.Flow      `json:"flow" enum:",dispute,fault,department" doc:"Which way it takes (FLW-01…04); empty is the general one"`
	Score    int                `json:"score" doc:"The customer's rating, 1 to 5; 0 = none (SAT-01)"`
	Asks     []sessions.Ask     `json:"asks" doc:"Questions inside the house that wait for their answer, or that something is owed because of"`
	Urgency  int64              `json:"urgency" doc:"Open sessions are listed by it, smallest first"`
	Hidden   bool               `json:"hidden,omitempty" doc:"The session may not be seen any more: take it out of every list"`
}

// Quota is what a network takes from us after the customer's last message.
type Quota struct {
	Messages int         `json:"messages"`
	Left     int         `json:"left"`
	Until    desk.Millis `json:"until" doc:"After that nothing; 0 = until the customer writes again"`
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
	ReplyTo    string        `json:"reply_to" doc:"external_id of the message that it answers, changes, takes back or reacts to; empty = none"`
	ReplyToSeq int64         `json:"reply_to_seq" doc:"The same message's seq; 0 where it is not in this answer. Of an agent's correction or recall (purpose edited, recalled) always the reply's"`
	Quotes     int64         `json:"quotes" doc:"The seq of the message that the agent chose to answer; 0 = none was chosen"`
	Files      []File        `json:"files" doc:"What came or goes with it; fetched from /sessions/{id}/messages/{seq}/files/{n}, n from 0"`
	Mentions   []Mentioned   `json:"mentions,omitempty" doc:"Colleagues whom a note speaks to"`
}

// Mentioned is a colleague whom a note speaks to.
type Mentioned struct {
	Person
	Looked desk.Millis `json:"looked_at" doc:"When that person first read the session afterwards; 0 = not yet"`
}

// File is a file of a message as screens show it.
type File struct {
	Kind    desk.Kind      `json:"kind" enum:"photo,video,voice,audio,document,sticker"`
	Name    string         `json:"name" doc:"As its sender named it; empty if nobody did"`
	Type    string         `json:"type" doc:"MIME type; the network's word until the file is stored"`
	Size    int64          `json:"size" doc:"Bytes; 0 = not known yet"`
	Width   int            `json:"width"`
	Height  int            `json:"height"`
	Seconds int            `json:"seconds"`
	State   desk.FileState `json:"state" enum:"wanted,stored,failed"`
	Reason  string         `json:"reason" doc:"Why it failed"`
	Thumb   bool           `json:"thumb" doc:"There is a small picture of it at …/thumb"`
	Digest  string         `json:"digest" doc:"SHA-256 of its bytes, hex; empty unless stored"`
}

// Agent is a colleague as everybody sees one.
type Agent struct {
	ID         desk.AgentID    `json:"id"`
	Name       string          `json:"name"`
	Rank       desk.Rank       `json:"rank"`
	Speciality desk.Speciality `json:"speciality"`
	Groups     []desk.GroupID  `json:"groups"`
	Level      int             `json:"level" doc:"Experience, 1 the least (ORG-10)"`
	Deputy     desk.AgentID    `json:"deputy" doc:"Takes what is passed to this person while away or offline (FCR-02); empty = nobody"`
	Status     desk.Status     `json:"status"`
	Since      desk.Millis     `json:"status_at" doc:"Since when; 0 = nobody knows"`
	Back       desk.Millis     `json:"back_at" doc:"When the person means to be back; 0 = not said"`
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
	Since       desk.Millis         `json:"status_at" doc:"Since when; 0 = nobody knows"`
	Back        desk.Millis         `json:"back_at" doc:"When I mean to be back; 0 = not said"`
	Asking      string              `json:"asking,omitempty" doc:"My wish to leave that waits for a superior (GET me/status-requests)"`
	Approval    []desk.Status       `json:"approval" doc:"The statuses that a superior has to grant me (DUT-04)"`
	Capacity    int                 `json:"capacity"`
	Load        int                 `json:"load"`
	Permissions []access.Permission `json:"permissions"`
}

// Counts are the numbers beside the views.
type Counts struct {
	Mine  int `json:"mine"`
	Queue int `json:"queue"`
	All   int `json:"all" doc:"0 for those who do not see all"`
	Owed  int `json:"owed" doc:"Sessions because of which I owe somebody an answer (FLW-11)"`
	Asked int `json:"asked" doc:"Sessions with a question to me that waits for its answer"`
}

// Channel is what a screen has to know of a channel.
type Channel struct {
	Type      string
	Name      string
	SignedKey string // channels.Capabilities
}

// row is the one constructor of rows.
func (r *Roster) row(s *store.Session, f *facts) Row {
	row := Row{
		ID: s.ID, Number: Number(s.ID), Ordinal: s.Ordinal, Version: s.Version, Channel: s.Address.Channel,
		ChannelType: r.channels[s.Address.Channel].Type, At: s.Address, AddressKey: profile.CoverKey(s.Address.Key),
		ByHand: f.ByHand, Contact: contact(profile.CoverKey(s.Address.Key), f.ByHand), Title: s.Title, Phase: s.Phase, Group: s.Group,
		Holder: r.person(s.Holder), Owner: r.person(s.Owner), OpenedAt: s.OpenedAt, ClosedAt: s.ClosedAt, QueuedAt: s.QueuedAt,
		Preview: Preview{Role: s.PreviewRole, Text: s.PreviewText, At: s.PreviewAt}, DeliveryTrouble: len(f.Trouble) > 0, LeftMessage: f.Left, Raised: f.Raised, Hits: f.Hits, Seen: f.Seen, Urgency: s.Urgency,
	}
	if signed := r.channels[s.Address.Channel].SignedKey; signed != "" {
		identity, whole := vouched(s.Address.Key, signed)
		row.Identity, row.Contact = identity, profile.CoverKey(whole)
		row.AddressKey = strings.TrimSuffix(s.Address.Key, whole) + row.Contact
	}
	if len(f.Waits) > 0 {
		w := f.Waits[0]
		row.Rests = rests(r.hours(f.Rules, s.Group), w.Since, w.Due)
		row.DueAt, row.Since, row.DueKind = w.Due, w.Since, "next"
		if w.First {
			row.DueKind = "first"
		}
		for _, w := range f.Waits {
			row.Breached = row.Breached || w.Breached
			row.Unanswered += int64(w.Count)
		}
	}
	if w := f.Allowance; w != nil {
		row.Quota = &Quota{Messages: w.Messages, Left: max(0, w.Messages-w.Used), Until: w.Until}
	}
	row.VIP, row.Sending, row.ComplaintDue = f.VIP, f.sending(), r.dues.of(s.ID)
	row.Category, row.Hint, row.Register, row.Need, row.Flow, row.Asks = f.Category, f.Hint, f.Register, f.Need, f.Flow, f.open()
	row.OverAims = append([]sessions.AimKind{}, sessions.OverAims(f.Aims)...)
	if f.Holder != nil {
		row.Offered = f.Holder.Until
	}
	for _, p := range f.Promises {
		if row.Promised == 0 || p.Until < row.Promised {
			row.Promised = p.Until
		}
		row.Missed = row.Missed || p.Missed
	}
	if f.Rating != nil {
		row.Score = f.Rating.Score
	}
	if f.Ending != nil {
		row.Outcome, row.Category = f.Ending.Outcome, cmp.Or(f.Ending.Category, row.Category)
	}
	return row
}

// contact is an address as people read it. Where people write down, the router puts before it how the customer is known
// again (router.Intake): by a number or by words; who left nothing has an address that nobody else needs to see.
func contact(key string, byHand bool) string {
	if !byHand {
		return key
	}
	what, _ := writtenDown(key)
	return what
}

// writtenDown is by what a customer is known of whom somebody wrote that down; ok is false for every other key.
func writtenDown(key string) (what string, ok bool) {
	if what, ok = strings.CutPrefix(key, desk.ByNumber); !ok {
		what, ok = strings.CutPrefix(key, desk.ByWords)
	}
	if !ok {
		return "", false
	}
	return what, true
}

// vouched says who stands for a customer of a channel on which somebody can (S-ID1), and gives the address as people read it:
// the id under which the site knows the customer, or what the browser was given.
func vouched(key, signed string) (identity, contact string) {
	if id, ok := strings.CutPrefix(key, signed); ok {
		return "verified", id
	}
	return "claimed", key
}

// hidden is what somebody may still know of a session that he may not see any more: that it has gone, and to whom.
func (r Row) hidden() Row {
	return Row{ID: r.ID, Version: r.Version, Channel: r.Channel, ChannelType: r.ChannelType, ByHand: r.ByHand, Phase: r.Phase, Group: r.Group, Holder: r.Holder, Hidden: true}
}

// messages is the one constructor of transcript lines. It finds what a line answers among the lines themselves.
func (r *Roster) messages(ms []store.Message) []Message {
	seqOf := map[string]int64{}
	for i := range ms {
		switch m := &ms[i]; {
		case m.Role == desk.RoleCustomer && m.External != "":
			seqOf[m.External] = m.Seq
		case m.Receipt != "":
			seqOf[m.Receipt] = m.Seq
		}
	}
	out := make([]Message, len(ms))
	for i := range ms {
		m := &ms[i]
		out[i] = Message{Seq: m.Seq, Version: m.Version, Role: m.Role, Author: r.person(desk.AgentID(m.Author)), Purpose: m.Purpose, Kind: m.Kind,
			Text: m.Text, At: m.At, SentAt: m.SentAt, Delivery: m.Delivery, Reason: m.Reason, ClientID: m.ClientID, ExternalID: cmp.Or(m.External, m.Receipt), ReplyTo: m.ReplyRef, Quotes: m.Quotes, ReplyToSeq: m.Quotes}
		if seq := sessions.Purpose(m.Purpose).Changed(m.ReplyRef); seq > 0 {
			out[i].ReplyTo, out[i].ReplyToSeq = "", seq
		} else if m.ReplyRef != "" && m.Quotes == 0 {
			out[i].ReplyToSeq = seqOf[m.ReplyRef]
		}
		out[i].Files, out[i].Mentions = files(m.Files), r.spokenTo(m.Mentions)
	}
	return out
}

func files(of []desk.File) []File {
	out := make([]File, len(of))
	for i, f := range of {
		out[i] = File{Kind: f.Kind, Name: f.Name, Type: f.Type, Size: f.Size, Width: f.Width, Height: f.Height, Seconds: f.Seconds, State: f.State,
			Reason: f.Reason, Thumb: f.Thumb != "", Digest: f.Digest}
	}
	return out
}

// A session's label: so many of the signs that do not look alike.
const (
	labelSigns  = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	labelLength = 6
)

// Number makes a session's label out of the random end of its id.
func Number(id desk.SessionID) string {
	var bits uint32
	for _, c := range []byte(id) {
		switch {
		case c >= '0' && c <= '9':
			bits = bits<<4 | uint32(c-'0')
		case c >= 'a' && c <= 'f':
			bits = bits<<4 | uint32(c-'a'+10)
		}
	}
	var label [labelLength]byte
	for i := range label {
		label[i] = labelSigns[bits&31]
		bits >>= 5
	}
	return string(label[:])
}
