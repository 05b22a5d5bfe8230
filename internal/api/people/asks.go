package people

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// ErrExpired says that account, password and code are right, and that the password is too old: a new one has to come with them.
var ErrExpired = desk.Fail(desk.Forbidden, "password_expired", "the password is too old: send a new one along")

// ElsewhereError says that the person is signed in elsewhere, and has not said that this may end.
type ElsewhereError struct {
	UserAgent string
	Source    string      // the address it came from
	Seen      desk.Millis // when it was last used, to the minute
}

// Error implements error.
func (e *ElsewhereError) Error() string { return "people: signed in elsewhere" }

// expired says whether the password that somebody comes with is too old.
func (s *Service) expired(row dbq.Agent) bool {
	return s.o.PasswordLasts > 0 && s.now().Sub(desk.Millis(row.PasswordAt)) >= s.o.PasswordLasts
}

// renewal judges and hashes what is to come in place of a password that is too old. It is empty where none is given or needed: what comes
// along unasked changes nothing.
func (s *Service) renewal(ctx context.Context, row dbq.Agent, from From) (string, error) {
	if from.NewPassword == "" || !s.expired(row) {
		return "", nil
	}
	if err := s.judge(from.NewPassword, row.Login, row.Name); err != nil {
		return "", err
	}
	same := false
	if err := s.hasher.do(ctx, func() { same = matches(row.Password, from.NewPassword) }); err != nil {
		return "", err
	}
	if same {
		return "", desk.Fail(desk.Invalid, "same_password", "this is the password that is too old: choose another")
	}
	return s.hasher.hash(ctx, from.NewPassword)
}

// renew puts the new password in place, and ends what the old one has opened. Without one a password that is too old opens nothing.
func (s *Service) renew(ctx context.Context, q *dbq.Queries, row dbq.Agent, next string) error {
	if next == "" {
		if s.expired(row) {
			return ErrExpired
		}
		return nil
	}
	if _, err := q.SetPassword(ctx, dbq.SetPasswordParams{ID: row.ID, Password: next, PasswordAt: int64(s.now())}); err != nil {
		return err
	}
	if err := notePassword(ctx, q, row, s.now()); err != nil {
		return err
	}
	_, err := q.DropSignInsOf(ctx, row.ID)
	return err
}

// inOnePlace writes the sign-in. Where nobody may be signed in twice the others end, if that is wanted; ended says that some did. Of two
// that come at once the second finds the first.
func (s *Service) inOnePlace(ctx context.Context, q *dbq.Queries, p dbq.CreateSignInParams, from From) (ended bool, err error) {
	if !s.o.OnePlace {
		return false, s.record(ctx, q, p, from.Former)
	}
	if err := q.HoldAgent(ctx, p.Agent); err != nil {
		return false, err
	}
	if !from.TakeOver {
		if err := s.alone(ctx, q, p, from.Former); err != nil {
			return false, err
		}
	}
	if err := s.record(ctx, q, p, from.Former); err != nil {
		return false, err
	}
	n, err := q.DropSignInsElsewhere(ctx, dbq.DropSignInsElsewhereParams{Agent: p.Agent, TokenHash: p.TokenHash})
	return n > 0, err
}

// alone fails where the person is signed in, but for the browser that asks.
func (s *Service) alone(ctx context.Context, q *dbq.Queries, p dbq.CreateSignInParams, former string) error {
	own, err := q.SignInByToken(ctx, digest(former))
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	rows, err := q.SignInsOf(ctx, p.Agent)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.ID != own.SignIn && s.lives(desk.Millis(p.CreatedAt), r.ExpiresAt, r.SeenAt, r.Device) {
			return &ElsewhereError{UserAgent: r.UserAgent, Source: r.Source, Seen: desk.Millis(r.SeenAt)}
		}
	}
	return nil
}
