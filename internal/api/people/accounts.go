package people

import (
	"cmp"
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

// Newcomer is a person to be made. Empty values are given: Rank agent, Speciality allround,
// Capacity the desk's, Level 1.
type Newcomer struct {
	Login      string
	Name       string
	Password   string
	Rank       desk.Rank
	Speciality desk.Speciality
	Groups     []desk.GroupID
	Capacity   *int         // nil = the desk's; 0 takes nothing
	Level      int          // experience, 1 to 9 (ORG-10); 0 = 1
	By         desk.AgentID // who makes the account; empty = the command line, or the set-up
}

// Create makes a person and returns his id. Whether the caller may is for the caller to judge. Errors of kind
// desk.Invalid say what is wrong; login_taken is a desk.Conflict.
func (s *Service) Create(ctx context.Context, n Newcomer) (desk.AgentID, error) {
	row, err := s.prepare(ctx, n)
	if err != nil {
		return "", err
	}
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error { return create(ctx, q, row, n.By) })
	if err != nil {
		return "", s.explain(ctx, row.Login, err)
	}
	s.changed(ctx, desk.AgentID(row.ID))
	return desk.AgentID(row.ID), nil
}

// prepare checks a new person and hashes the password.
func (s *Service) prepare(ctx context.Context, n Newcomer) (dbq.CreateAgentParams, error) {
	row, err := s.unarmed(n)
	if err != nil {
		return row, err
	}
	if err := s.judge(n.Password, row.Login, row.Name); err != nil {
		return row, err
	}
	row.Password, err = s.hasher.hash(ctx, n.Password)
	return row, err
}

// unarmed checks a new person, and gives no password: nothing matches that.
func (s *Service) unarmed(n Newcomer) (dbq.CreateAgentParams, error) {
	row := dbq.CreateAgentParams{ID: uuid.Must(uuid.NewV7()).String(), Login: fold(n.Login), Name: strings.TrimSpace(n.Name), Rank: string(n.Rank),
		Speciality: string(n.Speciality), MemberOf: access.WriteGroups(n.Groups), Status: string(desk.StatusOffline), Capacity: int64(s.o.Capacity()), CreatedAt: int64(s.now()),
		Level: int64(cmp.Or(n.Level, 1))}
	if n.Rank == "" {
		row.Rank = string(desk.RankAgent)
	}
	if n.Speciality == "" {
		row.Speciality = string(desk.SpecialityAllRound)
	}
	if n.Capacity != nil {
		row.Capacity = int64(*n.Capacity)
	}
	return row, s.sane(person{row.Login, row.Name, row.Rank, row.Speciality, n.Groups, row.Capacity, row.Level})
}

func create(ctx context.Context, q *dbq.Queries, row dbq.CreateAgentParams, by desk.AgentID) error {
	_, err := q.AgentByLogin(ctx, row.Login)
	switch {
	case err == nil:
		return errTaken()
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if err := q.CreateAgent(ctx, row); err != nil {
		return err
	}
	return noteNew(ctx, q, row, by)
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

// mostLevel is that of the most experienced.
const mostLevel = 9

// person is what an account says of somebody.
type person struct {
	login, name, rank, speciality string
	groups                        []desk.GroupID
	capacity, level               int64
}

// sane checks what is not a password.
func (s *Service) sane(p person) error {
	bad := func(code, why string) error { return desk.Fail(desk.Invalid, code, why) }
	switch {
	case !plain(p.login, 64) || strings.ContainsFunc(p.login, unicode.IsSpace):
		return bad("login", "the account is 1 to 64 visible characters without blanks")
	case !plain(p.name, 64):
		return bad("name", "the name is 1 to 64 visible characters")
	case !slices.Contains(access.Ranks(), desk.Rank(p.rank)):
		return bad("rank", "there is no such rank")
	case !slices.Contains([]desk.Speciality{desk.SpecialityTechnical, desk.SpecialityTheory, desk.SpecialityAllRound}, desk.Speciality(p.speciality)):
		return bad("speciality", "there is no such speciality")
	case p.level < 1 || p.level > mostLevel:
		return bad("level", "the level is 1 to 9")
	case p.capacity < 0 || p.capacity > mostCapacity:
		return bad("capacity", "the capacity is 0 to 100 sessions")
	}
	known := s.o.Groups()
	if desk.Rank(p.rank) == desk.RankDepartment && len(known) > 0 {
		known = slices.Concat(known, s.o.Departments())
	}
	for i, g := range p.groups {
		if len(known) > 0 && !slices.Contains(known, g) || !plain(string(g), 64) || slices.Contains(p.groups[:i], g) {
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
