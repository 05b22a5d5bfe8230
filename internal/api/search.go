package api

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/search"
)

type searchIn struct {
	Q      string `query:"q" minLength:"1" maxLength:"200" required:"true" doc:"Words, all of them in one message. Two Chinese characters or one, the beginning of a word of letters; width, case and Traditional or Simplified do not matter"`
	From   int64  `query:"from" minimum:"0" doc:"Unix milliseconds: not before; 0 = no bound"`
	To     int64  `query:"to" minimum:"0" doc:"Unix milliseconds: before; 0 = no bound"`
	Group  string `query:"group" maxLength:"64"`
	Agent  string `query:"agent" maxLength:"64" doc:"Who held the session or wrote in it"`
	State  string `query:"state" enum:",open,closed"`
	Cursor string `query:"cursor" maxLength:"20" doc:"next of the page before; empty for the first"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

// search finds messages among the sessions that the caller may see now.
func (a *API) search(ctx context.Context, in *searchIn) (*answer[search.Answer], error) {
	found, err := a.o.Search.Find(ctx, a.o.Hub, callerOf(ctx).Viewer(), search.Question{Text: in.Q, From: desk.Millis(in.From), Until: desk.Millis(in.To),
		Group: desk.GroupID(in.Group), Agent: desk.AgentID(in.Agent), State: in.State, Cursor: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	shown := map[desk.SessionID]bool{}
	for _, h := range found.Hits {
		shown[h.Session.ID] = true
	}
	if err := a.looked(ctx, shown); err != nil {
		return nil, err
	}
	return answering(found), nil
}
