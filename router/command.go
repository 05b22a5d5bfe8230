package router

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/scripts"
	"firstline/sessions"
)

// commandTries is how often a command looks again when another node was faster. Each loss means that somebody else
// won, so that it ends; the bound only keeps a broken record from holding a request.
const commandTries = 16

// command applies one event made from the newest state and commits it by compare-and-set, on any node. files go with the
// message that the event writes.
func (r *Router) command(ctx context.Context, id desk.SessionID, event func(sessions.State, desk.Millis) (sessions.Event, error), files ...desk.File) (Result, error) {
	at, err := r.addressOf(ctx, id)
	if err != nil {
		return Result{}, err
	}
	type answer struct {
		res Result
		err error
	}
	out := make(chan answer, 1)
	if err := r.lanes.call(ctx, at, func(ctx context.Context) {
		res, err := r.perform(ctx, at, id, event, files)
		out <- answer{res, err}
	}); err != nil {
		return Result{}, interrupted(err)
	}
	a := <-out
	return a.res, a.err
}

// interrupted is a command of which nobody knows whether it was carried out, or one that was not even begun.
func interrupted(err error) error {
	if errors.Is(err, errStopping) {
		return err
	}
	return desk.Because(desk.Unavailable, "interrupted", "the command was interrupted: look whether it was carried out", err)
}

func (r *Router) perform(ctx context.Context, at desk.Address, id desk.SessionID, event func(sessions.State, desk.Millis) (sessions.Event, error), files []desk.File) (Result, error) {
	for range commandTries {
		cur, err := r.load(ctx, at)
		if err != nil {
			return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
		}
		if cur.s.ID != id {
			// A newer session stands at the address, so this one is closed for good; or our copy is stale.
			if !cur.sure {
				r.doubt(at)
				continue
			}
			return Result{}, errSuperseded
		}
		res, err := r.once(ctx, cur, event, files)
		if errors.Is(err, store.ErrStale) {
			continue
		}
		if refused := desk.KindOf(err) != "" || (err == nil && res.Version == cur.s.Version); refused && !cur.sure {
			r.doubt(at)
			continue
		}
		return res, explain(err)
	}
	return Result{}, desk.Fail(desk.Conflict, "busy", "the session changes too fast: try again")
}

func (r *Router) once(ctx context.Context, cur loaded, event func(sessions.State, desk.Millis) (sessions.Event, error), files []desk.File) (Result, error) {
	d := r.draft(cur)
	d.files = files
	if err := r.rulesFor(ctx, d); err != nil {
		return Result{}, err
	}
	e, err := event(cur.s, d.now)
	if err != nil {
		return Result{}, err
	}
	if err := d.apply(e); err != nil {
		return Result{}, err
	}
	if len(d.part.Events) == 0 {
		return Result{Version: cur.s.Version}, nil
	}
	if err := r.land(ctx, d); err != nil {
		return Result{}, err
	}
	res := Result{Version: d.s.Version}
	if len(d.part.Messages) > 0 {
		res.Seq = d.part.Messages[0].Seq
	}
	for _, m := range d.part.Messages {
		if m.ClientID != "" {
			res.Seq = m.Seq
		}
	}
	return res, nil
}

// explain gives a commit's refusal the words that people see.
func explain(err error) error {
	switch {
	case err == nil || desk.KindOf(err) != "":
		return err
	case errors.Is(err, store.ErrNoPlace):
		return desk.Because(desk.Conflict, "no_place", "the colleague has no free place: choose another or the group", err)
	case errors.Is(err, store.ErrExists):
		return err
	}
	return desk.Because(desk.Unavailable, "record_away", "the record cannot be written: nothing was done, send it again", err)
}

// say is a command that writes a text and is idempotent by the client's id of it. A refused command consumes no id.
func (r *Router) say(ctx context.Context, id desk.SessionID, clientID, text string, event func(sessions.State, desk.Millis, sessions.Words) (sessions.Event, error), files ...desk.File) (Result, error) {
	if clientID == "" || len(clientID) > 100 {
		return Result{}, desk.Fail(desk.Invalid, "client_id", "give the command an id of your own, 1 to 100 characters")
	}
	res, err := r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
		return event(s, now, sessions.Words{Text: text})
	}, files...)
	var wording *Wording
	if err == nil || !(errors.Is(err, store.ErrExists) || desk.KindOf(err) == desk.Conflict || errors.As(err, &wording)) {
		return res, err
	}
	return r.before(ctx, id, clientID, text, err)
}

// before answers a command that may have been carried out before.
func (r *Router) before(ctx context.Context, id desk.SessionID, clientID, text string, refusal error) (Result, error) {
	m, err := r.o.Store.MessageByClient(ctx, dbq.MessageByClientParams{Session: string(id), ClientID: clientID})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Result{}, refusal
	case err != nil:
		return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	whole, err := r.whole(ctx, m)
	switch {
	case err != nil:
		return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	case whole != text:
		return Result{}, desk.Fail(desk.Duplicate, "idempotency_key_reused", "this id was used for another text: make a new one")
	}
	return Result{Version: m.Version, Seq: m.Seq, Again: true}, nil
}

// greeted says whether a human text has a greeting of the session's scripts in it (SCR-02).
func (r *Router) greeted(s sessions.State, text string) bool {
	return scripts.HasGreeting(r.o.Rules.Current().Pack, text)
}

// sorry says whether a human text has an apology of the scripts in it (SCR-06).
func (r *Router) sorry(text string) bool {
	return scripts.HasApology(r.o.Rules.Current().Pack, text)
}

// closing gives the closing text: the person's own, or the unified script of the moment (SCR-02, SCR-04, SCR-07).
func (r *Router) closing(ctx context.Context, who Actor, id desk.SessionID, c Close) (text, script string, rates bool, err error) {
	if c.Skip != "" {
		return "", "", false, nil
	}
	s, err := r.Load(ctx, id)
	if err != nil {
		return "", "", false, err
	}
	text, script = "", ownClosing
	if c.Text != nil {
		text = *c.Text
	} else {
		t, err := r.ClosingScript(s, who.Name)
		if err != nil {
			return "", "", false, desk.Because(desk.Invalid, "script", "the closing script cannot be filled", err)
		}
		text, script = t.Body, t.ScriptID
	}
	question := r.RatingScript(s, who.Name)
	if question == "" || c.NoRating {
		return text, script, false, nil
	}
	return text + "\n" + question, script, true, nil
}

// RatingScript is the question that stands behind the closing, where the department asks one (SAT-01); else empty. It is
// part of the closing's message, so that it costs a network with a quota nothing and cannot arrive without it.
func (r *Router) RatingScript(s sessions.State, agent string) string {
	if !r.o.Rules.Current().Rating {
		return ""
	}
	t, err := scripts.Say(r.ask(s, agent), scripts.RatingAsk)
	if err != nil {
		return "" // the pack has none
	}
	return t.Body
}

// ConfirmScript is the question whether that answered it (FLW-06); empty where the pack has none.
func (r *Router) ConfirmScript(s sessions.State, agent string) string {
	t, err := scripts.Say(r.ask(s, agent), scripts.ConfirmAsk)
	if err != nil {
		return ""
	}
	return t.Body
}

// ownClosing stands where a script's id would, for a closing that the agent wrote.
const ownClosing = "own"

// ClosingScript is the unified closing for a session at this moment.
func (r *Router) ClosingScript(s sessions.State, agent string) (scripts.Text, error) {
	return scripts.Closing(r.ask(s, agent))
}

// GreetingScript is the agent's own greeting, which the composer opens with.
func (r *Router) GreetingScript(s sessions.State, agent string) (scripts.Text, error) {
	return scripts.AgentGreeting(r.ask(s, agent))
}

func (r *Router) ask(s sessions.State, agent string) scripts.Ask {
	rules := r.o.Rules.Current()
	return scripts.Ask{Pack: rules.Pack, At: r.o.Now().In(rules.Zone), Returning: s.Ordinal > 1, Organisation: rules.Organisation, Customer: s.Customer(), Agent: agent}
}
