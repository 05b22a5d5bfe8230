package router

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"firstline/channels"
	"firstline/internal/calendar"
	"firstline/internal/desk"
	"firstline/sessions"
	"firstline/sessions/live"
)

var _ channels.Reception = (*Router)(nil)

// placesTold is how far back in a queue a customer is told the place.
const placesTold = 500

// Standing implements channels.Reception (CHN-02): by the hours that hold now, for the group that has the customer's session or would
// get a new one.
func (r *Router) Standing(ctx context.Context, at desk.Address) (channels.Standing, error) {
	s, err := r.newest(ctx, at)
	if err != nil {
		return channels.Standing{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	rules := r.o.Rules.Current()
	group := rules.DefaultGroup
	if s.Phase.Open() {
		group = s.Group
	}
	now := r.o.Now()
	st := hours(rules.Hours[group], desk.At(now))
	st.Nobody = !st.Closed && len(r.present.absent(now, r.o.OfflineGrace(), []desk.GroupID{group}, r.Level, r.people.list())) > 0
	st.Away = s.Holder != nil && r.present.away(now, r.o.OfflineGrace(), s.Holder.Agent)
	if s.Phase == sessions.Queued {
		st.Since = s.QueuedAt
		if len(s.Waits) > 0 {
			st.Since = min(st.Since, s.Waits[0].Since)
		}
	}
	if st.Closed || st.Nobody || s.Holder != nil {
		return st, nil // nobody can say when somebody comes, or somebody is there
	}
	if waiting, err := r.o.Live.Head(ctx, group, placesTold); err == nil {
		st.Place, st.Wait = queueing(waiting, s.ID, s.Phase == sessions.Queued, rules.Hours[group], desk.At(now))
	}
	return st, nil
}

// newest is the session at the address as any node has left it, without this node's cache: the visitor's page may be open on a node
// that does not route the address, and hears of no commit.
func (r *Router) newest(ctx context.Context, at desk.Address) (sessions.State, error) {
	if l, ok := r.loadLive(ctx, at); ok {
		return l.s, nil
	}
	row, err := r.o.Store.Latest(ctx, at)
	if errors.Is(err, sql.ErrNoRows) {
		return sessions.State{}, nil
	}
	if err != nil {
		return sessions.State{}, err
	}
	l, err := fromRow(row.State, row.Head, "", "", 0)
	return l.s, err
}

// hours are what the calendar says of now and of today.
func hours(c calendar.Calendar, now desk.Millis) channels.Standing {
	st := channels.Standing{Closed: !c.Open(now)}
	if st.Closed {
		st.Opens, _ = c.NextOpening(now)
	}
	day := c.LocalDay(now)
	for from, until := range c.Spells(day.From, day.To) {
		if from > day.From || until < day.To {
			st.Hours = append(st.Hours, channels.Spell{From: from, Until: until})
		}
	}
	return st
}

// queueing gives the place of a session among those that wait, and about how long it stays in the queue; of a session that is
// not there, how long a new one would. The oldest has waited so long while so many came behind: they go as they come, so each place
// takes that time divided by how many wait. Who waited overnight has waited since the doors opened.
func queueing(waiting []live.Waiting, id desk.SessionID, queued bool, c calendar.Calendar, now desk.Millis) (place int, wait time.Duration) {
	if len(waiting) == 0 {
		return 0, 0
	}
	place = 1 + slices.IndexFunc(waiting, func(w live.Waiting) bool { return w.Session == id })
	ahead := place
	switch {
	case place == 0 && queued:
		return 0, 0 // far behind, or just gone
	case place == 0:
		ahead = len(waiting) + 1
	}
	var longest time.Duration
	for _, w := range waiting {
		longest = max(longest, c.Between(w.Since, now))
	}
	return place, longest * time.Duration(ahead) / time.Duration(len(waiting))
}
