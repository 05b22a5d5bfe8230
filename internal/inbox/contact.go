package inbox

import (
	"context"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/sessions"
)

// Contact is the customer of a session: at which addresses one person writes to us, and who said so (RTE-06, CUS-10).
type Contact struct {
	Addresses []ContactAddress `json:"addresses" doc:"That of the session first, then those that are linked with it"`
	Undone    []ContactUndone  `json:"undone" doc:"Links that were taken back, oldest first: for superiors and those who had a part in it"`
	MayLink   bool             `json:"may_link" doc:"You may say that this customer is also somebody else: who serves it now, and superiors"`
}

// ContactAddress is one of a customer's addresses.
type ContactAddress struct {
	Channel     desk.ChannelID `json:"channel"`
	ChannelType string         `json:"channel_type"`
	ByHand      bool           `json:"by_hand"`
	Title       string         `json:"title" doc:"The customer's or the group's name there"`
	Contact     string         `json:"contact" doc:"By what the customer is known there, for who has this customer or sees everybody; else empty"`
	Sessions    int64          `json:"sessions" doc:"How many there were"`
	LastAt      desk.Millis    `json:"last_at" doc:"When the newest began"`
	Open        *ContactOpen   `json:"open" doc:"Another session that is open there now"`
	Link        *ContactLink   `json:"link" doc:"Through which link it is this customer's; null for the session's own address"`
}

// ContactOpen is a session that is open now at an address of the same customer.
type ContactOpen struct {
	ID     desk.SessionID `json:"id"`
	Number string         `json:"number"`
	Phase  string         `json:"phase" enum:"queued,serving,closing"`
	Group  desk.GroupID   `json:"group"`
	Holder *Person        `json:"holder" doc:"null while it waits"`
	May    bool           `json:"may_open" doc:"The session is yours to see"`
}

// ContactLink says who linked two addresses, when and why.
type ContactLink struct {
	ID     int64       `json:"id"`
	By     *Person     `json:"by"`
	At     desk.Millis `json:"at"`
	Reason string      `json:"reason"`
	May    bool        `json:"may_undo" doc:"You may take it back: who made it, and superiors"`
}

// ContactUndone is a link that was taken back. It says no more of the other address than its network: it is a stranger's again.
type ContactUndone struct {
	ID           int64       `json:"id"`
	ChannelType  string      `json:"channel_type" doc:"Of the address that was linked"`
	By           *Person     `json:"by"`
	At           desk.Millis `json:"at"`
	Reason       string      `json:"reason"`
	UndoneBy     *Person     `json:"undone_by"`
	UndoneAt     desk.Millis `json:"undone_at"`
	UndoneReason string      `json:"undone_reason"`
}

// Contact reads the customer of a session. The right to see the session itself is for the caller to check. Whoever has no part
// in serving gets desk.Forbidden.
func (h *Hub) Contact(ctx context.Context, who access.Viewer, of Row) (Contact, error) {
	p, now, err := h.recalled(ctx, who, of)
	if err != nil {
		return Contact{}, err
	}
	c := Contact{Undone: h.undone(ctx, who, p), MayLink: MayLink(who, of)}
	for _, m := range p.Members {
		a, err := h.contactAt(ctx, who, of.ID, m)
		if err != nil {
			return Contact{}, err
		}
		if !who.SeesAll() && !slices.Contains(now, who.ID) {
			a.Contact = ""
		}
		c.Addresses = append(c.Addresses, a)
	}
	return c, nil
}

// MayLink says whether somebody who sees the session may link its customer.
func MayLink(who access.Viewer, of Row) bool {
	s := access.Standing{Phase: sessions.Phase(of.Phase)}
	if of.Holder != nil {
		s.Holder = of.Holder.ID
	}
	return who.Links(s)
}

// contactAt is one address as somebody may see it who looks at the session this.
func (h *Hub) contactAt(ctx context.Context, who access.Viewer, this desk.SessionID, m contacts.Member) (ContactAddress, error) {
	a := ContactAddress{Channel: m.At.Channel, ChannelType: h.roster.channels[m.At.Channel].Type}
	if m.Via != nil {
		h.roster.meet(ctx, m.Via.Who)
		a.Link = &ContactLink{m.Via.N, h.roster.person(m.Via.Who), m.Via.At, m.Via.Why, m.Via.Who == who.ID || who.Can(access.ActAny)}
	}
	s, f, ok, err := h.newest(ctx, m.At)
	if err != nil || !ok {
		return a, err
	}
	row := h.roster.row(&s, &f)
	a.ByHand, a.Title, a.Contact, a.Sessions, a.LastAt = row.ByHand, row.Title, row.Contact, row.Ordinal, row.OpenedAt
	if standing := f.standing(&s); standing.Phase.Open() && row.ID != this {
		a.Open = &ContactOpen{row.ID, row.Number, row.Phase, row.Group, row.Holder, who.Sees(standing)}
	}
	return a, nil
}

// undone are the links of these addresses that were taken back, as far as they are the viewer's business.
func (h *Hub) undone(ctx context.Context, who access.Viewer, p contacts.Person) []ContactUndone {
	out := []ContactUndone{}
	for _, u := range p.Undone {
		if !who.SeesAll() && u.Link.Who != who.ID && u.Back.Who != who.ID {
			continue
		}
		h.roster.meet(ctx, u.Link.Who, u.Back.Who)
		there := u.Link.B
		if !p.Has(u.Link.A) {
			there = u.Link.A
		}
		out = append(out, ContactUndone{u.Link.N, h.roster.channels[there.Channel].Type, h.roster.person(u.Link.Who), u.Link.At, u.Link.Why,
			h.roster.person(u.Back.Who), u.Back.At, u.Back.Why})
	}
	return out
}
