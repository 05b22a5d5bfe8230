package api

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/question"
	"firstline/internal/translate"
)

// Translator translates texts. *translate.Client is one.
type Translator interface {
	Ask(ctx context.Context, who desk.AgentID, q translate.Question) (translate.Answer, error)
}

type translationIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"20000" doc:"What was said, or is about to be said, in this session"`
		From string `json:"from,omitempty" maxLength:"35" doc:"Its language, BCP 47, where it is known"`
		To   string `json:"to" pattern:"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$" doc:"The language wanted, BCP 47"`
	}
}

// Translation is what the service made of a text. Nobody has checked it.
type Translation struct {
	Asked  bool             `json:"asked" doc:"False: the desk has nobody to ask, and the text has not left it"`
	Text   string           `json:"text"`
	From   string           `json:"from" doc:"The language that the service found; empty = it does not say"`
	Failed question.Failure `json:"failed" enum:",timeout,unreachable,refused,bad_answer,too_big" doc:"Why there is none"`
}

func (a *API) translationRoute() {
	route(a, signedIn(), described(post("/api/v1/sessions/{id}/translation", "translate", "A text in another language", "sessions"),
		"Posts the text to the department's own service (docs/translation.md), for whoever may read the session. An answer is kept for an hour in memory. `failed` says why there is none; the desk's own answer is 200 all the same. 429 `slow_down` for whoever asks for more than eight new ones at once and one each second after."), a.translation)
}

// translation is answered with 200 also where the service fails: the failure is the service's, and the page says so.
func (a *API) translation(ctx context.Context, in *translationIn) (*answer[Translation], error) {
	if _, _, err := a.o.Hub.Read(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID)); err != nil {
		return nil, err
	}
	if a.o.Translator == nil {
		return answering(Translation{}), nil
	}
	said, err := a.o.Translator.Ask(ctx, callerOf(ctx).Agent.ID, translate.Question{Text: in.Body.Text, From: in.Body.From, To: in.Body.To})
	if err != nil {
		return nil, err
	}
	return answering(Translation{Asked: true, Text: said.Text, From: said.From, Failed: said.Failed}), nil
}
