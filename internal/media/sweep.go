package media

import (
	"context"
	"strings"
	"time"

	"go.uber.org/zap"

	"firstline/internal/store/dbq"
)

const (
	sweepEvery  = time.Hour
	uploadsLast = 24 * time.Hour // an upload that no message and no complaint takes
	bytesLast   = 48 * time.Hour // bytes that nobody has: longer than an upload, and than a commit can be under way
	sweepShare  = 11             // folders of the first level that one sweep looks at: all of them in a day
)

// sweeping throws away what nobody has, a part of the folder each hour. Every node may do it: it is the same twice.
func (s *Service) sweeping(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(ctx, sweepShare); err != nil && ctx.Err() == nil {
			s.log.Warn("what nobody has was not thrown away; it is tried again", zap.Error(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Sweep forgets old uploads and what was never written to its end, and looks at so many of the folder's 256 parts for
// bytes that no message and no upload has.
func (s *Service) Sweep(ctx context.Context, share int) error {
	now := s.now()
	var old []dbq.DropOldUploadsRow
	err := s.o.Record.Write(ctx, func(q *dbq.Queries) (err error) {
		old, err = q.DropOldUploads(ctx, int64(now.Add(-uploadsLast)))
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range old {
		s.dropped(f.Owner, f.Blob, f.Thumb)
	}
	before := now.Add(-bytesLast).Time()
	if err := s.o.Shelf.unfinished(before); err != nil {
		return err
	}
	all := fan()
	first := int(s.o.Now().Unix()/int64(sweepEvery.Seconds())) * share // goes on where the hour before ended, whoever swept then
	for i := range min(share, len(all)) {
		if err := s.sweepPart(ctx, all[(first+i)%len(all)], before); err != nil {
			return err
		}
	}
	return nil
}

// sweepPart removes from one folder what is old and without an owner. What lies there is listed before the owners are
// asked for, so that whoever comes in between is seen as one.
func (s *Service) sweepPart(ctx context.Context, part string, before time.Time) error {
	there, err := s.o.Shelf.below(part)
	if err != nil || len(there) == 0 {
		return err
	}
	owned, err := s.o.Record.BlobsBetween(ctx, dbq.BlobsBetweenParams{Least: part, Beyond: part + "g"}) // keys are hex: none is beyond
	if err != nil {
		return err
	}
	has := make(map[string]bool, len(owned))
	for _, key := range owned {
		has[key] = true
	}
	for _, l := range there {
		if has[strings.TrimSuffix(l.key, "t")] || !l.since.Before(before) {
			continue
		}
		if err := s.o.Shelf.remove(l.key); err != nil {
			return err
		}
		s.o.Metrics.swept.Inc()
	}
	return nil
}
