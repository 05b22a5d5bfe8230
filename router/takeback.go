package router

import (
	"context"
	"slices"

	"firstline/internal/desk"
	"firstline/sessions"
)

// Back is how a session stood before somebody took it or passed it on, which is to be so again.
type Back struct {
	ClientID string
	Taken    bool         // it was taken; else it was passed on
	Group    desk.GroupID // whose it was
	Holder   desk.AgentID // who had it; empty = it waited
	Name     string
	Note     string // that colleagues read
}

// TakeBack undoes what who did to the hands of a session a moment ago: it is whose it was. Who may do that was judged when it was
// done, so no rank is asked for; it fails with desk.Conflict "undo_moved" where somebody has taken or accepted the session meanwhile,
// or it is over. That nobody has answered is for the caller to check.
func (r *Router) TakeBack(ctx context.Context, who Actor, id desk.SessionID, b Back) (Result, error) {
	if err := r.people.refresh(ctx); err != nil {
		return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read: try again", err)
	}
	return r.say(ctx, id, b.ClientID, b.Note, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		if !b.stands(s, who.ID) {
			return nil, desk.Fail(desk.Conflict, "undo_moved", "somebody has it meanwhile, or it is over: it cannot be taken back any more")
		}
		if b.Taken && b.Holder == "" {
			return sessions.Returned{At: now, By: string(who.ID), Reason: "undone"}, nil
		}
		e := sessions.Transferred{At: now, By: who.ID, ClientID: b.ClientID, ToAgent: b.Holder, Name: b.Name, Any: true, Words: w, Quiet: true}
		if s.Group != b.Group || b.Holder == "" {
			e.ToGroup = b.Group
		}
		if b.Holder == "" {
			return e, nil
		}
		return r.received(e, s, true)
	})
}

// stands says whether nobody has touched what was done: who took a session has it, and what was passed on waits, or lies at a desk
// whose agent did not ask for it.
func (b Back) stands(s sessions.State, who desk.AgentID) bool {
	switch {
	case s.Phase != sessions.Queued && s.Phase != sessions.Serving:
		return false
	case b.Taken:
		return s.Holder != nil && s.Holder.Agent == who && s.Group == b.Group && b.Holder != who
	}
	return s.Holder == nil || s.Holder.Agent != b.Holder && slices.Contains([]string{"assigned", "transferred", "deputised"}, s.Holder.Reason)
}
