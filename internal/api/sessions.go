package api

import (
	"context"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

type sessionsIn struct {
	View   inbox.View `query:"view" enum:"mine,queue,all,closed" default:"mine"`
	Limit  int        `query:"limit" minimum:"1" maximum:"200" default:"30"`
	Cursor string     `query:"cursor" maxLength:"200" doc:"next of the page before; empty for the first"`
}

type sessionsBody struct {
	Rows   []inbox.Row  `json:"rows"`
	Next   string       `json:"next" doc:"Cursor of the next page; empty at the end"`
	Counts inbox.Counts `json:"counts"`
}

func (a *API) sessions(ctx context.Context, in *sessionsIn) (*answer[sessionsBody], error) {
	viewer := callerOf(ctx).Viewer()
	if in.View == inbox.ViewAll && !viewer.Can(access.ReadAll) {
		return nil, errNotAllowed()
	}
	p, err := a.o.Hub.Page(ctx, viewer, in.View, in.Limit, in.Cursor)
	if err != nil {
		return nil, err
	}
	return answering(sessionsBody{p.Rows, p.Next, p.Counts}), nil
}

type sessionIn struct {
	ID string `path:"id" maxLength:"64"`
}

// Detail is a session with what is needed to work on it.
type Detail struct {
	inbox.Row
	Holders      []inbox.Span `json:"holders"`
	Closing      string       `json:"closing_script" doc:"The unified closing of this moment"`
	Greeting     string       `json:"greeting_script" doc:"What the composer opens with"`
	Outcomes     []Choice     `json:"outcomes"`
	Categories   []Choice     `json:"categories"`
	Capabilities capabilities `json:"capabilities"`
}

type capabilities struct {
	MaxText        int  `json:"max_text" doc:"Longest text in UTF-16 units; 0 = no limit"`
	AcceptOnCommit bool `json:"accept_on_commit"`
	Replies        bool `json:"replies"`
}

func (a *API) session(ctx context.Context, in *sessionIn) (*answer[Detail], error) {
	caller := callerOf(ctx)
	row, state, err := a.o.Hub.Session(ctx, caller.Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	d := Detail{Row: row, Outcomes: Outcomes(a.o.Locale), Categories: a.o.Categories, Capabilities: capabilities(a.o.Capabilities[row.Channel])}
	if d.Holders, err = a.o.Hub.Holders(ctx, row.ID); err != nil {
		return nil, err
	}
	if d.Categories == nil {
		d.Categories = []Choice{}
	}
	if caller.Viewer().Can(access.Serve) {
		// A script that cannot be filled leaves the field empty: the agent writes his own.
		if text, err := a.o.Router.GreetingScript(state, caller.Agent.Name); err == nil {
			d.Greeting = text.Body
		}
		if text, err := a.o.Router.ClosingScript(state, caller.Agent.Name); err == nil {
			d.Closing = text.Body
		}
	}
	return answering(d), nil
}

type messagesIn struct {
	ID     string `path:"id" maxLength:"64"`
	Before int64  `query:"before_seq" minimum:"0" doc:"Lines before this one; 0 = the newest"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

type messagesBody struct {
	Messages []inbox.Message `json:"messages"`
	Version  int64           `json:"version" doc:"The session's version that the lines are at least of: follow the stream from it"`
}

func (a *API) messages(ctx context.Context, in *messagesIn) (*answer[messagesBody], error) {
	// The version first: what is written meanwhile then comes twice, never not at all.
	row, _, err := a.o.Hub.Session(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	ms, err := a.o.Hub.Messages(ctx, row.ID, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	return answering(messagesBody{ms, row.Version}), nil
}
