package api

import (
	"context"
	"errors"
	"net/http"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/sessions"
)

type reopenIn struct {
	ID  string `path:"id" maxLength:"64"`
	Key string `header:"Idempotency-Key" maxLength:"100"`

	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
		Reason   string `json:"reason" minLength:"1" maxLength:"200" doc:"Why: it stands in the transcript, for colleagues"`
	}
}

// reopen gives a closed session to the agent who opens it again (重新打开, ui.md 1.6.2).
func (a *API) reopen(ctx context.Context, in *reopenIn) (*done, error) {
	id, err := key(in.Key, in.Body.ClientID)
	if err != nil {
		return nil, err
	}
	reason, err := clean(in.Body.Reason, "reason")
	if err != nil {
		return nil, err
	}
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	res, err := a.o.Router.Reopen(ctx, who, row.ID, id, reason)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusCreated), nil
}

// reopening says of a closed session whether the caller can open it again.
type reopening struct {
	May   bool        `json:"may"`
	Why   string      `json:"why,omitempty" doc:"Why not, as the command would say it: the code of its refusal"`
	Until desk.Millis `json:"until,omitempty" doc:"When the time for it ends"`
}

// reopens is what a screen shows of that; nil for a session that is not closed, and for who may only read it.
func (a *API) reopens(ctx context.Context, id string, s sessions.State) (*reopening, error) {
	if s.Phase != sessions.Closed || !callerOf(ctx).Viewer().Can(access.Serve) {
		return nil, nil
	}
	who, _, err := a.on(ctx, id, access.ActAny)
	switch {
	case desk.KindOf(err) == desk.NotFound: // read because of what the customer has now: nothing is done to it
		return nil, nil
	case err != nil:
		return nil, err
	}
	var no *desk.Error
	switch err := a.o.Router.MayReopen(ctx, who, s); {
	case err == nil:
		return &reopening{May: true, Until: a.o.Router.ReopenUntil(ctx, s)}, nil
	case errors.As(err, &no) && no.Kind == desk.Conflict:
		return &reopening{Why: no.Code}, nil
	default:
		return nil, err
	}
}
