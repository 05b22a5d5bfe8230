package api

import (
	"context"
	"net/http"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/router"
)

type replyIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100" doc:"Your own id of this command; the header Idempotency-Key does as well"`
		Text     string `json:"text" maxLength:"20000"`
		Seen     int64  `json:"seen_version,omitempty" minimum:"0" doc:"The version on the screen; for your own records"`
	}
}

func (a *API) reply(ctx context.Context, in *replyIn) (*done, error) {
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, a.o.Router.Reply)
}

type noteIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
		Text     string `json:"text" maxLength:"20000"`
	}
}

func (a *API) note(ctx context.Context, in *noteIn) (*done, error) {
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, a.o.Router.Note)
}

// say is what an answer and a note have in common.
func (a *API) say(ctx context.Context, id, header, body, text string,
	command func(context.Context, router.Actor, desk.SessionID, string, string) (router.Result, error)) (*done, error) {
	who, row, err := a.on(ctx, id, access.ActAny)
	if err != nil {
		return nil, err
	}
	k, err := key(header, body)
	if err != nil {
		return nil, err
	}
	if text, err = clean(text, "text"); err != nil {
		return nil, err
	}
	res, err := command(ctx, who, row.ID, k, text)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusCreated), nil
}
