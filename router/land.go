package router

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/failpoint"
	"firstline/internal/store"
	"firstline/sessions"
	"firstline/sessions/live"
)

// land commits a draft as one part and then carries out what leaves: live state, hints, sends, queues, deadlines.
// After an error nothing has happened.
func (r *Router) land(ctx context.Context, d *draft) error {
	if err := d.close(); err != nil {
		return err
	}
	failpoint.Hit("commit.before")
	if err := r.o.Store.Commit(ctx, &d.part); err != nil {
		return r.notLanded(d, err)
	}
	failpoint.Hit("commit.after")
	r.o.Metrics.Commits.Inc()
	r.landed(ctx, d)
	return nil
}

// notLanded forgets what the refusal proved wrong.
func (r *Router) notLanded(d *draft, err error) error {
	switch {
	case errors.Is(err, store.ErrStale), errors.Is(err, store.ErrExists):
		r.o.Metrics.Conflicts.Inc()
		r.cache.drop(d.s.Address)
		r.distrust(d.s.Address)
	case errors.Is(err, store.ErrFenced):
		r.parts.lost(d.s.Address.Partition())
	}
	return err
}

// close fills the session's row from the state.
func (d *draft) close() error {
	body, err := json.Marshal(d.s)
	if err != nil {
		return err
	}
	s := &d.s
	d.part.Was, d.part.SameKeys = d.from, d.keys == lookupOf(d.s)
	d.part.Session = store.Session{ID: s.ID, Address: s.Address, Ordinal: s.Ordinal, Part: s.Address.Partition(), Version: s.Version,
		Phase: string(s.Phase), Group: s.Group, Owner: s.Owner, Title: s.Title, OpenedAt: s.OpenedAt, QueuedAt: s.QueuedAt, ClosedAt: s.ClosedAt,
		NextDue: s.NextDue(), Urgency: s.Urgency(), Asks: s.Owing(), PreviewRole: d.preview.Role, PreviewText: d.preview.Text, PreviewAt: d.preview.At,
		State: body, Head: d.head}
	if s.Holder != nil {
		d.part.Session.Holder = s.Holder.Agent
	}
	return nil
}

// landed is everything that follows a commit. None of it is needed for correctness: what is missed is found again in
// the record.
func (r *Router) landed(ctx context.Context, d *draft) {
	kept := d.loaded // with sends of our own, enact reads those of others as well
	kept.mine = d.mine || (len(d.sends) > 0 && r.parts.owns(d.s.Address.Partition()))
	r.cache.put(kept)
	if r.o.Sealer != nil {
		r.o.Sealer.Note(d.s.ID, d.s.Version, d.head)
	}
	r.project(ctx, d)
	failpoint.Hit("live.put")
	r.enact(ctx, d)
	r.announce(d)
	if r.o.Wants != nil && slices.ContainsFunc(d.part.Files, func(f store.File) bool { return f.State == desk.FileWanted }) {
		r.o.Wants()
	}
	r.taken(d.s.Address.Channel, d.part.Messages)
	failpoint.Hit("hint.published")
}

func (r *Router) project(ctx context.Context, d *draft) {
	err := r.o.Live.Put(ctx, []live.Projection{{Address: d.s.Address, Session: d.s.ID, Stamp: d.s.Stamp(), Body: projectionOf(d)}})
	if err != nil {
		r.o.Metrics.LiveErrors.Inc()
	}
}

// enact carries out the effects that are not rows.
func (r *Router) enact(ctx context.Context, d *draft) {
	queue, leave := false, false
	for _, f := range d.effects {
		switch f := f.(type) {
		case sessions.RequestAgent:
			queue, leave = true, false
		case sessions.Withdraw:
			queue, leave = false, true
		case sessions.Alarm: // the screens hear of it with the hint, like of every change
			if f.Left == 0 && f.Promise == 0 && f.Aim == "" {
				r.o.Metrics.Breaches.Inc()
			}
		case sessions.HandBack:
			r.o.Metrics.HandedBack.Inc()
		}
	}
	switch {
	case (queue || d.s.Left) && d.s.Phase == sessions.Queued: // one that has become a left message moves up
		r.desk.enqueue(ctx, d.s)
	case leave:
		r.desk.dequeue(ctx, d.s.ID)
	}
	if d.part.Release != "" {
		r.PeopleChanged() // a place is free: look who waits, with fresh loads
	}
	m := moved{Part: d.s.Address.Partition(), Session: d.s.ID, Address: d.s.Address, Sends: len(d.sends) > 0 || d.resend, Due: d.s.NextDue()}
	switch {
	case !r.parts.owns(m.Part):
		if m.Sends || m.Due > 0 {
			r.tell(topicOutbox, m)
		}
	case d.resend, m.Sends && !d.mine:
		// Somebody else made the state that we went on from: older sends, whose hint we may have missed, stand in the
		// record and leave before ours.
		r.takeUp(m)
	default:
		r.alarm.set(m.Due, m.Address, m.Session)
		r.sender.put(d.sends)
	}
}

// takeUp carries on what was committed for a partition of this node without passing through its memory.
func (r *Router) takeUp(m moved) {
	if !r.parts.owns(m.Part) {
		return
	}
	if m.Due > 0 {
		r.alarm.set(m.Due, m.Address, m.Session)
	}
	if m.Sends {
		if err := r.sender.reload(context.Background(), m); err != nil {
			r.log.Warn("the outbox cannot be read; the sweep will", zap.Error(err))
			r.cache.drop(m.Address) // the next commit that sends looks there again
		}
	}
}

// hintRoom is the largest hint that carries its messages; beyond it the screens read them.
const hintRoom = 48 << 10

// announce tells the screens of all nodes.
func (r *Router) announce(d *draft) {
	h := Hint{From: d.from, Session: d.part.Session, Messages: d.part.Messages, Changed: d.part.Changed, Alarms: d.rings(), Mentions: d.calls()}
	if d.was != d.part.Session.Holder {
		h.Was = d.was
	}
	size := 0
	for i := range h.Messages {
		size += len(h.Messages[i].Text)
	}
	if size > hintRoom || len(d.part.Filed) > 0 {
		h.Messages, h.Changed, h.Cut = nil, nil, true
	}
	if !r.tell(TopicDesk, h) {
		r.watch.wake(d.s.Address)
	}
}

// moved tells the owner of a partition what another node committed there.
type moved struct {
	Part    int            `json:"part"`
	Session desk.SessionID `json:"session"`
	Address desk.Address   `json:"address"`
	Sends   bool           `json:"sends"`
	Due     desk.Millis    `json:"due"`
}

const topicOutbox = "outbox"
