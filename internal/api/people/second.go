package people

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/api/people/factor"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Policy says who needs a second factor.
type Policy string

// The policies. With any but FactorOff, who has set one up is asked for it.
const (
	FactorOff         Policy = "off"         // nobody is asked for one, and none can be set up
	FactorOffered     Policy = "offered"     // who likes
	FactorSupervisors Policy = "supervisors" // supervisors, managers and admins
	FactorEverybody   Policy = "everybody"
)

// ErrCode says that the password is right, and a code of the second factor is needed.
var ErrCode = desk.Fail(desk.Forbidden, "code_needed", "a code of the second factor is needed")

// ErrWrongCode says that a code is wrong, or was used before.
var ErrWrongCode = desk.Fail(desk.Invalid, "wrong_code", "the code is wrong or was used before: take the next one")

// required says whether people of a rank must have a second factor.
func (s *Service) required(rank desk.Rank) bool {
	switch s.o.Factor {
	case FactorEverybody:
		return true
	case FactorSupervisors:
		return rank == desk.RankSupervisor || rank == desk.RankManager || rank == desk.RankAdmin
	}
	return false
}

// proof is how the second factor was shown.
type proof struct {
	owes  bool                                            // it was not: it has still to be set up
	known *dbq.Device                                     // the browser that it was spared
	spend func(ctx context.Context, q *dbq.Queries) error // makes it sure that the code is not used twice; nil = there was none
}

// second asks for the second factor of somebody whose password was right. Errors: ErrCode, ErrWrongCode, or kind
// desk.Unavailable.
func (s *Service) second(ctx context.Context, row dbq.Agent, from From) (proof, error) {
	f, set, err := s.factorOf(ctx, row.ID)
	if err != nil {
		return proof{}, err
	}
	if !set {
		return proof{owes: s.required(desk.Rank(row.Rank))}, nil
	}
	known, err := s.device(ctx, row.ID, from.Device)
	switch {
	case err != nil:
		return proof{}, err
	case known != nil:
		known.UsedAt, known.UserAgent, known.Source = int64(s.now()), cut(from.UserAgent, 200), cut(from.Source, 64)
		return proof{known: known}, nil
	case from.Code == "":
		return proof{}, ErrCode
	}
	spend, err := s.judgeCode(f, from.Code)
	return proof{spend: spend}, err
}

// factorOf is a person's second factor; set is false where there is none that counts.
func (s *Service) factorOf(ctx context.Context, agent string) (f dbq.SecondFactor, set bool, err error) {
	if s.o.Factor == FactorOff {
		return f, false, nil
	}
	f, err = s.o.Store.SecondFactor(ctx, agent)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	return f, err == nil && f.SetAt > 0, away(err)
}

// judgeCode gives what uses a code up: that decides, as the same code may come to another node in the same moment.
func (s *Service) judgeCode(f dbq.SecondFactor, code string) (func(context.Context, *dbq.Queries) error, error) {
	code = factor.Plain(code)
	if !factor.OfApp(code) {
		return func(ctx context.Context, q *dbq.Queries) error {
			return once(q.UseRecoveryCode(ctx, dbq.UseRecoveryCodeParams{Agent: f.Agent, Digest: s.o.Vault.Digest(f.Agent, code)}))
		}, nil
	}
	step, err := s.step(f, code)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, q *dbq.Queries) error {
		return once(q.UseStep(ctx, dbq.UseStepParams{Agent: f.Agent, Secret: f.Secret, Step: step}))
	}, nil
}

// step is the half minute that an app's code is of.
func (s *Service) step(f dbq.SecondFactor, code string) (int64, error) {
	secret, err := s.o.Vault.Open(f.Agent, f.Secret)
	if err != nil {
		return 0, desk.Because(desk.Unavailable, "second_factor_key", "the second factor cannot be read, as the seal key has changed: have it reset", err)
	}
	step := factor.Step(secret, code, s.o.Now(), f.LastStep)
	if step == 0 {
		return 0, ErrWrongCode
	}
	return step, nil
}

// once turns a code that was used up already into ErrWrongCode.
func once(n int64, err error) error {
	if err == nil && n == 0 {
		return ErrWrongCode
	}
	return err
}
