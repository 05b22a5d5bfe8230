package router

import (
	"cmp"
	"context"
	"slices"

	"firstline/internal/desk"
	"firstline/scripts"
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
	Category string          // what it is about; empty = as before
	Register string          // its number in the complaint register (ORG-07)
	Lean     desk.Speciality // of the agent; to a group: who is asked first (ORG-03)
	Quiet    bool            // the customer is not told who takes over, although the rules say so (RTE-05)
	Although bool            // a superior passes it to somebody below the group's level; the note says why (ORG-10)
}

// Close carries all that a close needs. A nil Text means the unified closing script; Skip says why none can be sent.
type Close struct {
	ClientID string
	Outcome  string
	Category string
	Text     *string
	Skip     string
	Feedback string // none, given; empty only where the rules do not ask (LOG-03)
	Learned  string // the feedback, if it is given
	NoRating bool   // the customer is not asked for a rating, although the rules say so
	Seen     int64  // the newest message on the person's screen: nobody closes over a question that came after it ("customer_wrote"); 0 = whatever there is
}

// Answer is what an agent tells the customer. Text or Upload is needed.
type Answer struct {
	ClientID string // the command's own id
	Text     string
	Reason   string   // why a text is sent that the department's list asks a reason for; else empty
	Upload   string   // of what the agent has handed in: a file that goes with it; empty = none
	Quotes   int64    // seq of the message of the session that it is to; 0 = the question that stands
	Inserted []string // the scripts that were put into the text (scripts.Ref)
}

// Answer sends an answer. The same ClientID again gives the first result (Again) if text, file and quoted message are the same,
// else an error of kind desk.Duplicate. Blocks until committed, not until sent. A text that is too long for one message of the
// channel leaves in several, in order, each with a delivery state of its own.
//
// A text with a phrase that the department forbids is refused with a *Wording, unless there is a Reason for one that only asks for
// it. The Inserted scripts that stand in the text are kept with it, and one with a gap that is still open refuses it with
// "script_gap" (SCR-01). With an Upload the text is the file's caption, or none; one that is too long for that follows as messages
// of its own. What the channel cannot carry is refused with "no_files" or "file_too_big", an upload that is not there (any more) or
// not the person's with "no_upload", and a message that cannot be quoted as quoted says.
func (r *Router) Answer(ctx context.Context, who Actor, id desk.SessionID, a Answer) (Result, error) {
	q, err := r.quoted(ctx, id, a.Quotes)
	if err != nil {
		return Result{}, err
	}
	var res Result
	if a.Upload == "" {
		res, err = r.say(ctx, id, a.ClientID, a.Text, r.replied(who, a, q, desk.File{}))
	} else {
		res, err = r.sendFile(ctx, who, id, a, q)
	}
	if err == nil && res.Again {
		return r.sameQuote(ctx, id, res, a.Quotes)
	}
	return res, err
}

// Reply is Answer with a text alone.
func (r *Router) Reply(ctx context.Context, who Actor, id desk.SessionID, clientID, text, reason string, inserted ...string) (Result, error) {
	return r.Answer(ctx, who, id, Answer{ClientID: clientID, Text: text, Reason: reason, Inserted: inserted})
}

// replied makes the event of an answer; f is the file that goes with it, the zero value for none.
func (r *Router) replied(who Actor, a Answer, q quote, f desk.File) func(sessions.State, desk.Millis, sessions.Words) (sessions.Event, error) {
	return func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		hits, err := r.worded(s, who.Name, a.Text, a.Reason)
		if err != nil {
			return nil, err
		}
		stand, err := r.inserted(s, who.Name, a.Text, a.Inserted)
		return sessions.AgentReplied{At: now, Agent: who.ID, ClientID: a.ClientID, Words: w, Greeted: r.greeted(s, a.Text), Sorry: r.sorry(a.Text), Hits: hits, Reason: a.Reason, Kind: f.Kind, File: f.Digest,
			Scripts: stand, Quotes: q.seq, QuotesRef: q.ref, Cuts: r.cuts(s.Address.Channel, a.Text, f.Kind)}, err
	}
}

// Confirm asks the customer whether that answered the question (FLW-06), in the words of the pack; idempotent by clientID like
// Reply, as long as those stay the same.
func (r *Router) Confirm(ctx context.Context, who Actor, id desk.SessionID, clientID string) (Result, error) {
	s, err := r.Load(ctx, id)
	if err != nil {
		return Result{}, err
	}
	text := r.ConfirmScript(s, who.Name)
	if text == "" {
		return Result{}, desk.Fail(desk.Conflict, "no_script", "the scripts have no such question: write one under Scripts")
	}
	return r.say(ctx, id, clientID, text, func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.ConfirmAsked{At: now, By: who.ID, ClientID: clientID, Script: scripts.ConfirmAsk, Words: w}, nil
	})
}

// Note leaves an internal note, idempotent by clientID like Reply. Those whom it mentions may read the session from then on: the
// caller has checked that they work here.
func (r *Router) Note(ctx context.Context, who Actor, id desk.SessionID, clientID, text string, mentions ...desk.AgentID) (Result, error) {
	return r.say(ctx, id, clientID, text, func(_ sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		return sessions.NoteAdded{At: now, Agent: who.ID, ClientID: clientID, Mentions: mentions, Words: w}, nil
	})
}

// Transfer passes the session on; what is meant for an agent who is away or offline goes to the deputy (FCR-02). An agent
// without a free place refuses with desk.Conflict "no_place", one below the group's level with "below_level".
func (r *Router) Transfer(ctx context.Context, who Actor, id desk.SessionID, t Transfer) (Result, error) {
	if t.ToAgent != "" { // who went away a moment ago gets nothing: our view may be older than that
		if err := r.people.refresh(ctx); err != nil {
			return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read: try again", err)
		}
	}
	return r.say(ctx, id, t.ClientID, t.Note, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		e := sessions.Transferred{At: now, By: who.ID, ClientID: t.ClientID, ToGroup: t.ToGroup, ToAgent: t.ToAgent, Name: t.ToName, Any: who.Any, Words: w,
			Category: t.Category, Register: t.Register, Speciality: t.Lean, Quiet: t.Quiet}
		if t.ToAgent != "" {
			var err error
			if e, err = r.received(e, s, who.Any && t.Although); err != nil {
				return nil, err
			}
		}
		e.GroupName = r.takesOver(s, e)
		return e, nil
	})
}

// takesOver is the name of the group that the session goes to, as customers are told (RTE-05): of a colleague who is not in
// the session's group the colleague's own.
func (r *Router) takesOver(s sessions.State, e sessions.Transferred) string {
	if r.o.Named == nil {
		return ""
	}
	to := cmp.Or(e.ToGroup, s.Group)
	if own := r.people.groups(e.ToAgent); len(own) > 0 && !slices.Contains(own, to) {
		to = own[0]
	}
	return r.o.Named(to)
}

// Close ends the session with its closing script or the reason why none is sent (SCR-02).
func (r *Router) Close(ctx context.Context, who Actor, id desk.SessionID, c Close) (Result, error) {
	c, err := r.withoutClosing(ctx, id, c)
	if err != nil {
		return Result{}, err
	}
	text, script, rates, err := r.closing(ctx, who, id, c)
	if err != nil {
		return Result{}, err
	}
	if c.Skip != "" {
		text = c.Outcome // what the line says that the command is found again by
	}
	return r.say(ctx, id, c.ClientID, text, func(s sessions.State, now desk.Millis, w sessions.Words) (sessions.Event, error) {
		if err := read(s, c.Seen); err != nil {
			return nil, err
		}
		e := sessions.CloseRequested{At: now, By: who.ID, ClientID: c.ClientID, Outcome: c.Outcome, Category: c.Category,
			Script: script, Skip: c.Skip, Any: who.Any, Words: w, Feedback: c.Feedback, Learned: c.Learned, Rating: rates,
			Sorry: c.Skip == "" && r.o.Valid != nil && !r.sorry(text) && r.o.Valid(s)}
		if c.Skip != "" || script != ownClosing {
			return e, nil
		}
		var err error
		e.Hits, err = r.worded(s, who.Name, text, "")
		return e, err
	})
}

// Take gives the session to the person: from the queue, what was offered to the person, or over from somebody if the
// person may (Any).
func (r *Router) Take(ctx context.Context, who Actor, id desk.SessionID) (Result, error) {
	return r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
		reason := "taken"
		if s.Holder != nil && s.Holder.Agent == who.ID {
			reason = "accepted" // if it was an offer; else the core refuses
		}
		if a := r.people.agent(who.ID); !who.Any && a.Level < r.Level(s.Group) {
			return nil, belowLevel()
		}
		return sessions.Assigned{At: now, Agent: who.ID, By: string(who.ID), Reason: reason, Name: who.Name, Over: who.Any && s.Holder != nil,
			Speciality: r.people.agent(who.ID).Speciality}, nil
	})
}

// Return puts the session back into its queue.
func (r *Router) Return(ctx context.Context, who Actor, id desk.SessionID, reason string) (Result, error) {
	return r.command(ctx, id, func(_ sessions.State, now desk.Millis) (sessions.Event, error) {
		return sessions.Returned{At: now, By: string(who.ID), Reason: reason, Any: who.Any}, nil
	})
}

// Resolve decides about a failed or unconfirmed message: as is "resend" or "delivered". A correction is not sent again behind a
// later one ("newer_change"): the customer would read the older words.
func (r *Router) Resolve(ctx context.Context, who Actor, id desk.SessionID, seq int64, as string) (Result, error) {
	return r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
		if !who.Any && (s.Holder == nil || s.Holder.Agent != who.ID) && s.Last != who.ID {
			return nil, desk.Fail(desk.Forbidden, "not_holder", "you do not have this session: take it first")
		}
		if as == "resend" {
			if err := r.newestChange(ctx, id, seq); err != nil {
				return nil, err
			}
		}
		return sessions.DeliveryResolved{At: now, By: who.ID, Seq: seq, As: as}, nil
	})
}
