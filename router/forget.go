package router

import (
	"context"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/sessions"
)

// Forget takes the customer's name out of a closed session's state, row and projections, and the line that lists show (CUS-09). Unlike other
// commands it reaches sessions behind which the customer has begun another. What people wrote is for the caller to erase.
func (r *Router) Forget(ctx context.Context, by desk.AgentID, id desk.SessionID) error {
	at, err := r.addressOf(ctx, id)
	if err != nil {
		return err
	}
	out := make(chan error, 1)
	if err := r.lanes.call(ctx, at, func(ctx context.Context) { out <- r.forget(ctx, by, at, id) }); err != nil {
		return interrupted(err)
	}
	return <-out
}

func (r *Router) forget(ctx context.Context, by desk.AgentID, at desk.Address, id desk.SessionID) error {
	for range commandTries {
		r.doubt(at) // it is decided on the record: another node may have heard of the customer since
		cur, err := r.loadSession(ctx, at, id)
		if err != nil {
			return desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
		}
		_, err = r.once(ctx, cur, func(_ sessions.State, now desk.Millis) (sessions.Event, error) {
			return sessions.Forgotten{At: now, By: by}, nil
		}, nil)
		if !errors.Is(err, store.ErrStale) {
			return explain(err)
		}
	}
	return desk.Fail(desk.Conflict, "busy", "the session changes too fast: try again")
}
