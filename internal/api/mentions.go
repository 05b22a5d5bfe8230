package api

import (
	"context"
	"slices"

	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/mentions"
	"firstline/router"
)

// Mentions knows which notes speak to somebody, and that somebody has looked. *mentions.Service is one.
type Mentions interface {
	Of(ctx context.Context, who desk.AgentID) ([]mentions.Mention, error)
	Look(ctx context.Context, who desk.AgentID, id desk.SessionID) error
}

type mentionsBody struct {
	Mentions []mention `json:"mentions"`
}

type mention struct {
	Session desk.SessionID `json:"session"`
	Seq     int64          `json:"seq" doc:"Of the note"`
	By      *inbox.Person  `json:"by" doc:"Who wrote it"`
	At      desk.Millis    `json:"at"`
	Row     inbox.Row      `json:"row"`
}

// mentioned lists the notes that speak to the caller, who has not looked since.
func (a *API) mentioned(ctx context.Context, _ *nothing) (*answer[mentionsBody], error) {
	who := callerOf(ctx).Viewer()
	all, err := a.o.Mentions.Of(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	out := mentionsBody{Mentions: []mention{}}
	for _, m := range all {
		row, _, err := a.o.Hub.Session(ctx, who, m.Session)
		if desk.KindOf(err) == desk.NotFound {
			continue // the note lets its reader in; where the session itself is gone there is nothing to read
		} else if err != nil {
			return nil, err
		}
		out.Mentions = append(out.Mentions, mention{m.Session, m.Seq, a.o.Hub.Person(m.By), m.At, row})
	}
	return answering(out), nil
}

// looked notes that the caller has been shown a part of sessions in which notes may speak to them.
func (a *API) looked(ctx context.Context, ids map[desk.SessionID]bool) error {
	for id := range ids {
		if err := a.o.Mentions.Look(ctx, callerOf(ctx).Agent.ID, id); err != nil {
			return err
		}
	}
	return nil
}

type colleaguesBody struct {
	Colleagues []JumpPerson `json:"colleagues"`
}

// colleagues are those whom a note of the caller's can speak to.
func (a *API) colleagues(ctx context.Context, _ *nothing) (*answer[colleaguesBody], error) {
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return nil, err
	}
	out := colleaguesBody{Colleagues: []JumpPerson{}}
	for _, one := range agents {
		if !one.Disabled && one.ID != callerOf(ctx).Agent.ID {
			out.Colleagues = append(out.Colleagues, JumpPerson{ID: one.ID, Name: one.Name, Keys: a.speller.Keys(one.Name, spelledName)})
		}
	}
	return answering(out), nil
}

// addressed checks that those whom a note speaks to work here and may be told.
func (a *API) addressed(ctx context.Context, ids []desk.AgentID) error {
	if len(ids) == 0 {
		return nil
	}
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		i := slices.IndexFunc(agents, func(one inbox.Agent) bool { return one.ID == id })
		switch {
		case i < 0:
			return desk.Fail(desk.Invalid, "no_such_agent", "there is no such colleague: take the mention out")
		case agents[i].Disabled:
			return desk.Fail(desk.Invalid, "mention_disabled", agents[i].Name+" does not work here any more: take the mention out")
		}
	}
	return nil
}

func (a *API) note(ctx context.Context, in *noteIn) (*done, error) {
	if err := a.addressed(ctx, in.Body.Mentions); err != nil {
		return nil, err
	}
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		return a.o.Router.Note(ctx, who, id, key, text, in.Body.Mentions...)
	})
}
