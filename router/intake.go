package router

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// Intake is what somebody writes down for a customer who came without a channel (CHN-01).
type Intake struct {
	ClientID string
	Inlet    sessions.Inlet
	Name     string      // of the customer; empty = unknown
	Contact  string      // telephone number, address or account by which the customer is known again; empty = nobody knows
	When     desk.Millis // when it was; 0 = now
	Asked    string      // what the customer wanted
	Answered string      // what the person has answered; empty = nothing yet
	Reason   string      // why a listed phrase that asks for a reason was said all the same
}

// own is the command's id among those of all people.
func (in Intake) own(who Actor) string { return string(who.ID) + "/" + in.ClientID }

// Taken is where an intake stands.
type Taken struct {
	Result
	Session desk.SessionID
	Mine    bool // it is at the desk of who wrote it down; else a colleague has it, who sees the new line
}

// Intake writes a call, a visit or a letter down: it continues the customer's session or begins one, at the desk of who took
// it unless a colleague has it, whatever that desk's capacity. The same ClientID again changes nothing. Blocks until
// committed.
func (r *Router) Intake(ctx context.Context, who Actor, in Intake) (Taken, error) {
	if in.ClientID == "" || len(in.ClientID) > 100 {
		return Taken{}, desk.Fail(desk.Invalid, "client_id", "give the command an id of your own, 1 to 100 characters")
	}
	at, err := r.handAddress(who, in)
	if err != nil {
		return Taken{}, err
	}
	type answer struct {
		taken Taken
		err   error
	}
	out := make(chan answer, 1)
	if err := r.lanes.call(ctx, at, func(ctx context.Context) {
		var a answer
		for range commandTries {
			if a.taken, a.err = r.takeIn(ctx, who, at, in); !errors.Is(a.err, store.ErrStale) {
				break
			}
		}
		out <- a
	}); err != nil {
		return Taken{}, interrupted(err)
	}
	a := <-out
	if a.err != nil {
		return Taken{}, explain(a.err)
	}
	return a.taken, nil
}

func (r *Router) takeIn(ctx context.Context, who Actor, at desk.Address, in Intake) (Taken, error) {
	r.doubt(at) // a command may come to any node: the record decides
	cur, err := r.load(ctx, at)
	if err != nil {
		return Taken{}, err
	}
	d := r.draft(cur)
	if err := r.rulesFor(ctx, d); err != nil {
		return Taken{}, err
	}
	if err := r.writeDown(ctx, d, who, at, in); err != nil {
		return Taken{}, err
	}
	err = r.land(ctx, d)
	switch {
	case store.Repeats(err): // it was written down before
		cur, err := r.load(ctx, at)
		return standing(cur.s, who, Result{Version: cur.s.Version, Again: true}), err
	case errors.Is(err, store.ErrExists):
		return Taken{}, desk.Because(desk.Duplicate, "idempotency_key_reused", "this id was used for another command: make a new one", err)
	case err != nil:
		return Taken{}, err
	}
	return standing(d.s, who, Result{Version: d.s.Version, Seq: d.part.Messages[0].Seq}), nil
}

func standing(s sessions.State, who Actor, res Result) Taken {
	return Taken{Result: res, Session: s.ID, Mine: s.Holder != nil && s.Holder.Agent == who.ID}
}

// writeDown adds the events of an intake.
func (r *Router) writeDown(ctx context.Context, d *draft, who Actor, at desk.Address, in Intake) error {
	e := sessions.CustomerWrote{At: d.now, SentAt: in.When, ExternalID: "intake:" + in.own(who), Kind: desk.KindText, Title: in.Name, By: who.ID, Inlet: in.Inlet,
		Words: sessions.Words{Text: in.Asked}}
	e.Match = r.match(d, in.Asked, at.Channel)
	e.Opening, e.VIP = r.begins(ctx, d, at, d.now)
	if err := d.apply(e); err != nil {
		return err
	}
	if d.s.Holder == nil {
		if err := d.apply(sessions.Assigned{At: d.now, Agent: who.ID, By: string(who.ID), Reason: "taken", Name: who.Name, Over: true,
			Speciality: r.people.agent(who.ID).Speciality}); err != nil {
			return err
		}
	}
	switch {
	case in.Answered == "":
		return nil
	case d.s.Holder.Agent != who.ID: // a colleague answers for the session: what was said at once is for the colleague to know
		return d.apply(sessions.NoteAdded{At: d.now, Agent: who.ID, ClientID: in.ClientID, Words: sessions.Words{Text: in.Answered}})
	}
	said, err := r.replied(who, Answer{ClientID: in.ClientID, Text: in.Answered, Reason: in.Reason}, quote{}, desk.File{})(d.s, d.now, sessions.Words{Text: in.Answered})
	if err != nil {
		return err
	}
	return d.apply(said)
}

// withoutClosing gives a close of what people wrote down the reason why no closing script goes with it.
func (r *Router) withoutClosing(ctx context.Context, id desk.SessionID, c Close) (Close, error) {
	at, err := r.addressOf(ctx, id)
	if err == nil && c.Skip == "" && r.byHand(at.Channel) {
		c.Skip = sessions.ByHand
	}
	return c, err
}

// handAddress is where an intake belongs.
func (r *Router) handAddress(who Actor, in Intake) (desk.Address, error) {
	for id := range r.o.Channels {
		if r.byHand(id) {
			return desk.Address{Channel: id, Key: contactKey(in.Contact, in.own(who))}, nil
		}
	}
	return desk.Address{}, desk.Fail(desk.NotFound, "no_intake", "this desk writes nothing down by hand")
}

// ContactAddress is where what people write down about somebody belongs who is known by the contact; desk.Invalid for a contact
// that says nothing, desk.NotFound where nothing is written down by hand.
func (r *Router) ContactAddress(contact string) (desk.Address, error) {
	if strings.TrimSpace(contact) == "" {
		return desk.Address{}, desk.Fail(desk.Invalid, "contact", "give the whole contact")
	}
	return r.handAddress(Actor{}, Intake{Contact: contact})
}

// byHand says whether people write down what happens on the channel.
func (r *Router) byHand(id desk.ChannelID) bool {
	ad, ok := r.o.Channels[id]
	return ok && ad.Capabilities().ByHand
}

// contactKey is the conversation of somebody who can be reached under the contact: the same number, whatever stands between
// its digits, is the same customer. Who left none is somebody new each time.
func contactKey(contact, command string) string {
	contact = channels.Storable(contact)
	digits := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, contact)
	letters := strings.ContainsFunc(contact, unicode.IsLetter)
	if !letters && len(digits) >= 5 {
		if first := strings.TrimLeft(contact, " \u3000(（"); strings.HasPrefix(first, "+") || strings.HasPrefix(first, "＋") {
			digits = "+" + digits // without it another country's number would be the one at home with the same digits
		}
		return channels.Cut(desk.ByNumber+digits, 200)
	}
	if words := strings.Join(strings.Fields(strings.ToLower(contact)), " "); words != "" {
		return channels.Cut(desk.ByWords+words, 200)
	}
	return "once:" + command // the same command again finds it
}
