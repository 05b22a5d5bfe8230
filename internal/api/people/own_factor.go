package people

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"firstline/internal/api/access"
	"firstline/internal/api/people/factor"
	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
)

// Factor is a person's second factor as far as it may be told.
type Factor struct {
	Since    desk.Millis // 0 = none is set up
	Recovery int         // recovery codes that are left
	Offered  bool        // one can be set up
	Required bool        // one has to be
}

// FactorOf tells of a person's second factor.
func (s *Service) FactorOf(ctx context.Context, id desk.AgentID, rank desk.Rank) (Factor, error) {
	out := Factor{Offered: s.o.Factor != FactorOff, Required: s.required(rank)}
	f, set, err := s.factorOf(ctx, string(id))
	if err != nil || !set {
		return out, err
	}
	n, err := s.o.Store.CountRecoveryCodes(ctx, string(id))
	out.Since, out.Recovery = desk.Millis(f.SetAt), int(n)
	return out, away(err)
}

// BeginFactor draws a secret, which counts once a code of it was shown. It needs the password, unless that was just given:
// a desk somebody has walked away from must not get a colleague's phone.
func (s *Service) BeginFactor(ctx context.Context, who Caller, password string) (factor.Key, error) {
	if s.o.Factor == FactorOff {
		return factor.Key{}, desk.Fail(desk.Conflict, "second_factor_off", "this desk asks for no second factor")
	}
	if !who.Owes {
		if _, err := s.proven(ctx, who, password); err != nil {
			return factor.Key{}, err
		}
	}
	k, err := factor.NewKey(cmp.Or(s.o.Name(), "Firstline"), who.Login)
	if err != nil {
		return factor.Key{}, err
	}
	id := string(who.Agent.ID)
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		n, err := q.BeginSecondFactor(ctx, dbq.BeginSecondFactorParams{Agent: id, Secret: s.o.Vault.Lock(id, k.Secret)})
		if err == nil && n == 0 {
			return desk.Fail(desk.Conflict, "second_factor_set", "there is a second factor already: switch it off first")
		}
		return err
	})
	return k, away(err)
}

// ConfirmFactor makes the secret count by the first code of it, and gives the recovery codes, which nobody will see again.
// Browsers that were remembered before it are not any more.
func (s *Service) ConfirmFactor(ctx context.Context, who Caller, code string) ([]string, error) {
	row, f, err := s.begun(ctx, who)
	if err != nil {
		return nil, err
	}
	var step int64
	if err = s.guess(ctx, row.Login, func() (err error) { step, err = s.step(f, factor.Plain(code)); return err }); err != nil {
		return nil, err
	}
	codes, now := factor.RecoveryCodes(), s.now()
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		n, err := q.ConfirmSecondFactor(ctx, dbq.ConfirmSecondFactorParams{Agent: row.ID, Secret: f.Secret, SetAt: int64(now), LastStep: step})
		if err = once(n, err); err != nil {
			return err
		}
		if err := s.putCodes(ctx, q, row.ID, codes); err != nil {
			return err
		}
		if err := q.SetOwes(ctx, dbq.SetOwesParams{Agent: row.ID}); err != nil {
			return err
		}
		if err := s.forget(ctx, q, row.ID); err != nil {
			return err
		}
		return noteFactor(ctx, q, row, stamp(now), who.Agent.ID, now)
	})
	if err != nil {
		return nil, away(err)
	}
	return codes, nil
}

// begun is what the caller has begun to set up.
func (s *Service) begun(ctx context.Context, who Caller) (dbq.Agent, dbq.SecondFactor, error) {
	f, err := s.o.Store.SecondFactor(ctx, string(who.Agent.ID))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return dbq.Agent{}, f, away(err)
	}
	if err != nil || f.SetAt > 0 || s.o.Factor == FactorOff {
		return dbq.Agent{}, f, desk.Fail(desk.Conflict, "second_factor_not_begun", "begin to set up a second factor first")
	}
	row, err := s.o.Store.AgentByID(ctx, string(who.Agent.ID))
	return row, f, away(err)
}

// guess judges a code under the throttle of the account's passwords.
func (s *Service) guess(ctx context.Context, login string, judge func() error) error {
	bucket := bucketOf("account", login)
	if err := s.throttle.open(bucket); err != nil {
		return err
	}
	err := judge()
	if errors.Is(err, ErrWrongCode) {
		s.throttle.failed(ctx, bucket, accountBurst, accountEvery)
	}
	return err
}

// putCodes replaces a person's recovery codes.
func (s *Service) putCodes(ctx context.Context, q *dbq.Queries, agent string, codes []string) error {
	if err := q.DropRecoveryCodes(ctx, agent); err != nil {
		return err
	}
	for _, c := range codes {
		if err := q.PutRecoveryCode(ctx, dbq.PutRecoveryCodeParams{Agent: agent, Digest: s.o.Vault.Digest(agent, c)}); err != nil {
			return err
		}
	}
	return nil
}

// RenewCodes gives the caller new recovery codes in place of those that were left, for the password and a code.
func (s *Service) RenewCodes(ctx context.Context, who Caller, password, code string) ([]string, error) {
	codes := factor.RecoveryCodes()
	err := s.withBoth(ctx, who, password, code, func(q *dbq.Queries, row dbq.Agent) error { return s.putCodes(ctx, q, row.ID, codes) })
	if err != nil {
		return nil, err
	}
	return codes, nil
}

// DropFactor switches the caller's second factor off, for the password and a code. Where one is required all sign-ins are good
// for nothing but to set up another: that is how a phone is changed.
func (s *Service) DropFactor(ctx context.Context, who Caller, password, code string) error {
	err := s.withBoth(ctx, who, password, code, func(q *dbq.Queries, row dbq.Agent) error {
		if err := s.take(ctx, q, row, who.Agent.ID); err != nil {
			return err
		}
		if err := s.forget(ctx, q, row.ID); err != nil || !s.required(who.Agent.Rank) {
			return err
		}
		return q.SetOwes(ctx, dbq.SetOwesParams{Agent: row.ID, Owes: 1})
	})
	if err == nil {
		s.changed(ctx, who.Agent.ID)
	}
	return err
}

// withBoth does something to the caller's second factor once password and code were shown.
func (s *Service) withBoth(ctx context.Context, who Caller, password, code string, act func(*dbq.Queries, dbq.Agent) error) error {
	row, err := s.proven(ctx, who, password)
	if err != nil {
		return err
	}
	f, set, err := s.factorOf(ctx, row.ID)
	if err == nil && !set {
		err = errNoFactor()
	}
	if err != nil {
		return err
	}
	return away(s.guess(ctx, row.Login, func() error {
		spend, err := s.judgeCode(f, code)
		if err != nil {
			return err
		}
		return s.o.Store.Write(ctx, func(q *dbq.Queries) error {
			if err := spend(ctx, q); err != nil {
				return err
			}
			return act(q, row)
		})
	}))
}

// take takes a second factor away.
func (s *Service) take(ctx context.Context, q *dbq.Queries, row dbq.Agent, by desk.AgentID) error {
	n, err := q.DropSecondFactor(ctx, row.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return errNoFactor()
	}
	if err := q.DropRecoveryCodes(ctx, row.ID); err != nil {
		return err
	}
	return noteFactor(ctx, q, row, settings.FactorOff, by, s.now())
}

// ResetFactor takes away somebody's second factor on behalf of another: the phone is lost, and so are the recovery codes. All
// sign-ins end, as whoever has the phone may be in.
func (s *Service) ResetFactor(ctx context.Context, by access.Viewer, id desk.AgentID) error {
	row, err := s.o.Store.AgentByID(ctx, string(id))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return desk.Fail(desk.NotFound, "not_found", "there is no such person")
	case err != nil:
		return away(err)
	case !access.CanManage(by.Rank, desk.Rank(row.Rank)):
		return desk.Fail(desk.Forbidden, "not_allowed", "your rank may not change this person")
	case by.ID == id:
		return desk.Fail(desk.Conflict, "not_yourself", "switch off your own second factor with a code of it, or ask a colleague")
	}
	return s.reset(ctx, row, by.ID)
}

// ResetFactorOf is ResetFactor for who has the machine: the last way back in.
func (s *Service) ResetFactorOf(ctx context.Context, login string) error {
	row, err := s.o.Store.AgentByLogin(ctx, fold(login))
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Fail(desk.NotFound, "not_found", "there is no such account")
	} else if err != nil {
		return away(err)
	}
	return s.reset(ctx, row, "")
}

func (s *Service) reset(ctx context.Context, row dbq.Agent, by desk.AgentID) error {
	err := s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		if err := s.take(ctx, q, row, by); err != nil {
			return err
		}
		return dropAll(ctx, q, row.ID)
	})
	if err != nil {
		return away(err)
	}
	s.changed(ctx, desk.AgentID(row.ID))
	return nil
}

func errNoFactor() error {
	return desk.Fail(desk.NotFound, "no_second_factor", "there is no second factor")
}
