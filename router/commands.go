package router

import (
	"context"

	"firstline/internal/desk"
	"firstline/sessions"
)

// Actor is the person who gives a command. Any says that the person may act on sessions of others (ORG-05); the caller
// has checked the right.
type Actor struct {
	ID   desk.AgentID
	Name string
	Any  bool
}

// Result is what a command did. Version is the session's version that carries it.
type Result struct {
	Version int64
	Seq     int64 // of the message it wrote; 0 if none
	Again   bool  // the same command had been carried out before
}

// Transfer says where a session goes and why. Exactly one of ToGroup and ToAgent decides; Note is mandatory.
type Transfer struct {
	ClientID string
	ToGroup  desk.GroupID
	ToAgent  desk.AgentID
	ToName   string // of the agent, for the visible line
	Note     string
}

// Close carries all that a close needs. A nil Text means the unified closing script; Skip says why none can be sent.
type Close struct {
	ClientID string
	Outcome  string
	Category string
	Text     *string
	Skip     string
}

// Reply sends an answer. The same clientID again gives the first result (Again) if the text is the same, else an error
// of kind desk.Duplicate. Blocks until committed, not until sent.
//
// A text with a phrase that the department forbids is refused with a *Wording; reason is why one that only asks for a
// reason is sent all the same, else empty.
func (r *Router) Reply(ctx context.Context, who Actor, id desk.SessionID, clientID, text, reason string) (Result, error) {
	return r.say(ctx, id, clientID, text, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		hits, err := r.worded(s, text, reason)
		return sessions.AgentReplied{At: now, Agent: who.ID, ClientID: clientID, Words: w, Greeted: r.greeted(s, text), Hits: hits, Reason: reason}, err
	})
}

// Note leaves an internal note, idempotent by clientID like Reply.
func (r *Router) Note(ctx context.Context, who Actor, id desk.SessionID, clientID, text string) (Result, error) {
	return r.say(ctx, id, clientID, text, func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.NoteAdded{At: now, Agent: who.ID, ClientID: clientID, Words: w}, nil
	})
}

// Transfer passes the session on. An agent without a free place refuses with desk.Conflict "no_place".
func (r *Router) Transfer(ctx context.Context, who Actor, id desk.SessionID, t Transfer) (Result, error) {
	return r.say(ctx, id, t.ClientID, t.Note, func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.Transferred{At: now, By: who.ID, ClientID: t.ClientID, ToGroup: t.ToGroup, ToAgent: t.ToAgent, Name: t.ToName, Any: who.Any, Words: w}, nil
	})
}

// Close ends the session with its closing script or the reason why none is sent (SCR-02).
func (r *Router) Close(ctx context.Context, who Actor, id desk.SessionID, c Close) (Result, error) {
	text, script, err := r.closing(ctx, who, id, c)
	if err != nil {
		return Result{}, err
	}
	if c.Skip != "" {
		text = c.Outcome // what the line says that the command is found again by
	}
	return r.say(ctx, id, c.ClientID, text, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		e := sessions.CloseRequested{At: now, By: who.ID, ClientID: c.ClientID, Outcome: c.Outcome, Category: c.Category,
			Script: script, Skip: c.Skip, Any: who.Any, Words: w}
		if c.Skip != "" || script != ownClosing {
			return e, nil
		}
		var err error
		e.Hits, err = r.worded(s, text, "")
		return e, err
	})
}

// Take gives the session to the person: from the queue, or over from somebody if the person may (Any).
func (r *Router) Take(ctx context.Context, who Actor, id desk.SessionID) (Result, error) {
	return r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
		return sessions.Assigned{At: now, Agent: who.ID, By: string(who.ID), Reason: "taken", Name: who.Name, Over: who.Any && s.Holder != nil}, nil
	})
}

// Return puts the session back into its queue.
func (r *Router) Return(ctx context.Context, who Actor, id desk.SessionID, reason string) (Result, error) {
	return r.command(ctx, id, func(_ sessions.State, now desk.Millis) (sessions.Event, error) {
		return sessions.Returned{At: now, By: string(who.ID), Reason: reason, Any: who.Any}, nil
	})
}

// Resolve decides about a failed or unconfirmed message: as is "resend" or "delivered".
func (r *Router) Resolve(ctx context.Context, who Actor, id desk.SessionID, seq int64, as string) (Result, error) {
	return r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
		if !who.Any && (s.Holder == nil || s.Holder.Agent != who.ID) && s.Last != who.ID {
			return nil, desk.Fail(desk.Forbidden, "not_holder", "you do not have this session: take it first")
		}
		return sessions.DeliveryResolved{At: now, By: who.ID, Seq: seq, As: as}, nil
	})
}
