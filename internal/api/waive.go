package api

import (
	"context"
	"net/http"

	"firstline/internal/api/access"
	"firstline/sessions"
)

type waiveIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Undo bool  `json:"undo,omitempty" doc:"Take it back: what was owed is owed again, with its times"`
		Seen int64 `json:"seen_seq,omitempty" minimum:"0" doc:"The newest message on the screen: the decision is about nothing that came after it. Without it, about whatever waits"`
	}
}

// waive ends the reply that is owed, or takes that back (无需回复, ui.md 1.6).
func (a *API) waive(ctx context.Context, in *waiveIn) (*done, error) {
	who, row, err := a.on(ctx, in.ID, access.ActAny)
	if err != nil {
		return nil, err
	}
	res, err := a.o.Router.Waive(ctx, who, row.ID, in.Body.Undo, in.Body.Seen)
	if err != nil {
		return nil, err
	}
	return did(res, http.StatusOK), nil
}

// noReply says whether what waits may be left without a reply, as Detail.NoReply.
func (a *API) noReply(ctx context.Context, s sessions.State) (string, error) {
	may, err := a.o.Router.MayWaive(ctx, s)
	if err != nil || !may {
		return "", err
	}
	thank, err := a.o.Router.Thanked(ctx, s)
	return map[bool]string{false: "may", true: "thanks"}[thank], err
}
