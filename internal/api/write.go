package api

import (
	"context"
	"net/http"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/router"
	"firstline/scripts/guard"
)

type replyIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100" doc:"Your own id of this command; the header Idempotency-Key does as well"`
		Text     string `json:"text" maxLength:"20000"`
		Seen     int64  `json:"seen_version,omitempty" minimum:"0" doc:"The version on the screen; for your own records"`
		Reason   string `json:"reason,omitempty" maxLength:"500" doc:"Why a text is sent that the department's list asks a reason for (phrase_reason)"`
	}
}

func (a *API) reply(ctx context.Context, in *replyIn) (*done, error) {
	reason := strings.TrimSpace(in.Body.Reason)
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		return a.o.Router.Reply(ctx, who, id, key, text, reason)
	})
}

type checkIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Text string `json:"text" maxLength:"20000"`
	}
}

type checkBody struct {
	Findings []guard.Finding `json:"findings" doc:"By place; start and end in UTF-8 bytes, start16 and end16 as a browser counts"`
}

// check says what the department's list is against in a text, before it is sent (FBD-01, FBD-02).
func (a *API) check(ctx context.Context, in *checkIn) (*answer[checkBody], error) {
	_, state, err := a.o.Hub.Session(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	found := a.o.Router.Findings(state, in.Body.Text)
	if found == nil {
		found = []guard.Finding{}
	}
	return answering(checkBody{found}), nil
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
