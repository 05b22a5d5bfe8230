package people

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Change says what becomes of a person; nil leaves it as it is.
type Change struct {
	Name       *string
	Rank       *desk.Rank
	Speciality *desk.Speciality
	Groups     *[]desk.GroupID
	Level      *int
	Deputy     *desk.AgentID
	Capacity   *int
	Disabled   *bool
	Password   *string
}

// Change changes a person on behalf of another. A new rank or password, and being disabled, end the person's sign-ins in
// the same transaction (S-AU2). Nobody changes his own rank or disables himself, so that an installation never loses its
// last admin by accident.
func (s *Service) Change(ctx context.Context, by access.Viewer, id desk.AgentID, c Change) error {
	row, err := s.o.Store.AgentByID(ctx, string(id))
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Fail(desk.NotFound, "not_found", "there is no such person")
	} else if err != nil {
		return away(err)
	}
	next, drops, err := s.apply(by, row, c)
	if err != nil {
		return err
	}
	if c.Deputy != nil { // one who was given before may have another rank by now: that stops no other change
		if err := s.stands(ctx, next); err != nil {
			return err
		}
	}
	password := ""
	if c.Password != nil {
		if err := s.judge(*c.Password, row.Login, next.Name); err != nil {
			return err
		}
		if password, err = s.hasher.hash(ctx, *c.Password); err != nil {
			return err
		}
	}
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		if err := save(ctx, q, next, password, drops || password != "", s.now()); err != nil {
			return err
		}
		return noteChange(ctx, q, row, next, by.ID, password != "", s.now())
	})
	if err != nil {
		return away(err)
	}
	s.changed(ctx, id)
	return nil
}

// apply gives the row as it shall be and whether the person's sign-ins end.
func (s *Service) apply(by access.Viewer, row dbq.Agent, c Change) (next dbq.ChangeAgentParams, drops bool, err error) {
	groups := access.ReadGroups(row.MemberOf)
	next = dbq.ChangeAgentParams{ID: row.ID, Name: row.Name, Rank: row.Rank, Speciality: row.Speciality, Capacity: row.Capacity, Disabled: row.Disabled, Level: row.Level, Deputy: row.Deputy, Epoch: row.Epoch}
	put(&next.Name, c.Name, strings.TrimSpace)
	put(&next.Rank, c.Rank, func(r desk.Rank) string { return string(r) })
	put(&next.Speciality, c.Speciality, func(v desk.Speciality) string { return string(v) })
	put(&next.Capacity, c.Capacity, func(v int) int64 { return int64(v) })
	put(&next.Level, c.Level, func(v int) int64 { return int64(v) })
	put(&next.Deputy, c.Deputy, func(v desk.AgentID) string { return string(v) })
	put(&next.Disabled, c.Disabled, func(v bool) int64 {
		if v {
			return 1
		}
		return 0
	})
	put(&groups, c.Groups, func(v []desk.GroupID) []desk.GroupID { return v })
	next.MemberOf = access.WriteGroups(groups)
	drops = next.Rank != row.Rank || next.Disabled != row.Disabled
	switch {
	case !access.CanManage(by.Rank, desk.Rank(row.Rank)) || !access.CanManage(by.Rank, desk.Rank(next.Rank)):
		return next, drops, desk.Fail(desk.Forbidden, "not_allowed", "your rank may not change this person")
	case drops && string(by.ID) == row.ID:
		return next, drops, desk.Fail(desk.Conflict, "not_yourself", "nobody changes his own rank or disables himself: ask a colleague")
	}
	return next, drops, s.sane(person{row.Login, next.Name, next.Rank, next.Speciality, groups, next.Capacity, next.Level})
}

// stands checks that the deputy is somebody else who serves customers (FCR-02).
func (s *Service) stands(ctx context.Context, next dbq.ChangeAgentParams) error {
	if next.Deputy == "" {
		return nil
	}
	row, err := s.o.Store.AgentByID(ctx, next.Deputy)
	switch {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return away(err)
	case err != nil || next.Deputy == next.ID || !access.Can(desk.Rank(row.Rank), access.Serve):
		return desk.Fail(desk.Invalid, "deputy", "the deputy is a colleague who serves customers")
	}
	return nil
}

// put sets a value that was given.
func put[T, V any](to *T, v *V, as func(V) T) {
	if v != nil {
		*to = as(*v)
	}
}

// save writes the change unless somebody else was faster.
func save(ctx context.Context, q *dbq.Queries, next dbq.ChangeAgentParams, password string, drops bool, at desk.Millis) error {
	n, err := q.ChangeAgent(ctx, next)
	if err != nil {
		return err
	}
	if n == 0 {
		return desk.Fail(desk.Conflict, "changed_meanwhile", "somebody else has changed this person: look again")
	}
	if password != "" {
		if _, err := q.SetPassword(ctx, dbq.SetPasswordParams{ID: next.ID, Password: password, PasswordAt: int64(at)}); err != nil {
			return err
		}
	}
	if drops {
		return dropAll(ctx, q, next.ID)
	}
	return nil
}

// dropAll ends a person's sign-ins and forgets the browsers.
func dropAll(ctx context.Context, q *dbq.Queries, agent string) error {
	if _, err := q.DropSignInsOf(ctx, agent); err != nil {
		return err
	}
	return q.DropDevicesOf(ctx, agent)
}

// proven is the caller's row once the own password was shown.
func (s *Service) proven(ctx context.Context, who Caller, password string) (dbq.Agent, error) {
	row, err := s.o.Store.AgentByID(ctx, string(who.Agent.ID))
	if err != nil {
		return row, away(err)
	}
	bucket := bucketOf("account", row.Login)
	if err := s.throttle.open(bucket); err != nil {
		return row, err
	}
	right := false
	if err := s.hasher.do(ctx, func() { right = matches(row.Password, password) }); err != nil {
		return row, err
	}
	if !right {
		s.throttle.failed(ctx, bucket, accountBurst, accountEvery)
		return row, desk.Fail(desk.Invalid, "wrong_password", "the current password is wrong")
	}
	return row, nil
}

// ChangePassword lets somebody replace his own password; all his other sign-ins end, and no browser is known any more.
func (s *Service) ChangePassword(ctx context.Context, who Caller, current, next string) error {
	row, err := s.proven(ctx, who, current)
	if err != nil {
		return err
	}
	if err := s.judge(next, row.Login, row.Name); err != nil {
		return err
	}
	encoded, err := s.hasher.hash(ctx, next)
	if err != nil {
		return err
	}
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		if _, err := q.SetPassword(ctx, dbq.SetPasswordParams{ID: row.ID, Password: encoded, PasswordAt: int64(s.now())}); err != nil {
			return err
		}
		if err := notePassword(ctx, q, row, s.now()); err != nil {
			return err
		}
		if _, err := q.DropOtherSignIns(ctx, dbq.DropOtherSignInsParams{Agent: row.ID, ID: who.SignIn}); err != nil {
			return err
		}
		return s.forget(ctx, q, row.ID)
	})
	if err != nil {
		return away(err)
	}
	s.changed(ctx, who.Agent.ID)
	return nil
}
