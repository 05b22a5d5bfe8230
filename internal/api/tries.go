package api

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/inbox"
)

type triesIn struct {
	ID  string `path:"id" maxLength:"64"`
	Seq int64  `path:"seq" minimum:"1"`
}

type triesBody struct {
	Tries []inbox.Try `json:"tries"`
}

func (a *API) tries(ctx context.Context, in *triesIn) (*answer[triesBody], error) {
	row, _, err := a.o.Hub.ReadWork(ctx, callerOf(ctx).Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	list, err := a.o.Hub.Tries(ctx, row.ID, in.Seq)
	return answering(triesBody{list}), err
}
