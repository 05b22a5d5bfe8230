package router

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// caughtKey is where the record keeps until when a channel has brought everything.
func caughtKey(id desk.ChannelID) string { return "caught/" + string(id) }

// Known implements channels.Memory from the record.
func (r *Router) Known(ctx context.Context, id desk.ChannelID, since desk.Millis, limit int) ([]string, error) {
	keys, err := r.o.Store.KnownOpen(ctx, dbq.KnownOpenParams{Channel: string(id), Limit: int32(limit)})
	if err != nil {
		return nil, recordAway(err)
	}
	closed, err := r.o.Store.KnownClosed(ctx, dbq.KnownClosedParams{Channel: string(id), Since: int64(since), Most: int32(limit)})
	if err != nil {
		return nil, recordAway(err)
	}
	for _, c := range closed {
		if len(keys) < limit && !slices.Contains(keys, c.ConvKey) {
			keys = append(keys, c.ConvKey)
		}
	}
	return keys, nil
}

// Caught implements channels.Memory.
func (r *Router) Caught(ctx context.Context, id desk.ChannelID) (desk.Millis, error) {
	v, err := r.o.Store.GetMeta(ctx, caughtKey(id))
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, recordAway(err)
	}
	at, err := strconv.ParseInt(v, 10, 64)
	return desk.Millis(at), err
}

// CatchUp implements channels.Memory.
func (r *Router) CatchUp(ctx context.Context, id desk.ChannelID, until desk.Millis) error {
	err := r.o.Store.Write(ctx, func(q *dbq.Queries) error {
		v, err := q.GetMeta(ctx, caughtKey(id))
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if before, err := strconv.ParseInt(v, 10, 64); err == nil && desk.Millis(before) >= until {
			return nil
		}
		return q.PutMeta(ctx, dbq.PutMetaParams{K: caughtKey(id), V: strconv.FormatInt(int64(until), 10)})
	})
	if err != nil {
		return recordAway(err)
	}
	return nil
}

func recordAway(err error) error {
	return desk.Because(desk.Unavailable, "record_away", "the record is away: try again", err)
}
