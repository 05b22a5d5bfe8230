package api

import (
	"context"
	"net/http"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/stars"
	"firstline/internal/views"
)

// Stars keeps what people have starred and pinned. *stars.Service is one.
type Stars interface {
	Of(ctx context.Context, agent desk.AgentID) ([]stars.Star, error)
	Set(ctx context.Context, agent desk.AgentID, id desk.SessionID, c stars.Change) error
}

// Views keeps named ways of looking at the list. *views.Service is one.
type Views interface {
	Of(ctx context.Context, who access.Viewer) ([]views.View, error)
	Make(ctx context.Context, who access.Viewer, v views.View) (views.View, error)
	Change(ctx context.Context, who access.Viewer, id, name, query string) (views.View, error)
	Drop(ctx context.Context, who access.Viewer, id string) error
}

// starRoutes is what a person does to the list for that person's own eyes, and for a group's.
func (a *API) starRoutes(list string) {
	route(a, signedIn(), described(get("/api/v1/me/stars", "stars", "What I have starred and pinned", list),
		"Each with its row, open or closed. What is not mine to see any more is taken away. `note_owed`: starred by who had it, with no note of that person in it since (RTE-09)."), a.starred)
	route(a, signedIn(), described(with(post("/api/v1/sessions/{id}/star", "star", "Star or pin a session", list), http.MethodPut, http.StatusNoContent),
		"For oneself alone; colleagues see nothing of it. What is left out stays. Taking away needs no right to see the session any more. 409 `stars_full`."), a.star)
	route(a, signedIn(), described(get("/api/v1/me/mentions", "mentions", "Notes that speak to me", list),
		"The newest first, until I have read the session: that is noted with the mention. Each with the session's row, open or closed, whoever has it."), a.mentioned)
	route(a, may(access.Note), get("/api/v1/colleagues", "colleagues", "Whom a note of mine can speak to", list), a.colleagues)
	route(a, signedIn(), described(get("/api/v1/me/views", "views", "Named ways of looking at the list", list),
		"One's own, and those that superiors have made for one's groups."), a.savedViews)
	route(a, signedIn(), described(with(post("/api/v1/me/views", "make-view", "Name a way of looking at the list", list), "", http.StatusCreated),
		"For oneself, or by a superior for a `group` (403 `shared_view`). 409 `views_full`."), a.makeView)
	route(a, signedIn(), with(post("/api/v1/me/views/{id}", "change-view", "Rename or change a view", list), http.MethodPatch, http.StatusOK), a.changeView)
	route(a, signedIn(), with(post("/api/v1/me/views/{id}", "drop-view", "Delete a view", list), http.MethodDelete, http.StatusNoContent), a.dropView)
}

type starredBody struct {
	Stars []starredRow `json:"stars"`
}

type starredRow struct {
	stars.Star
	Row inbox.Row `json:"row"`
}

func (a *API) starred(ctx context.Context, _ *nothing) (*answer[starredBody], error) {
	who := callerOf(ctx).Viewer()
	all, err := a.o.Stars.Of(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	out := starredBody{Stars: []starredRow{}}
	for _, s := range all {
		row, _, err := a.o.Hub.Session(ctx, who, s.Session)
		switch {
		case desk.KindOf(err) == desk.NotFound: // it has gone to somebody else, and would count for ever among stars.Most
			if err := a.o.Stars.Set(ctx, who.ID, s.Session, stars.Change{Star: new(false), Pin: new(false)}); err != nil {
				return nil, err
			}
		case err != nil:
			return nil, err
		default:
			out.Stars = append(out.Stars, starredRow{s, row})
		}
	}
	return answering(out), nil
}

type starIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Star *bool `json:"star,omitempty" doc:"A star by who has the session, or had it last, makes a note owed"`
		Pin  *bool `json:"pin,omitempty" doc:"On top of one's own lists"`
	}
}

func (a *API) star(ctx context.Context, in *starIn) (*struct{}, error) {
	who := callerOf(ctx).Viewer()
	c := stars.Change{Star: in.Body.Star, Pin: in.Body.Pin}
	if !c.Adds() { // nothing is learned of a session by letting go of it
		return nil, a.o.Stars.Set(ctx, who.ID, desk.SessionID(in.ID), c)
	}
	_, state, err := a.o.Hub.Session(ctx, who, desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	had := state.Last
	if state.Holder != nil {
		had = state.Holder.Agent
	}
	c.Owes = had == who.ID
	return nil, a.o.Stars.Set(ctx, who.ID, desk.SessionID(in.ID), c)
}

type viewsBody struct {
	Views []views.View `json:"views"`
}

func (a *API) savedViews(ctx context.Context, _ *nothing) (*answer[viewsBody], error) {
	all, err := a.o.Views.Of(ctx, callerOf(ctx).Viewer())
	if err != nil {
		return nil, err
	}
	return answering(viewsBody{all}), nil
}

type makeViewIn struct {
	Body struct {
		Name  string       `json:"name" maxLength:"200"`
		Query string       `json:"query" maxLength:"300"`
		Group desk.GroupID `json:"group,omitempty" maxLength:"64" doc:"Whose people see it; left out = nobody else"`
	}
}

type viewOut struct {
	Status int
	Body   views.View
}

func (a *API) makeView(ctx context.Context, in *makeViewIn) (*viewOut, error) {
	v, err := a.o.Views.Make(ctx, callerOf(ctx).Viewer(), views.View{Name: in.Body.Name, Query: in.Body.Query, Group: in.Body.Group})
	if err != nil {
		return nil, err
	}
	return &viewOut{http.StatusCreated, v}, nil
}

type changeViewIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Name  string `json:"name,omitempty" maxLength:"200"`
		Query string `json:"query,omitempty" maxLength:"300"`
	}
}

func (a *API) changeView(ctx context.Context, in *changeViewIn) (*answer[views.View], error) {
	v, err := a.o.Views.Change(ctx, callerOf(ctx).Viewer(), in.ID, in.Body.Name, in.Body.Query)
	if err != nil {
		return nil, err
	}
	return answering(v), nil
}

type dropViewIn struct {
	ID string `path:"id" maxLength:"64"`
}

func (a *API) dropView(ctx context.Context, in *dropViewIn) (*struct{}, error) {
	return nil, a.o.Views.Drop(ctx, callerOf(ctx).Viewer(), in.ID)
}
