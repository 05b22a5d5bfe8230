package router

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// noticed notes what the network tells of the conversation.
func (r *Router) noticed(ctx context.Context, d *draft, what desk.Notice, at desk.Millis) error {
	if err := r.rulesFor(ctx, d); err != nil {
		return err
	}
	if err := d.apply(sessions.Noticed{At: at, What: what}); err != nil {
		return errors.Join(errBadEvent, err)
	}
	return nil
}

// movedEvent begins the id of a raw row that was brought home: nothing is brought twice.
const movedEvent = "moved-"

// home is where a conversation without a session is kept: at its own address, or, if its network has moved it, at the one
// where it began. In that case the events are in the record there when it returns, each once, and this lane is done with
// them. The network's first event under the new key says where it began.
func (r *Router) home(ctx context.Context, at desk.Address, ins []desk.Inbound, raws []*rawTask) (desk.Address, error) {
	if !r.o.Channels[at.Channel].Capabilities().Moves || slices.ContainsFunc(raws, func(t *rawTask) bool { return strings.HasPrefix(t.raw.EventID, movedEvent) }) {
		return at, nil
	}
	home, news, err := r.homeOf(ctx, at, ins)
	if err != nil || home == at {
		return at, err
	}
	err = r.o.Store.Write(ctx, func(q *dbq.Queries) error {
		if news {
			if err := q.PutMoved(ctx, dbq.PutMovedParams{Channel: string(at.Channel), ConvKey: at.Key, HomeKey: home.Key, At: int64(r.now()), Event: raws[0].id}); err != nil {
				return err
			}
		}
		for _, t := range raws {
			if err := bringHome(ctx, q, t, home); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return at, err
	}
	if news {
		r.log.Info("a conversation was moved by its network and goes on where it began", zap.Stringer("from", at), zap.Stringer("home", home))
	}
	r.Stored(home)
	return home, nil
}

// homeOf is where the conversation is kept by the events, which are news then, or by the record.
func (r *Router) homeOf(ctx context.Context, at desk.Address, ins []desk.Inbound) (home desk.Address, news bool, err error) {
	home = at
	for _, in := range ins {
		if in.Notice == desk.NoticeMoved {
			home.Key = in.Was
			return home, true, nil
		}
	}
	key, err := r.o.Store.HomeOf(ctx, dbq.HomeOfParams{Channel: string(at.Channel), ConvKey: at.Key})
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return at, false, nil
	case err != nil:
		return at, false, err
	}
	home.Key = key
	return home, false, nil
}

// bringHome puts a raw row into the record once more, under the address where its conversation is kept.
func bringHome(ctx context.Context, q *dbq.Queries, t *rawTask, home desk.Address) error {
	part := int64(home.Partition())
	id, err := q.AsideAgain(ctx, dbq.AsideAgainParams{ID: t.id, EventID: movedEvent + strconv.FormatInt(t.id, 10), ConvKey: home.Key, Ord: t.raw.Order,
		Part: part, ReceivedAt: int64(t.raw.Received)})
	switch {
	case errors.Is(err, sql.ErrNoRows): // it is there already
	case err != nil:
		return err
	default:
		if err := q.AddPending(ctx, dbq.AddPendingParams{Part: part, ID: id}); err != nil {
			return err
		}
	}
	return q.DropPending(ctx, dbq.DropPendingParams{Part: int64(t.part), ID: t.id})
}
