package erasure

import (
	"context"
	"errors"
	"fmt"
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
	agedPage   = 100         // sessions of one line in the record
	mostLeft   = 100         // sessions that cannot be read, before one of these goes no further that day
	tidyAgain  = time.Minute // after tidying has failed
	byAgeTexts = "keep.texts"
	byAgeRaw   = "keep.raw"
	system     = "system" // who does it, in the sessions' logs
)

// Run empties what is too old, after the start and once a day, and tidies again where that has failed, until ctx ends. Every node may: it
// is the same twice.
func (s *Service) Run(ctx context.Context) error {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	again := time.NewTimer(0)
	again.Stop()
	defer again.Stop()
	s.sweep(ctx)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			s.sweep(ctx)
		case <-s.untidy:
			again.Reset(tidyAgain)
		case <-again.C:
			s.tidy(ctx)
		}
	}
}

func (s *Service) sweep(ctx context.Context) {
	if err := s.Sweep(ctx); err != nil && ctx.Err() == nil {
		s.o.Log.Warn("what is older than keep.texts and keep.raw was not emptied to its end; it is tried again", zap.Error(err))
	}
}

// Sweep empties what is too old. What cannot be emptied keeps nothing else; the error says of all of it why.
func (s *Service) Sweep(ctx context.Context) error {
	if s.o.Ages == (Ages{}) {
		return nil
	}
	now := desk.At(s.o.Now())
	var raw, texts error
	if s.o.Ages.Raw > 0 {
		raw = s.agedRaw(ctx, now.Add(-s.o.Ages.Raw))
	}
	if s.o.Ages.Texts > 0 {
		texts = s.agedSessions(ctx, now.Add(-s.o.Ages.Texts))
	}
	s.tidy(ctx)
	return errors.Join(raw, texts)
}

// agedSessions empties the sessions that were closed before a time, a page at a time with a line in the record for each. One that cannot be
// read is left for the next day.
func (s *Service) agedSessions(ctx context.Context, before desk.Millis) error {
	place := dbq.ExpiredSessionsParams{Before: int64(before), Most: agedPage}
	var left []error
	for {
		rows, err := s.o.Record.ExpiredSessions(ctx, place)
		if err != nil || len(rows) == 0 {
			return errors.Join(append(left, err)...)
		}
		last := rows[len(rows)-1]
		place.AfterAt, place.AfterID = last.ClosedAt, last.ID
		t, unread := s.nameless(ctx, rows)
		left = append(left, unread...)
		if ctx.Err() != nil || len(left) > mostLeft {
			return errors.Join(left...)
		}
		if len(t.sessions) == 0 {
			continue
		}
		if err := s.texts(ctx, t, &Done{At: desk.At(s.o.Now()), Why: byAgeTexts}); err != nil {
			return errors.Join(append(left, err)...)
		}
	}
}

// nameless takes the names out of sessions, and gives those of which the rest may go, and why others may not. The name goes first: what
// still has texts is found again, should this end in between.
func (s *Service) nameless(ctx context.Context, rows []dbq.ExpiredSessionsRow) (t trace, unread []error) {
	for _, r := range rows {
		switch err := s.o.Router.Forget(ctx, system, desk.SessionID(r.ID)); {
		case desk.KindOf(err) == desk.Conflict: // the customer is just coming back
		case err != nil:
			unread = append(unread, fmt.Errorf("session %s: %w", r.ID, err))
		default:
			t.sessions = append(t.sessions, reception{desk.SessionID(r.ID), r.Seq})
		}
	}
	return t, unread
}

// agedRaw empties the raw rows that came before a time, and writes one line for all of them. They stand in the order in which they came.
func (s *Service) agedRaw(ctx context.Context, before desk.Millis) (err error) {
	d := Done{At: desk.At(s.o.Now()), Why: byAgeRaw}
	defer func() {
		if d.Raw > 0 {
			err = errors.Join(err, s.note(ctx, &d))
		}
	}()
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
		n, err := s.raw(ctx, old)
		d.Raw += n
		if err != nil {
			return err
		}
		if len(rows) < rawPage || rows[len(rows)-1].ReceivedAt >= int64(before) {
			return nil
		}
	}
}
