package router

import (
	"context"
	"crypto/rand"
	"encoding/base64"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// loaded is a session as it stands in the record.
type loaded struct {
	s       sessions.State
	head    []byte
	preview preview
	mine    bool // every send up to this state has passed through this node's memory
	sure    bool // read from the record just now; the copies of the cache and of the live store may be old
}

// preview is the newest line that a list shows.
type preview struct {
	Role desk.Role
	Text string
	At   desk.Millis
}

// draft gathers what a few events of one session lead to, until it is landed as one part.
type draft struct {
	loaded
	rules   sessions.Rules
	known   bool // rules belong to s
	from    int64
	was     desk.AgentID
	keys    lookup // of the state that the draft began with
	part    store.Part
	effects []sessions.Effect
	sends   []store.Out
	files   []desk.File     // that come with the message of the next event, or the one that it says something of
	counted map[string]bool // presses that became something, by their external id
	resend  bool            // a row was queued again; its text lies in the record
	now     desk.Millis
}

func (r *Router) draft(cur loaded) *draft {
	d := &draft{loaded: cur, from: cur.s.Version, keys: lookupOf(cur.s), now: r.now()}
	if cur.s.Holder != nil {
		d.was = cur.s.Holder.Agent
	}
	return d
}

// lookup is what a session's row is found by.
type lookup struct {
	phase               sessions.Phase
	group               desk.GroupID
	holder, owner       desk.AgentID
	queued, closed, due desk.Millis
	urgency             int64
	asks                int
}

func lookupOf(s sessions.State) lookup {
	k := lookup{phase: s.Phase, group: s.Group, owner: s.Owner, queued: s.QueuedAt, closed: s.ClosedAt, due: s.NextDue(), urgency: s.Urgency(), asks: s.Owing()}
	if s.Holder != nil {
		k.holder = s.Holder.Agent
	}
	return k
}

// rulesFor loads the rules that the draft's session lives under.
func (r *Router) rulesFor(ctx context.Context, d *draft) error {
	if d.known {
		return nil
	}
	d.known = true
	if d.s.Phase == sessions.None {
		d.rules = r.o.Rules.Current()
		return nil
	}
	var err error
	d.rules, err = r.o.Rules.Version(ctx, d.s.Rules)
	return err
}

// fresh begins a new session at the draft's address.
func (d *draft) fresh(rules sessions.Rules) {
	d.loaded, d.from, d.was, d.rules, d.known = loaded{mine: d.mine}, 0, "", rules, true
}

// apply runs one event through the core and adds what follows to the part.
func (d *draft) apply(e sessions.Event) error {
	next, effects, err := sessions.Apply(d.rules, d.s, e)
	if err != nil || next.Version == d.s.Version {
		return err
	}
	d.s = next
	if _, gone := e.(sessions.Forgotten); gone {
		d.preview.Text = ""
	}
	texts := map[int64]string{}
	for _, f := range effects {
		d.effect(f, texts)
	}
	body, err := sessions.Encode(e, texts)
	if err != nil {
		return err
	}
	d.head = sessions.Link(d.head, next.ID, next.Version, e.When(), sessions.Kind(e), e.Who(), body)
	d.part.Events = append(d.part.Events, store.Event{Version: next.Version, At: e.When(), Kind: sessions.Kind(e), Who: e.Who(), Body: body, Hash: d.head})
	d.effects = append(d.effects, effects...)
	return nil
}

// effect turns an effect into rows.
func (d *draft) effect(f sessions.Effect, texts map[int64]string) {
	switch f := f.(type) {
	case sessions.Record:
		d.message(f.Message, texts)
	case sessions.Deliver:
		d.message(f.Message, texts)
		d.send(f.Message)
	case sessions.Settle:
		d.settle(f)
	case sessions.Filed:
		d.part.Filed = append(d.part.Filed, store.File{Seq: f.Seq, N: f.N, File: d.files[0]})
	case sessions.Resend:
		d.part.Outbox = append(d.part.Outbox, store.Out{Seq: f.Seq, State: desk.DeliveryQueued, DueAt: d.now})
		d.resend = true
	case sessions.Occupy:
		d.part.Occupy = &store.Place{Agent: f.Agent, Epoch: f.Epoch, Force: f.Force, At: d.now}
	case sessions.Release:
		d.part.Release = f.Agent
	}
}

func (d *draft) message(m sessions.Message, texts map[int64]string) {
	salt := ""
	if m.Text != "" {
		salt = newSalt()
		texts[m.Seq] = sessions.Digest(salt, m.Text)
	}
	d.part.Messages = append(d.part.Messages, store.Message{Seq: m.Seq, Version: d.s.Version, Role: m.Role, Author: m.Author, Purpose: string(m.Purpose),
		Kind: m.Kind, Text: m.Text, Salt: salt, Script: m.Script, ClientID: m.ClientID, External: m.External, ReplyRef: m.Ref, Quotes: m.Quotes, At: m.At, SentAt: m.SentAt, Delivery: m.Delivery, Files: d.attach(m), Mentions: mentions(m)})
	if m.Role == desk.RoleCustomer || m.Role == desk.RoleAgent {
		d.preview = preview{Role: m.Role, Text: previewOf(m), At: m.At}
	}
}

// mentions are those whom a note speaks to; nobody has looked yet.
func mentions(m sessions.Message) []store.Mention {
	var out []store.Mention
	for _, id := range m.Mentions {
		out = append(out, store.Mention{Agent: id})
	}
	return out
}

func (d *draft) send(m sessions.Message) {
	o := store.Out{Session: d.s.ID, Seq: m.Seq, Part: d.s.Address.Partition(), Address: d.s.Address, State: desk.DeliveryQueued, DueAt: d.now,
		Text: m.Text, ReplyRef: m.Ref, Quotes: m.Quotes, Purpose: string(m.Purpose), Kind: m.Kind}
	d.part.Outbox = append(d.part.Outbox, o)
	d.sends = append(d.sends, o)
}

// settle changes a line's delivery state, in the part's own new lines if it stands there.
func (d *draft) settle(f sessions.Settle) {
	for i := range d.part.Messages {
		if m := &d.part.Messages[i]; m.Seq == f.Seq {
			m.Delivery, m.Reason, m.Receipt = f.Delivery, f.Reason, f.External
			return
		}
	}
	d.part.Changed = append(d.part.Changed, store.Delivery{Seq: f.Seq, Version: d.s.Version, Delivery: f.Delivery, Reason: f.Reason, Receipt: f.External})
	if f.Delivery != desk.DeliveryQueued {
		d.part.Done = append(d.part.Done, f.Seq)
	}
}

// clip is the start of a text for lists: at most 120 characters.
func clip(text string) string {
	n := 0
	for i := range text {
		if n++; n > 120 {
			return text[:i]
		}
	}
	return text
}

func newSalt() string {
	var b [9]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return base64.RawURLEncoding.EncodeToString(b[:])
}
