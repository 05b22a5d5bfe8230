package api

import (
	"context"
	"net/http"

	"firstline/channels"
	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/drafts"
)

// Drafts is what the routes need of what people write and have not sent. *drafts.Service is one.
type Drafts interface {
	All(ctx context.Context, who desk.AgentID) ([]drafts.Mark, error)
	In(ctx context.Context, who desk.AgentID, id desk.SessionID) ([]drafts.Draft, error)
	Save(ctx context.Context, who desk.AgentID, id desk.SessionID, m drafts.Mode, follows int64, c drafts.Content) (int64, error)
}

// draftRoutes are the routes of drafts. A draft is its writer's: there is no way to ask for another person's.
func (a *API) draftRoutes() {
	const me, list, act = "Me", "Sessions", "Commands"
	route(a, may(access.Note), described(get("/api/v1/me/drafts", "drafts", "Where I have drafts", me),
		"Newest first. Emptied ones are among them for up to a fortnight, so that a browser learns that its own copy is over."), a.allDrafts)
	route(a, may(access.Note), described(get("/api/v1/sessions/{id}/drafts", "session-drafts", "My drafts in a session", list),
		"At most one reply and one note. A file that has expired or was sent is `gone`."), a.sessionDrafts)
	route(a, may(access.Note), described(with(get("/api/v1/sessions/{id}/drafts/{mode}", "save-draft", "Save a draft", act), http.MethodPut, http.StatusOK),
		"Whole, as it stands; empty = it was sent or thrown away. It is no part of the session's record, and it goes when nobody has touched it for 14 days or when the session is closed for good. 409 `draft_newer` with the newest in `draft` when another browser was faster: nothing is lost, choose and save again. 429 `slow_down`; 409 `drafts_full`. A reply is for who may serve (403 `not_allowed`)."), a.saveDraft)
}

type draftMarks struct {
	Drafts []drafts.Mark `json:"drafts"`
}

func (a *API) allDrafts(ctx context.Context, _ *nothing) (*answer[draftMarks], error) {
	all, err := a.o.Drafts.All(ctx, callerOf(ctx).Agent.ID)
	if err != nil {
		return nil, err
	}
	return answering(draftMarks{all}), nil
}

type draftsOf struct {
	Drafts []drafts.Draft `json:"drafts"`
}

func (a *API) sessionDrafts(ctx context.Context, in *sessionIn) (*answer[draftsOf], error) {
	caller := callerOf(ctx)
	row, _, err := a.o.Hub.Session(ctx, caller.Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	all, err := a.o.Drafts.In(ctx, caller.Agent.ID, row.ID)
	if err != nil {
		return nil, err
	}
	return answering(draftsOf{all}), nil
}

type saveDraftIn struct {
	ID   string      `path:"id" maxLength:"64"`
	Mode drafts.Mode `path:"mode" enum:"reply,note"`
	Body struct {
		Follows int64             `json:"follows" minimum:"0" doc:"The n that this is behind; 0 = there was none"`
		Text    string            `json:"text" maxLength:"20000"`
		Scripts []drafts.Inserted `json:"scripts,omitempty" maxItems:"20" doc:"That were put into it"`
		Files   []string          `json:"files,omitempty" maxItems:"30" doc:"Ids of uploads; none in a note"`
		Quotes  int64             `json:"quotes,omitempty" minimum:"0" doc:"The seq of the message that it is to; 0 = none, and always in a note"`
	}
}

type draftSaved struct {
	N int64 `json:"n"`
}

func (a *API) saveDraft(ctx context.Context, in *saveDraftIn) (*answer[draftSaved], error) {
	caller := callerOf(ctx)
	row, _, err := a.o.Hub.Session(ctx, caller.Viewer(), desk.SessionID(in.ID))
	if err == nil && in.Mode == drafts.Reply && !caller.Viewer().Can(access.Serve) {
		err = errNotAllowed()
	}
	if err != nil {
		return nil, err
	}
	n, err := a.o.Drafts.Save(ctx, caller.Agent.ID, row.ID, in.Mode, in.Body.Follows, drafts.Content{Text: channels.Storable(in.Body.Text), Scripts: in.Body.Scripts, Files: in.Body.Files, Quotes: in.Body.Quotes})
	if err != nil {
		return nil, err
	}
	return answering(draftSaved{n}), nil
}
