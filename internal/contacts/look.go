package contacts

import (
	"context"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Asking is allowed so often an hour: an agent who types what customers have just said stays far below, and whoever tries
// numbers to see whom they belong to is stopped early, and stands in the record.
const (
	looksMost = 60
	looksIn   = time.Hour
)

// Look notes that somebody asks whose contact or number something is, before anything of the answer is shown (SEC-01): found is the
// address, or the zero one. Whoever asks too often gets desk.Conflict, unless free says that he sees everybody anyway: that is noted as
// refused, and does not count against what is allowed later.
func (s *Service) Look(ctx context.Context, who desk.AgentID, in desk.SessionID, found desk.Address, free bool) error {
	now := s.now()
	row := dbq.PutContactLookParams{At: int64(now), Who: string(who), Session: string(in), Channel: string(found.Channel), ConvKey: found.Key}
	err := s.retry(ctx, lookTries, func(q *dbq.Queries) error {
		last, err := q.LastContactLook(ctx)
		if err != nil {
			return err
		}
		noted := true
		row.N, row.Shown = last+1, 1
		if !free {
			row.Shown, noted, err = Ration(looksMost, func(shown int64) (int64, error) {
				return q.CountContactLooks(ctx, dbq.CountContactLooksParams{Who: string(who), Since: int64(now.Add(-looksIn)), Shown: shown})
			})
		}
		if err != nil || !noted {
			return err
		}
		n, err := q.PutContactLook(ctx, row)
		if err == nil && n == 0 {
			return errAgain
		}
		return err
	})
	switch {
	case err != nil:
		return desk.Away(err)
	case row.Shown == 0:
		return desk.Fail(desk.Conflict, "too_many_looks", "you have asked for 60 contacts within an hour: ask a superior, or go on later")
	}
	return nil
}

// lookTries bounds how often noting begins anew. Whoever has to, was outrun by one that was noted: of many at once that have counted the
// same only one is, and the others count again.
const lookTries = 200

// Ration says what becomes of somebody who asks, after what count says was shown (1) and refused (0) lately: shown as often as most,
// then refused. Of refusals so many are noted as can be shown, so that nobody fills a log.
func Ration(most int64, count func(shown int64) (int64, error)) (shown int64, noted bool, err error) {
	for _, shown = range []int64{1, 0} {
		n, err := count(shown)
		if err != nil || n < most {
			return shown, err == nil, err
		}
	}
	return 0, false, nil
}
