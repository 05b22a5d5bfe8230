package router

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/failpoint"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// carry works on raw events of one address that wait together: parse, apply, commit as one part. It comes back when
// they are carried, put aside or given back; it blocks as long as the record is away.
func (r *Router) carry(ctx context.Context, at desk.Address, raws []*rawTask) {
	defer r.feed.landed(raws)
	inOrder(raws)
	r.carryRun(ctx, at, raws)
}

// carryTries is how often a part may fail by its own fault before its events are tried one by one.
const carryTries = 3

func (r *Router) carryRun(ctx context.Context, at desk.Address, raws []*rawTask) {
	bad := 0
	for wait := 50 * time.Millisecond; ctx.Err() == nil; {
		err := r.tryCarry(ctx, at, raws)
		switch {
		case err == nil, errors.Is(err, errNotMine), errors.Is(err, store.ErrFenced), ctx.Err() != nil:
			return
		case errors.Is(err, store.ErrStale):
			continue
		case store.IsBad(err) || errors.Is(err, errBadEvent):
			if bad++; bad < carryTries {
				continue
			}
			if err = r.apart(ctx, at, raws, err); err == nil {
				return
			}
		}
		r.log.Warn("the record is away: the lane waits", zap.Stringer("address", at), zap.Error(err))
		channels.Pause(ctx, wait)
		wait = min(2*wait, 2*time.Second)
	}
}

// apart goes on after a run that failed by its own fault: each event alone, and one that fails alone is put aside.
func (r *Router) apart(ctx context.Context, at desk.Address, raws []*rawTask, cause error) error {
	if len(raws) == 1 {
		if store.Repeats(cause) { // the network brought one message under two event ids
			r.o.Metrics.Duplicates.Inc()
			return r.nothing(ctx, raws)
		}
		return r.quarantine(ctx, []quarantined{{raws[0], cause}})
	}
	for _, t := range raws {
		r.carryRun(ctx, at, []*rawTask{t})
	}
	return nil
}

// inOrder puts events into the provider's order where it numbers them; a network that retries may bring them shuffled.
func inOrder(raws []*rawTask) {
	slices.SortStableFunc(raws, func(a, b *rawTask) int {
		if a.raw.Order == 0 || b.raw.Order == 0 {
			return 0
		}
		return int(min(max(a.raw.Order-b.raw.Order, -1), 1))
	})
}

var (
	errNotMine  = errors.New("router: the partition is another node's")
	errBadEvent = errors.New("router: the event cannot be carried")
)

// tryCarry makes one attempt at a part for all the events.
func (r *Router) tryCarry(ctx context.Context, at desk.Address, raws []*rawTask) error {
	fence, ok := r.parts.fence(raws[0].part)
	if !ok {
		return errNotMine
	}
	ins, times, good, bad, err := r.readAll(ctx, raws)
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		if err := r.quarantine(ctx, bad); err != nil {
			return err
		}
	}
	if len(ins) == 0 {
		return r.nothing(ctx, good)
	}
	return r.customer(ctx, at, ins, times, good, fence)
}

// readAll reads raw events: what customers did and when it came, the rows that could be read, and those that could not. What
// belongs to another conversation has gone there.
func (r *Router) readAll(ctx context.Context, raws []*rawTask) (ins []desk.Inbound, times []desk.Millis, good []*rawTask, bad []quarantined, err error) {
	for _, t := range raws {
		got, err := channels.Read(r.o.Channels, t.raw)
		if err != nil {
			bad = append(bad, quarantined{t, err})
			continue
		}
		if again, err := r.carriedBefore(ctx, t, got); err != nil {
			return nil, nil, nil, nil, err
		} else if again {
			continue
		}
		good = append(good, t)
		for _, in := range got {
			if in.Stray != "" {
				if err := r.follow(ctx, t.raw, in); err != nil {
					return nil, nil, nil, nil, err
				}
				continue
			}
			ins, times = append(ins, in), append(times, t.raw.Received)
		}
	}
	return ins, times, good, bad, nil
}

// carriedBefore says of a row that was read twice, once from memory and once from the record, that its part has landed
// meanwhile. Messages are told by their ids, in the record; what has none, a notice or a reaction, would stand twice. Only
// this lane carries the row, so that the answer stays true until its part lands.
func (r *Router) carriedBefore(ctx context.Context, t *rawTask, ins []desk.Inbound) (bool, error) {
	if !slices.ContainsFunc(ins, func(in desk.Inbound) bool {
		return in.ExternalID == "" || in.Kind == desk.KindDelete || in.Kind == desk.KindReaction
	}) {
		return false, nil
	}
	n, err := r.o.Store.IsPending(ctx, dbq.IsPendingParams{Part: int64(t.part), ID: t.id})
	return n == 0, err
}

// customer turns the customer's doings into events and commits them, opening a session where one is needed.
func (r *Router) customer(ctx context.Context, at desk.Address, ins []desk.Inbound, times []desk.Millis, raws []*rawTask, fence store.Fence) error {
	cur, err := r.load(ctx, at)
	if err != nil {
		return err
	}
	failpoint.Hit("lane.loaded")
	if cur.s.Ordinal == 0 {
		if home, err := r.home(ctx, at, ins, raws); err != nil || home != at {
			return err
		}
	}
	d := r.draft(cur)
	d.part.Fence = &fence
	for i, in := range ins {
		if err := r.happened(ctx, d, in, times[i]); err != nil {
			return err
		}
	}
	if len(d.part.Events) == 0 {
		if cur.s.Ordinal > 0 && !cur.sure {
			r.doubt(at)
			return store.ErrStale
		}
		r.thank(ins, nil)
		return r.nothing(ctx, raws)
	}
	for _, t := range raws {
		d.part.Inbound = append(d.part.Inbound, t.id)
	}
	if err := r.land(ctx, d); err != nil {
		return err
	}
	r.thank(ins, d.counted)
	return nil
}

// happened adds the events of one thing that the customer did, or the network told. What asks for nothing is left out.
func (r *Router) happened(ctx context.Context, d *draft, in desk.Inbound, at desk.Millis) error {
	switch {
	case in.ExternalID != "" && in.ExternalID == d.s.AskedRef && in.Kind != desk.KindEdit:
		return nil // the same message under another event id
	case in.Notice != "":
		return r.noticed(ctx, d, in.Notice, at)
	case in.Seen != nil && in.Seen.Session != d.s.ID:
		return nil // of another conversation, or of a session that is over
	case in.Seen != nil:
		return r.saw(ctx, d, in.Seen.Seq, at)
	case in.Follows && d.s.Ordinal == 0:
		return nil // people among themselves: nobody has begun a conversation here
	case d.s.Phase != sessions.None && len(d.part.Events) > 0 && !sessions.Continues(d.rules, d.s, at):
		return errBadEvent // the run has something about a session that is over, and begins the next one: each alone (apart)
	}
	return r.customerWrote(ctx, d, r.introduced(ctx, in), at)
}

// customerWrote applies one message, to the session that it continues or to a new one.
func (r *Router) customerWrote(ctx context.Context, d *draft, in desk.Inbound, at desk.Millis) error {
	if err := r.rulesFor(ctx, d); err != nil {
		return err
	}
	if in.Kind == desk.KindDelete || in.Kind == desk.KindReaction {
		return d.marked(in, at)
	}
	text := in.Text
	if text == "" && len(in.Files) == 0 {
		text = in.Note
	}
	if in.Pressed {
		label := r.chosen(in.Text)
		if label == "" {
			return r.press(ctx, d, in, at)
		}
		text = label // what the button says is what the customer says
		d.count(in)
	}
	if e, is := rating(d, in, at, text); is {
		return d.apply(e)
	}
	e := sessions.CustomerWrote{At: at, SentAt: in.SentAt, ExternalID: in.ExternalID, Kind: in.Kind, Language: in.Language,
		Title: in.Title, ReplyTo: in.ReplyTo, Files: len(in.Files), Words: sessions.Words{Text: text}}
	_, fetches := r.o.Channels[in.Address.Channel].(channels.Fetcher)
	d.files = wanted(in.Files, fetches)
	if in.Title == "" {
		e.Title = in.SenderName
	} else {
		e.Sender = &in.SenderName
	}
	e.Match, e.Quota = r.match(d, text, in.Address.Channel), r.quota(in)
	e.Opening, e.VIP = r.begins(ctx, d, in.Address, at)
	e.Absent = r.absentFor(d)
	if err := d.apply(e); err != nil {
		return errors.Join(errBadEvent, err)
	}
	return nil
}

// quota is how many answers the network takes after a message; nil = any number. A message that changes an earlier one begins nothing.
func (r *Router) quota(in desk.Inbound) *sessions.Quota {
	ad, ok := r.o.Channels[in.Address.Channel]
	if !ok || in.Kind == desk.KindEdit {
		return nil
	}
	q := ad.Capabilities().Quota
	if q.Messages == 0 {
		return nil
	}
	return &sessions.Quota{Messages: q.Messages, Within: q.Within.Milliseconds()}
}

// match is what the customer's words say that it is about (ORG-02); nil where the department has no categories.
func (r *Router) match(d *draft, text string, on desk.ChannelID) *sessions.Match {
	if r.o.Match == nil || len(d.rules.Categories) == 0 {
		return nil
	}
	return r.o.Match(text, on)
}

// begins says what a session starts with, or, where a closed one goes on, whether its customer is a VIP now; both are nil where neither
// is the case.
func (r *Router) begins(ctx context.Context, d *draft, to desk.Address, at desk.Millis) (*sessions.Opening, *bool) {
	o := r.opening(ctx, d, to, at)
	if o != nil || d.s.Phase.Open() {
		return o, nil
	}
	return nil, r.vip(ctx, to)
}

// opening begins a new session at the address, under the rules of now, where the one that stands there does not go on; else
// nil.
func (r *Router) opening(ctx context.Context, d *draft, to desk.Address, at desk.Millis) *sessions.Opening {
	if sessions.Continues(d.rules, d.s, at) {
		return nil
	}
	vip := r.vip(ctx, to)
	old, caps := d.s, r.o.Channels[to.Channel].Capabilities()
	d.fresh(r.o.Rules.Current())
	return &sessions.Opening{Session: desk.SessionID(uuid.Must(uuid.NewV7()).String()), Address: to, Ordinal: old.Ordinal + 1,
		Rules: d.rules.Version, Accepts: caps.AcceptOnCommit, ByHand: caps.ByHand, Returning: old.Ordinal > 0, Last: old.Last, VIP: vip != nil && *vip, Ahead: r.ahead(ctx, d.rules)}
}

// vip says whether the customer is one (CUS-03); nil = nobody knows. The customer is served all the same when that cannot be read.
func (r *Router) vip(ctx context.Context, at desk.Address) *bool {
	if r.o.VIP == nil {
		return nil
	}
	yes, err := r.o.VIP(ctx, at)
	if err != nil {
		r.log.Warn("it cannot be read whether the customer is a VIP", zap.Error(err))
		return nil
	}
	return &yes
}

// marked notes what the customer did to a message. Where nobody has begun a conversation there is nothing to note.
func (d *draft) marked(in desk.Inbound, at desk.Millis) error {
	if d.s.Phase == sessions.None {
		return nil
	}
	if err := d.apply(sessions.CustomerMarked{At: at, Kind: in.Kind, Ref: in.ReplyTo, Undone: in.Undone, Words: sessions.Words{Text: in.Text}}); err != nil {
		return errors.Join(errBadEvent, err)
	}
	return nil
}

// ahead is how many wait in each group, where the rules tell customers their place. It is a courtesy: a live store that is
// away leaves it out.
func (r *Router) ahead(ctx context.Context, rules sessions.Rules) map[desk.GroupID]int {
	if !rules.Place {
		return nil
	}
	waiting, err := r.o.Live.Depths(ctx)
	if err != nil {
		return nil
	}
	maps.DeleteFunc(waiting, func(_ desk.GroupID, n int) bool { return n == 0 })
	return waiting
}

// rating reads a message as the answer to the closing's question (SAT-01): a number from 1 to 5 and nothing else, or what a page
// of ours asked.
func rating(d *draft, in desk.Inbound, at desk.Millis, text string) (sessions.Rated, bool) {
	if in.Kind != desk.KindText || !sessions.Rates(d.rules, d.s, at) {
		return sessions.Rated{}, false
	}
	if s := in.Survey; s != nil {
		return sessions.Rated{At: at, SentAt: in.SentAt, ExternalID: in.ExternalID, Score: s.Score, Solved: sessions.Solved(s.Solved), Reasons: s.Reasons, Words: sessions.Words{Text: text}}, true
	}
	text = strings.TrimSpace(text)
	score := strings.IndexRune("12345１２３４５", []rune(text + " ")[0])
	if score < 0 || utf8.RuneCountInString(text) != 1 {
		return sessions.Rated{}, false
	}
	if score >= 5 {
		score = (score - 5) / 3
	}
	return sessions.Rated{At: at, SentAt: in.SentAt, ExternalID: in.ExternalID, Score: score + 1, Words: sessions.Words{Text: text}}, true
}

// introduced asks the channel for names where events carry none.
func (r *Router) introduced(ctx context.Context, in desk.Inbound) desk.Inbound {
	ad, ok := r.o.Channels[in.Address.Channel].(channels.Introducer)
	if !ok {
		return in
	}
	return ad.Introduce(ctx, in)
}

// nothing finishes raw rows that hold nothing for a session.
func (r *Router) nothing(ctx context.Context, raws []*rawTask) error {
	return r.o.Store.Write(ctx, func(q *dbq.Queries) error {
		for _, t := range raws {
			if err := q.DropPending(ctx, dbq.DropPendingParams{Part: int64(t.part), ID: t.id}); err != nil {
				return err
			}
		}
		return nil
	})
}

type quarantined struct {
	t   *rawTask
	why error
}

// quarantine puts rows aside, visible and replayable; their lane goes on.
func (r *Router) quarantine(ctx context.Context, bad []quarantined) error {
	err := r.o.Store.Write(ctx, func(q *dbq.Queries) error {
		for _, b := range bad {
			if err := q.PutQuarantine(ctx, dbq.PutQuarantineParams{ID: b.t.id, At: int64(r.now()), Reason: b.why.Error()}); err != nil {
				return err
			}
			if err := q.DropPending(ctx, dbq.DropPendingParams{Part: int64(b.t.part), ID: b.t.id}); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		r.o.Metrics.Quarantined.Add(float64(len(bad)))
		r.log.Warn("events were put into quarantine", zap.Int("count", len(bad)), zap.NamedError("first", bad[0].why))
	}
	return err
}
