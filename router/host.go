package router

import (
	"context"
	"encoding/json"
	"strings"
	"sync"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

var _ channels.Host = (*Router)(nil)

// Transcript implements channels.Host from the record.
func (r *Router) Transcript(ctx context.Context, at desk.Address, after channels.Cursor, limit int) ([]channels.Entry, channels.Cursor, error) {
	limit = min(max(limit, 1), 200)
	rows, err := r.o.Store.CustomerView(ctx, dbq.CustomerViewParams{Channel: string(at.Channel), ConvKey: at.Key, AfterOrdinal: after.Ordinal, AfterVersion: after.Version, Most: int32(limit + 1)})
	if err != nil {
		return nil, after, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	rows = wholeVersions(rows, limit)
	out, start := make([]channels.Entry, 0, len(rows)), after
	for _, m := range rows {
		after = channels.Cursor{Ordinal: m.Ordinal, Version: m.Version}
		e := r.entryOf(at, m)
		if e.Recalled {
			out = append(out, e)
			continue
		}
		if e.Files, err = r.filesOf(ctx, m); err != nil {
			return nil, start, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
		}
		if e.RatesUntil, e.Rerate, err = r.ratesUntil(ctx, m); err != nil {
			return nil, start, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
		}
		out = append(out, e)
	}
	return out, after, nil
}

// wholeVersions cuts a page so that it never ends between two messages of one version: the cursor could not name that
// place.
func wholeVersions(rows []dbq.CustomerViewRow, limit int) []dbq.CustomerViewRow {
	if len(rows) <= limit {
		return rows
	}
	n := limit
	for n > 0 && rows[n-1].Ordinal == rows[n].Ordinal && rows[n-1].Version == rows[n].Version {
		n--
	}
	if n == 0 {
		return rows
	}
	return rows[:n]
}

func (r *Router) entryOf(at desk.Address, m dbq.CustomerViewRow) channels.Entry {
	e := channels.Entry{Ordinal: m.Ordinal, Seq: m.Seq, Role: desk.Role(m.Role), Kind: desk.Kind(m.Kind), Text: m.Text, At: desk.Millis(m.At),
		Quotes: m.Quotes, Delivery: desk.Delivery(m.Delivery), Purpose: m.Purpose, Phase: m.Phase}
	e.About = sessions.Purpose(m.Purpose).Changed(m.ReplyRef)
	if m.Recalled > 0 { // what was taken back is on no page again, wherever it is shown anew
		e.Recalled, e.Text = true, ""
	}
	if sessions.Purpose(m.Purpose) == sessions.LineTransfer && m.Author == "" && r.o.Named != nil {
		e.Text = r.o.Named(desk.GroupID(m.Text)) // the line has the group's id
	}
	if sessions.Purpose(m.Purpose) == sessions.ForGreeting {
		for _, c := range r.menu() {
			e.Choices = append(e.Choices, c.Label)
		}
	}
	if m.Role == string(desk.RoleCustomer) {
		// A web chat's external id is "visitor:client id", so that its client knows its own message again.
		e.ClientID = strings.TrimPrefix(m.ExternalID, at.Key+":")
	} else if m.Author != "" {
		e.Author = r.people.nameOf(desk.AgentID(m.Author))
	}
	return e
}

// filesOf is what is known of a message's files.
func (r *Router) filesOf(ctx context.Context, m dbq.CustomerViewRow) ([]desk.File, error) {
	one := []store.Message{{Seq: m.Seq, Kind: desk.Kind(m.Kind)}}
	err := store.AddFiles(ctx, r.o.Store, desk.SessionID(m.ID), one)
	return one[0].Files, err
}

// ratesUntil is until when the message asks the customer for a rating, which only the closing of a session does (SAT-01); 0
// for every other one; and for how many milliseconds it may be changed. A state that cannot be read asks nobody: the question stands in the text, too.
func (r *Router) ratesUntil(ctx context.Context, m dbq.CustomerViewRow) (until desk.Millis, rerate int64, err error) {
	var s sessions.State
	if m.ClosedWith == "" || json.Unmarshal([]byte(m.ClosedWith), &s) != nil || s.Rating == nil || s.Ending == nil || s.Ending.Closing.Seq != m.Seq {
		return 0, 0, nil
	}
	rules, err := r.o.Rules.Version(ctx, s.Rules)
	return sessions.RatesUntil(rules, s), rules.Rerate.Milliseconds(), err
}

// Watch implements channels.Host.
func (r *Router) Watch(at desk.Address, wake func()) (stop func()) { return r.watch.add(at, wake) }

// watchers are the conversations that somebody on this node looks at from the customer's side.
type watchers struct {
	mu   sync.Mutex
	next int
	by   map[desk.Address]map[int]func()
}

func newWatchers() *watchers { return &watchers{by: map[desk.Address]map[int]func(){}} }

func (w *watchers) add(at desk.Address, wake func()) func() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	id := w.next
	if w.by[at] == nil {
		w.by[at] = map[int]func(){}
	}
	w.by[at][id] = wake
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.by[at], id)
		if len(w.by[at]) == 0 {
			delete(w.by, at)
		}
	}
}

func (w *watchers) wake(at desk.Address) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range w.by[at] {
		f()
	}
}

func (w *watchers) none() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.by) == 0
}

// wakeAll follows a hint that may have been missed.
func (w *watchers) wakeAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.by {
		for _, f := range m {
			f()
		}
	}
}

// subscribe listens to what other nodes tell. Every handler only hurries up what a poll would do.
func (r *Router) subscribe() (stop func(), err error) {
	var stops []func()
	stop = func() {
		for _, s := range stops {
			s()
		}
	}
	for topic, handle := range map[string]func([]byte){
		TopicDesk:    r.heardDesk,
		TopicAgents:  func([]byte) { r.PeopleChanged() },
		topicInbound: r.heardInbound,
		topicOutbox:  r.heardOutbox,
	} {
		s, err := r.o.Live.Subscribe(topic, handle)
		if err != nil {
			return stop, err
		}
		stops = append(stops, s)
	}
	return stop, nil
}

func (r *Router) heardDesk(body []byte) {
	if body == nil {
		r.watch.wakeAll()
		return
	}
	if r.watch.none() {
		return // reading the hint costs more than everything else that is done with it
	}
	var h struct {
		Session struct{ Address desk.Address } `json:"session"`
	}
	if err := json.Unmarshal(body, &h); err != nil {
		r.log.Warn("a hint cannot be read", zap.Error(err))
		return
	}
	r.watch.wake(h.Session.Address)
}

func (r *Router) heardInbound(body []byte) {
	var parts []int
	if body != nil && json.Unmarshal(body, &parts) == nil {
		mine := false
		for _, p := range parts {
			mine = mine || r.parts.owns(p)
		}
		if !mine {
			return
		}
	}
	r.feed.wake()
}

func (r *Router) heardOutbox(body []byte) {
	var m moved
	if body == nil || json.Unmarshal(body, &m) != nil {
		return // the sweep finds it
	}
	r.takeUp(m)
}
