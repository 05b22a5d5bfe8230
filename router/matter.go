package router

import (
	"context"

	"firstline/internal/desk"
	"firstline/sessions"
)

// Question is one to somebody in the house.
type Question struct {
	ClientID   string
	Kind       sessions.AskKind
	To         desk.AgentID // consult
	Department string       // department
	Level      desk.Rank    // escalation
	Gravity    string       // escalation: why it goes up
	Urgent     bool         // escalation: levels may be skipped (ESC-02)
	Text       string       // the question; the facts of an escalation
	Proposal   string       // escalation: what the asking agent proposes (ESC-03)
}

// Regard notes in an open session whether its customer is a VIP (CUS-03). Nothing changes where it says so already. What holds is read
// when it is the session's turn: of two changes the later one is noted, whichever comes first.
func (r *Router) Regard(ctx context.Context, by desk.AgentID, id desk.SessionID) (Result, error) {
	return r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
		vip := false
		if r.o.VIP != nil {
			var err error
			if vip, err = r.o.VIP(ctx, s.Address); err != nil {
				return nil, err
			}
		}
		return sessions.Regarded{At: now, By: by, VIP: vip}, nil
	})
}

// Classify says what the customer wants (ORG-06).
func (r *Router) Classify(ctx context.Context, who Actor, id desk.SessionID, category string) (Result, error) {
	return r.command(ctx, id, func(_ sessions.State, now desk.Millis) (sessions.Event, error) {
		return sessions.Classified{At: now, By: who.ID, Category: category, Any: who.Any}, nil
	})
}

// Verify records what the specialist found (FLW-02…04), idempotent by clientID like Reply. unsolved sends a technical fault
// to the department.
func (r *Router) Verify(ctx context.Context, who Actor, id desk.SessionID, clientID, finding string, unsolved bool) (Result, error) {
	return r.say(ctx, id, clientID, finding, func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.Verified{At: now, By: who.ID, ClientID: clientID, Unsolved: unsolved, Any: who.Any, Words: w}, nil
	})
}

// Ask puts a question to a colleague, a superior or a department without moving the customer (RTE-04, RTE-14, ESC-02).
func (r *Router) Ask(ctx context.Context, who Actor, id desk.SessionID, q Question) (Result, error) {
	return r.say(ctx, id, q.ClientID, q.Text, func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.Asked{At: now, By: who.ID, ClientID: q.ClientID, Kind: q.Kind, To: q.To, Department: q.Department, Level: q.Level, Gravity: q.Gravity,
			Urgent: q.Urgent, Any: who.Any, Proposal: q.Proposal, Words: w}, nil
	})
}

// Telling is an answer to question N of a session, or what came of one.
type Telling struct {
	ClientID string
	N        int
	As       sessions.Tell
	Level    desk.Rank // reported: to whom; empty = to every level that is owed a report (ESC-02)
	Text     string
}

// Tell answers a question, or says what came of the answer (ESC-02, ESC-03). May says whether the person is one whose it is
// to tell; it is asked again for every try, with the state that it would go into.
func (r *Router) Tell(ctx context.Context, who Actor, id desk.SessionID, t Telling, may func(sessions.State, sessions.Ask) bool) (Result, error) {
	return r.say(ctx, id, t.ClientID, t.Text, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		for _, k := range s.Asks {
			if k.N == t.N && !may(s, k) {
				return nil, notYours(t.As)
			}
		}
		return sessions.Told{At: now, By: who.ID, ClientID: t.ClientID, N: t.N, As: t.As, Level: t.Level, Words: w}, nil
	})
}

// notYours is why a person may not tell.
func notYours(as sessions.Tell) error {
	if as.BySuperior() {
		return desk.Fail(desk.Forbidden, "not_asked", "this question was put to somebody else")
	}
	return desk.Fail(desk.Forbidden, "not_yours", "a colleague put this question, and somebody else has the session")
}

// Promise notes the time that the customer was given (SCR-15).
func (r *Router) Promise(ctx context.Context, who Actor, id desk.SessionID, clientID string, until desk.Millis, text string) (Result, error) {
	return r.say(ctx, id, clientID, text, func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.Promised{At: now, By: who.ID, ClientID: clientID, Until: until, Any: who.Any, Words: w}, nil
	})
}

// Settle takes promise n off the list: as is "kept", "moved" (to until) or "withdrawn"; the last two with the reason.
func (r *Router) Settle(ctx context.Context, who Actor, id desk.SessionID, clientID string, n int, as string, until desk.Millis, reason string) (Result, error) {
	settled := func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.PromiseSettled{At: now, By: who.ID, ClientID: clientID, N: n, As: as, Until: until, Any: who.Any, Words: w}, nil
	}
	if reason == "" { // nothing is written that a repetition could be found by; it is refused then, which does no harm
		return r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
			return settled(s, now, sessions.Words{})
		})
	}
	return r.say(ctx, id, clientID, reason, settled)
}
