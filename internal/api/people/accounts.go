package people

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Newcomer is a person to be made. Empty values are given: Rank agent, Speciality allround, Capacity the desk's.
type Newcomer struct {
	Login      string
	Name       string
	Password   string
	Rank       desk.Rank
	Speciality desk.Speciality
	Groups     []desk.GroupID
	Capacity   *int // nil = the desk's; 0 takes nothing
}

// Create makes a person and returns his id. Whether the caller may is for the caller to judge. Errors of kind
// desk.Invalid say what is wrong; login_taken is a desk.Conflict.
func (s *Service) Create(ctx context.Context, n Newcomer) (desk.AgentID, error) {
	row, err := s.prepare(ctx, n)
	if err != nil {
		return "", err
	}
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error { return create(ctx, q, row) })
	if err != nil {
		return "", s.explain(ctx, row.Login, err)
	}
	s.changed(ctx, desk.AgentID(row.ID))
	return desk.AgentID(row.ID), nil
}

// prepare checks a new person and hashes the password.
func (s *Service) prepare(ctx context.Context, n Newcomer) (dbq.CreateAgentParams, error) {
	row := dbq.CreateAgentParams{ID: uuid.Must(uuid.NewV7()).String(), Login: fold(n.Login), Name: strings.TrimSpace(n.Name), Rank: string(n.Rank),
		Speciality: string(n.Speciality), MemberOf: access.WriteGroups(n.Groups), Status: string(desk.StatusOffline), Capacity: int64(s.o.Capacity), CreatedAt: int64(s.now())}
	if n.Rank == "" {
		row.Rank = string(desk.RankAgent)
	}
	if n.Speciality == "" {
		row.Speciality = string(desk.SpecialityAllRound)
	}
	if n.Capacity != nil {
		row.Capacity = int64(*n.Capacity)
	}
	if err := s.sane(row.Login, row.Name, row.Rank, row.Speciality, n.Groups, row.Capacity); err != nil {
		return row, err
	}
	if err := s.judge(n.Password, row.Login, row.Name); err != nil {
		return row, err
	}
	var err error
	row.Password, err = s.hasher.hash(ctx, n.Password)
	return row, err
}

func create(ctx context.Context, q *dbq.Queries, row dbq.CreateAgentParams) error {
	_, err := q.AgentByLogin(ctx, row.Login)
	switch {
	case err == nil:
		return errTaken()
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	return q.CreateAgent(ctx, row)
}

func errTaken() error {
	return desk.Fail(desk.Conflict, "login_taken", "there is somebody with this account already: choose another")
}

// explain tells a login that somebody else took in the same moment from a record that is away.
func (s *Service) explain(ctx context.Context, login string, err error) error {
	if desk.KindOf(err) == "" {
		if _, again := s.o.Store.AgentByLogin(ctx, login); again == nil {
			return errTaken()
		}
	}
	return away(err)
}

// fold is the form in which logins are kept and compared.
func fold(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// mostCapacity is more than anybody can talk to.
const mostCapacity = 100

// sane checks what is not a password.
func (s *Service) sane(login, name, rank, speciality string, groups []desk.GroupID, capacity int64) error {
	bad := func(code, why string) error { return desk.Fail(desk.Invalid, code, why) }
	switch {
	case !plain(login, 64) || strings.ContainsFunc(login, unicode.IsSpace):
		return bad("login", "the account is 1 to 64 visible characters without blanks")
	case !plain(name, 64):
		return bad("name", "the name is 1 to 64 visible characters")
	case !slices.Contains(access.Ranks(), desk.Rank(rank)):
		return bad("rank", "there is no such rank")
	case !slices.Contains([]desk.Speciality{desk.SpecialityTechnical, desk.SpecialityTheory, desk.SpecialityAllRound}, desk.Speciality(speciality)):
		return bad("speciality", "there is no such speciality")
	case capacity < 0 || capacity > mostCapacity:
		return bad("capacity", "the capacity is 0 to 100 sessions")
	}
	for i, g := range groups {
		if len(s.o.Groups) > 0 && !slices.Contains(s.o.Groups, g) || !plain(string(g), 64) || slices.Contains(groups[:i], g) {
			return bad("groups", "there is no such group, or it is named twice")
		}
	}
	return nil
}

// plain says whether a text is 1 to most visible characters: nothing that could hide or reorder others.
func plain(s string, most int) bool {
	if s == "" || !utf8.ValidString(s) || utf8.RuneCountInString(s) > most {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
	})
}
