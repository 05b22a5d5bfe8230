package router

import (
	"context"
	"errors"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// errSuperseded is a command to a session behind which the customer has begun another.
var errSuperseded = desk.Fail(desk.Conflict, "session_closed", "the session is closed: the customer has begun a new one")

// Reopen gives a closed session to the person who opens it again (重新打开), idempotent by clientID like Reply; why stands in the
// transcript. It is refused with desk.Conflict: "not_closed", "reopen_off", "window_over", "customer_forgotten", "customer_gone" and
// "not_handler" by the session itself, "newer_session" where the customer has begun another, "below_level" like a session that is
// taken, and "desk_full" without a free place. Of several at the same moment one is carried out, the others are "not_closed".
func (r *Router) Reopen(ctx context.Context, who Actor, id desk.SessionID, clientID, why string) (Result, error) {
	res, err := r.say(ctx, id, clientID, why, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		if err := r.reopens(who, s); err != nil {
			return nil, err
		}
		e := r.reopened(who, s, now)
		e.ClientID, e.Words = clientID, w
		return e, nil
	})
	switch {
	case errors.Is(err, errSuperseded), errors.Is(err, store.ErrExists): // the record has one open session at an address
		return res, newerSession()
	case errors.Is(err, store.ErrNoPlace):
		return res, desk.Because(desk.Conflict, "desk_full", "your desk is full: close another session or pass it on first", err)
	}
	return res, err
}

// MayReopen is nil where the person may open the session again now, else why not, as Reopen says it; a full desk is not looked for.
func (r *Router) MayReopen(ctx context.Context, who Actor, s sessions.State) error {
	rules, err := r.o.Rules.Version(ctx, s.Rules)
	if err != nil {
		return desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	newest, err := r.o.Store.Latest(ctx, s.Address)
	switch {
	case err != nil:
		return desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	case newest.ID != string(s.ID):
		return newerSession()
	}
	if err := r.reopens(who, s); err != nil {
		return err
	}
	return sessions.Reopenable(rules, s, r.reopened(who, s, r.now()))
}

// ReopenUntil is when the time for opening the session again ends; 0 where it is not closed, or cannot be opened again at all.
func (r *Router) ReopenUntil(ctx context.Context, s sessions.State) desk.Millis {
	rules, err := r.o.Rules.Version(ctx, s.Rules)
	if err != nil || rules.Reopen == sessions.ReopenOff || s.Phase != sessions.Closed {
		return 0
	}
	return s.ClosedAt.Add(rules.ReopenWindow)
}

// reopens refuses who would not be given such a session either (ORG-10).
func (r *Router) reopens(who Actor, s sessions.State) error {
	if !who.Any && r.people.agent(who.ID).Level < r.Level(s.Group) {
		return belowLevel()
	}
	return nil
}

func (r *Router) reopened(who Actor, s sessions.State, now desk.Millis) sessions.Reopened {
	a := r.people.agent(who.ID)
	return sessions.Reopened{At: now, By: who.ID, Any: who.Any, Member: slices.Contains(a.Groups, s.Group), Speciality: a.Speciality}
}

func newerSession() error {
	return desk.Fail(desk.Conflict, "newer_session", "the customer has begun a new session since: go on there")
}
