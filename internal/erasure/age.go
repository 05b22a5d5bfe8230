package erasure

import (
	"context"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Ages say how long what customers wrote is kept (REC-06); 0 = for ever.
type Ages struct {
	Texts time.Duration // of a session, from its close
	Raw   time.Duration // what the networks handed us, from when it came
}

const (
	sweepEvery = 24 * time.Hour
	agedPage   = 100 // sessions of one transaction
	byAge      = "keep.texts"
	system     = "system" // who does it, in the sessions' logs
)

// Run empties what is too old, after the start and once a day, until ctx ends. Every node may: it is the same twice.
func (s *Service) Run(ctx context.Context) error {
	if s.o.Ages == (Ages{}) {
		return nil
	}
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.o.Log.Warn("what is older than keep.texts and keep.raw was not emptied to its end; it is tried again", zap.Error(err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Sweep empties what is too old.
func (s *Service) Sweep(ctx context.Context) error {
	now := desk.At(s.o.Now())
	if s.o.Ages.Raw > 0 {
		if err := s.agedRaw(ctx, now.Add(-s.o.Ages.Raw)); err != nil {
			return err
		}
	}
	if s.o.Ages.Texts > 0 {
		if err := s.agedSessions(ctx, now.Add(-s.o.Ages.Texts)); err != nil {
			return err
		}
	}
	s.tidy(ctx)
	return nil
}

// agedSessions empties the sessions that were closed before a time, a page at a time with a line in the record for each.
func (s *Service) agedSessions(ctx context.Context, before desk.Millis) error {
	place := dbq.ExpiredSessionsParams{Before: int64(before), Most: agedPage}
	for {
		rows, err := s.o.Record.ExpiredSessions(ctx, place)
		if err != nil || len(rows) == 0 {
			return err
		}
		var t trace
		for _, r := range rows {
			place.AfterAt, place.AfterID = r.ClosedAt, r.ID
			// The name goes first: what still has texts is found again, should this end in between.
			switch err := s.o.Router.Forget(ctx, system, desk.SessionID(r.ID)); {
			case desk.KindOf(err) == desk.Conflict:
				continue // the customer is just coming back
			case err != nil:
				return err
			}
			t.sessions = append(t.sessions, reception{desk.SessionID(r.ID), r.Seq})
		}
		files, err := s.texts(ctx, t, &Done{At: desk.At(s.o.Now()), Why: byAge, Sessions: int64(len(t.sessions))})
		if err != nil {
			return err
		}
		if err := s.o.Bytes(ctx, files); err != nil {
			return err
		}
	}
}

// agedRaw empties the raw rows that came before a time. They stand in the order in which they came.
func (s *Service) agedRaw(ctx context.Context, before desk.Millis) error {
	for last := int64(0); ; {
		rows, err := s.o.Record.RawBehind(ctx, dbq.RawBehindParams{ID: last, Limit: rawPage})
		if err != nil {
			return err
		}
		var old []int64
		for _, r := range rows {
			last = r.ID
			if r.ReceivedAt < int64(before) && r.Ready == 1 {
				old = append(old, r.ID)
			}
		}
		if err := s.raw(ctx, old); err != nil {
			return err
		}
		if len(rows) < rawPage || rows[len(rows)-1].ReceivedAt >= int64(before) {
			return nil
		}
	}
}
