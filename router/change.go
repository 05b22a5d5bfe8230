package router

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Edit sends what a reply of the person's says from now on; seq is the reply's place. It is worded like Reply, with reason and
// inserted as there, and idempotent by clientID. The reply stays as it was said; what is refused:
//
//	not_a_reply, not_author   something else, or a colleague's
//	not_sent                  the network has not taken it, or nobody knows
//	no_edits, split           the network changes nothing, or the reply left in several messages
//	taken_back, same_text     there is nothing to change any more
//	too_long                  the new text does not fit into one message
//
// and what the core refuses (sessions.ReplyChanged).
func (r *Router) Edit(ctx context.Context, who Actor, id desk.SessionID, seq int64, clientID, text, reason string, inserted ...string) (Result, error) {
	res, err := r.say(ctx, id, clientID, text, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		parts, err := r.correctable(ctx, s, who.ID, seq, text)
		if err != nil {
			return nil, err
		}
		hits, err := r.worded(s, who.Name, text, reason)
		if err != nil {
			return nil, err
		}
		stand, err := r.inserted(s, who.Name, text, inserted)
		return sessions.ReplyChanged{At: now, Agent: who.ID, ClientID: clientID, Seqs: places(parts), Hits: hits, Reason: reason, Scripts: stand, Words: w}, err
	})
	return r.sameChange(ctx, id, res, err, sessions.ForEdited, seq)
}

// Recall takes a reply of the person's back, in all the messages that it left in; seq is the place of any of them. It is idempotent
// by clientID. What is refused is as with Edit, but "no_recalls" for "no_edits", and "too_old" beyond the network's time.
func (r *Router) Recall(ctx context.Context, who Actor, id desk.SessionID, seq int64, clientID string) (Result, error) {
	res, err := r.say(ctx, id, clientID, "", func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		parts, err := r.recallable(ctx, s, who.ID, seq, now)
		if err != nil {
			return nil, err
		}
		return sessions.ReplyChanged{At: now, Agent: who.ID, ClientID: clientID, Seqs: places(parts), Recall: true, Words: w}, nil
	})
	return r.sameChange(ctx, id, res, err, sessions.ForRecalled, seq)
}

// MayChange says whether a session's rules let who wrote a reply change it. Rules that cannot be read let nobody.
func (r *Router) MayChange(ctx context.Context, s sessions.State) bool {
	rules, err := r.o.Rules.Version(ctx, s.Rules)
	return err == nil && rules.Change
}

// correctable gives the one message of a reply that can say something else.
func (r *Router) correctable(ctx context.Context, s sessions.State, by desk.AgentID, seq int64, text string) ([]dbq.Message, error) {
	parts, changes, err := r.changeable(ctx, s, by, seq)
	if err != nil {
		return nil, err
	}
	can := r.o.Channels[s.Address.Channel].Capabilities()
	m := parts[0]
	most, says := can.MaxText, m.Text
	if desk.Kind(m.Kind).HasFile() {
		most = can.MaxCaption
	}
	for _, c := range changes {
		if c.Delivery != string(desk.DeliveryFailed) {
			says = c.Text
		}
	}
	switch {
	case !can.Edits || desk.Kind(m.Kind).HasFile() && !can.ChangesFiles:
		return nil, desk.Fail(desk.Conflict, "no_edits", "this network changes no such message: put it right with the next one")
	case len(parts) > 1:
		return nil, desk.Fail(desk.Conflict, "split", "the reply left in several messages: take it back, or put it right with the next one")
	case text == says:
		return nil, desk.Fail(desk.Conflict, "same_text", "it says so already")
	case most > 0 && channels.Units(text) > most:
		return nil, desk.Fail(desk.Invalid, "too_long", "the new text does not fit into one message of this network")
	}
	return parts, nil
}

// recallable gives the messages of a reply that can be taken back.
func (r *Router) recallable(ctx context.Context, s sessions.State, by desk.AgentID, seq int64, now desk.Millis) ([]dbq.Message, error) {
	parts, _, err := r.changeable(ctx, s, by, seq)
	if err != nil {
		return nil, err
	}
	can := r.o.Channels[s.Address.Channel].Capabilities()
	switch {
	case !can.Recalls || !can.ChangesFiles && slices.ContainsFunc(parts, func(m dbq.Message) bool { return desk.Kind(m.Kind).HasFile() }):
		return nil, desk.Fail(desk.Conflict, "no_recalls", "this network takes no such message back: put it right with the next message")
	case can.RecallWithin > 0 && now.Sub(desk.Millis(parts[0].At)) >= can.RecallWithin:
		return nil, desk.Fail(desk.Conflict, "too_old", "this network takes back nothing that is so old")
	}
	return parts, nil
}

// changeable gives the messages of the agent's reply that have arrived, and what was changed of it, unless it was taken back.
func (r *Router) changeable(ctx context.Context, s sessions.State, by desk.AgentID, seq int64) ([]dbq.Message, []dbq.ChangesOfRow, error) {
	parts, err := r.partsOf(ctx, s.ID, seq)
	if err != nil {
		return nil, nil, err
	}
	if parts[0].Author != string(by) {
		return nil, nil, desk.Fail(desk.Forbidden, "not_author", "only who wrote a reply can change it")
	}
	if parts, err = r.arrived(s.Address.Channel, parts); err != nil {
		return nil, nil, err
	}
	changes, err := r.changesOf(ctx, s.ID, parts[0].Seq)
	for _, c := range changes {
		if c.Purpose == string(sessions.ForRecalled) && c.Delivery != string(desk.DeliveryFailed) {
			return nil, nil, desk.Fail(desk.Conflict, "taken_back", "it was taken back")
		}
	}
	return parts, changes, err
}

// arrived drops what has failed of a reply. The network has to have taken the rest, and to know it by an id.
func (r *Router) arrived(on desk.ChannelID, parts []dbq.Message) ([]dbq.Message, error) {
	ad, ok := r.o.Channels[on]
	if !ok {
		return nil, desk.Fail(desk.Conflict, "no_channel", "the channel is not configured any more")
	}
	var out []dbq.Message
	for _, m := range parts {
		switch {
		case m.Delivery == string(desk.DeliveryFailed):
			continue
		case m.Delivery != string(desk.DeliverySent), m.Receipt == "" && !ad.Capabilities().KnowsOurs:
			return nil, notSent()
		}
		out = append(out, m)
	}
	if len(out) == 0 {
		return nil, notSent()
	}
	return out, nil
}

func notSent() error {
	return desk.Fail(desk.Conflict, "not_sent", "only what the network has taken can be changed")
}

// partsOf are the messages that a reply left in; seq is the place of one of them.
func (r *Router) partsOf(ctx context.Context, id desk.SessionID, seq int64) ([]dbq.Message, error) {
	var parts []dbq.Message
	for at := seq; ; at-- { // the first one has the command's id
		m, err := r.replyAt(ctx, id, at)
		if err != nil {
			return nil, err
		}
		parts = append([]dbq.Message{m}, parts...)
		if m.ClientID != "" {
			break
		}
	}
	for at := seq + 1; ; at++ {
		m, err := r.replyAt(ctx, id, at)
		switch {
		case desk.KindOf(err) == desk.Unavailable:
			return nil, err
		case err != nil, m.ClientID != "":
			return parts, nil
		}
		parts = append(parts, m)
	}
}

// replyAt is the reply at a place; an error of kind Conflict where something else stands there, or nothing.
func (r *Router) replyAt(ctx context.Context, id desk.SessionID, seq int64) (dbq.Message, error) {
	m, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: string(id), Seq: seq})
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return m, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	case err != nil, m.Role != string(desk.RoleAgent), m.Purpose != string(sessions.ForReply):
		return m, desk.Fail(desk.Conflict, "not_a_reply", "only a reply to the customer can be changed")
	}
	return m, nil
}

// changesOf is what was done to the reply whose first message stands at the place, oldest first.
func (r *Router) changesOf(ctx context.Context, id desk.SessionID, seq int64) ([]dbq.ChangesOfRow, error) {
	all, err := r.o.Store.ChangesOf(ctx, string(id))
	if err != nil {
		return nil, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	var out []dbq.ChangesOfRow
	for _, c := range all {
		if sessions.Purpose(c.Purpose).Changed(c.ReplyRef) == seq {
			out = append(out, c)
		}
	}
	return out, nil
}

// newestChange refuses a change of a reply behind which a later one has gone out, or may have. Every other message may pass.
func (r *Router) newestChange(ctx context.Context, id desk.SessionID, seq int64) error {
	all, err := r.o.Store.ChangesOf(ctx, string(id))
	if err != nil {
		return desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	i := slices.IndexFunc(all, func(c dbq.ChangesOfRow) bool { return c.Seq == seq })
	if i < 0 {
		return nil
	}
	of := sessions.Purpose(all[i].Purpose).Changed(all[i].ReplyRef)
	for _, c := range all[i+1:] {
		if sessions.Purpose(c.Purpose).Changed(c.ReplyRef) == of && c.Delivery != string(desk.DeliveryFailed) {
			return desk.Fail(desk.Conflict, "newer_change", "the reply was changed again behind this: change it once more instead")
		}
	}
	return nil
}

// sameChange makes sure that a command that was carried out before had changed this reply in this way.
func (r *Router) sameChange(ctx context.Context, id desk.SessionID, res Result, err error, as sessions.Purpose, seq int64) (Result, error) {
	if err != nil || !res.Again {
		return res, err
	}
	m, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: string(id), Seq: res.Seq})
	if err != nil {
		return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	parts, err := r.partsOf(ctx, id, seq)
	if err != nil || m.Purpose != string(as) || as.Changed(m.ReplyRef) < parts[0].Seq || as.Changed(m.ReplyRef) > parts[len(parts)-1].Seq {
		return Result{}, desk.Fail(desk.Duplicate, "idempotency_key_reused", "this id was used for something else: make a new one")
	}
	return res, nil
}

func places(parts []dbq.Message) []int64 {
	seqs := make([]int64, len(parts))
	for i, m := range parts {
		seqs[i] = m.Seq
	}
	return seqs
}

// changing fills in what a row of the outbox does to a message that stands there.
func (r *Router) changing(ctx context.Context, o *desk.Outbound, purpose sessions.Purpose) error {
	seq, err := strconv.ParseInt(o.ReplyTo, 10, 64)
	if err != nil {
		return err
	}
	m, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: string(o.Session), Seq: seq})
	o.ReplyTo = ""
	o.Change = &desk.Change{Of: m.Receipt, Place: desk.Place{Session: o.Session, Seq: seq}, Kind: desk.Kind(m.Kind), Recall: purpose == sessions.ForRecalled}
	return err
}
