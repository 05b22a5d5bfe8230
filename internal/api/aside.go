package api

import (
	"context"
	"net/http"

	"firstline/internal/api/access"
	"firstline/internal/aside"
	"firstline/internal/desk"
)

// Aside is what the routes need of the events that could not be carried.
type Aside interface {
	List(ctx context.Context, settled bool) ([]aside.Event, error)
	Counts(ctx context.Context) (map[desk.ChannelID]int64, error)
	Body(ctx context.Context, id int64, who desk.AgentID) (string, error)
	Replay(ctx context.Context, id int64, who desk.AgentID) error
	Dismiss(ctx context.Context, id int64, who desk.AgentID, why string) error
}

// asideRoutes are the routes of the events that could not be carried.
func (a *API) asideRoutes(tag string) {
	const all, one = "/api/v1/settings/channels/aside", "/api/v1/settings/channels/aside/{id}"
	route(a, may(access.Administer), described(get(all, "aside", "The events that could not be carried", tag),
		"The newest 200 that wait for somebody; with `settled` those of which something has become. They were acknowledged and are kept as they came."), a.aside)
	route(a, may(access.Administer), described(post(one+"/look", "aside-look", "Look into an event", tag),
		"The first 8 KiB of its body, with numbers and secrets covered. That you looked is noted."), a.asideLook)
	route(a, may(access.Administer), described(with(post(one+"/replay", "aside-replay", "Read an event again", tag), "", http.StatusNoContent),
		"If this program can read it, it is routed as if it had just come: once, however often it is asked for. 409 `still_unread` says why not, 409 `event_settled` when it was dismissed."), a.asideReplay)
	route(a, may(access.Administer), described(with(post(one+"/dismiss", "aside-dismiss", "Say that nothing becomes of an event", tag), "", http.StatusNoContent),
		"With a reason. Nothing is deleted. 409 `event_settled` when somebody was faster."), a.asideDismiss)
}

// AsideEvent is an event with the name of who settled it.
type AsideEvent struct {
	aside.Event
	SettledBy string `json:"settled_by,omitempty"`
}

type asideIn struct {
	Settled bool `query:"settled" doc:"Those of which something has become"`
}

func (a *API) aside(ctx context.Context, in *asideIn) (*answer[[]AsideEvent], error) {
	all, err := a.o.Aside.List(ctx, in.Settled)
	if err != nil {
		return nil, err
	}
	names, err := a.authors(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]AsideEvent, len(all))
	for i, e := range all {
		out[i] = AsideEvent{Event: e}
		if e.Settled != nil {
			out[i].SettledBy = names[e.Settled.Who]
		}
	}
	return answering(out), nil
}

// AsidePath names one event.
type AsidePath struct {
	ID int64 `path:"id" minimum:"1"`
}

// AsideBody is what the network brought.
type AsideBody struct {
	Text string `json:"text"`
}

func (a *API) asideLook(ctx context.Context, in *AsidePath) (*answer[AsideBody], error) {
	text, err := a.o.Aside.Body(ctx, in.ID, callerOf(ctx).Agent.ID)
	return answering(AsideBody{text}), err
}

func (a *API) asideReplay(ctx context.Context, in *AsidePath) (*nothing, error) {
	return nil, a.o.Aside.Replay(ctx, in.ID, callerOf(ctx).Agent.ID)
}

type asideDismissIn struct {
	AsidePath
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

func (a *API) asideDismiss(ctx context.Context, in *asideDismissIn) (*nothing, error) {
	return nil, a.o.Aside.Dismiss(ctx, in.ID, callerOf(ctx).Agent.ID, in.Body.Reason)
}
