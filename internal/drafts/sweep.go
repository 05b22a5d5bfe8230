package drafts

import (
	"context"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

const (
	sweepEvery = time.Hour
	keptFor    = 14 * 24 * time.Hour // a draft that nobody touches; a browser keeps its own as long
)

// Run throws away what is over, until ctx ends. Every node may: it is the same twice.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.o.Log.Warn("old drafts were not thrown away; it is tried again", zap.Error(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Sweep throws away the drafts that nobody has touched for a fortnight, and those of sessions that are closed for good.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.o.Now()
	return s.o.Record.Write(ctx, func(q *dbq.Queries) error {
		_, err := q.DropOldDrafts(ctx, dbq.DropOldDraftsParams{Oldest: int64(desk.At(now.Add(-keptFor))), Closed: int64(desk.At(now.Add(-s.o.Kept())))})
		return err
	})
}
