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
		Upload   string `json:"upload,omitempty" maxLength:"64" doc:"A file of uploads that goes with it; the text may be empty then"`
		Reason   string `json:"reason,omitempty" maxLength:"500" doc:"Why a text is sent that the department's list asks a reason for (phrase_reason)"`

		Quotes int64 `json:"quotes,omitempty" minimum:"0" doc:"The seq of the message that it answers, to be shown as such; 0 = none is chosen"`

		Scripts []string `json:"scripts,omitempty" maxItems:"20" doc:"Scripts that were put into it, each id@pack as /scripts names them. Those that stand in the text word for word are kept with the answer; others are passed over"`
	}
}

func (a *API) reply(ctx context.Context, in *replyIn) (*done, error) {
	words := func() (string, error) { return clean(in.Body.Text, "text") }
	if in.Body.Upload != "" { // a file needs no caption
		words = func() (string, error) { return printable(in.Body.Text), nil }
	}
	return a.put(ctx, in.ID, in.Key, in.Body.ClientID, words, func(ctx context.Context, who router.Actor, id desk.SessionID, key, text string) (router.Result, error) {
		return a.o.Router.Answer(ctx, who, id, router.Answer{ClientID: key, Text: text, Reason: strings.TrimSpace(in.Body.Reason), Upload: in.Body.Upload, Quotes: in.Body.Quotes, Inserted: in.Body.Scripts})
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
	caller := callerOf(ctx)
	_, state, err := a.o.Hub.Session(ctx, caller.Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	found := a.o.Router.Findings(state, caller.Agent.Name, in.Body.Text)
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

		Mentions []desk.AgentID `json:"mentions,omitempty" maxItems:"20" doc:"Colleagues whom it speaks to, each once and never oneself: they are told, and may read the session from then on"`
	}
}

// say is what commands that write a text have in common; the text must not be empty.
func (a *API) say(ctx context.Context, id, header, body, text string,
	command func(context.Context, router.Actor, desk.SessionID, string, string) (router.Result, error)) (*done, error) {
	return a.put(ctx, id, header, body, func() (string, error) { return clean(text, "text") }, command)
}

// put is say for a text that words gives, or refuses.
func (a *API) put(ctx context.Context, id, header, body string, words func() (string, error),
	command func(context.Context, router.Actor, desk.SessionID, string, string) (router.Result, error)) (*done, error) {
	who, row, err := a.on(ctx, id, access.ActAny)
	if err != nil {
		return nil, err
	}
	k, err := key(header, body)
	if err != nil {
		return nil, err
	}
	text, err := words()
	if err != nil {
		return nil, err
	}
	res, err := command(ctx, who, row.ID, k, text)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusCreated), nil
}
