package api

import (
	"context"

	"firstline/internal/desk"
	"firstline/router"
)

type editIn struct {
	ID   string `path:"id" maxLength:"64"`
	Seq  int64  `path:"seq" minimum:"1"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string   `json:"client_id,omitempty" maxLength:"100"`
		Text     string   `json:"text" maxLength:"20000" doc:"What the reply says from now on"`
		Reason   string   `json:"reason,omitempty" maxLength:"500" doc:"As of a reply (phrase_reason)"`
		Scripts  []string `json:"scripts,omitempty" maxItems:"20" doc:"As of a reply"`
	}
}

// edit corrects a reply of the caller's own.
func (a *API) edit(ctx context.Context, in *editIn) (*done, error) {
	return a.say(ctx, in.ID, in.Key, in.Body.ClientID, in.Body.Text, func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		return a.o.Router.Edit(ctx, who, id, in.Seq, key, text, in.Body.Reason, in.Body.Scripts...)
	})
}

type recallIn struct {
	ID   string `path:"id" maxLength:"64"`
	Seq  int64  `path:"seq" minimum:"1"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
	}
}

// recall takes a reply of the caller's own back.
func (a *API) recall(ctx context.Context, in *recallIn) (*done, error) {
	none := func() (string, error) { return "", nil }
	return a.put(ctx, in.ID, in.Key, in.Body.ClientID, none, func(ctx context.Context, who router.Actor, id desk.SessionID, key, _ string) (router.Result, error) {
		return a.o.Router.Recall(ctx, who, id, in.Seq, key)
	})
}
