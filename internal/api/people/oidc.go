package people

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// Known is who somebody is at a provider of single sign-on, as far as the provider is believed (internal/openid).
type Known struct {
	Issuer  string
	Subject string // of the issuer, for ever the same person's
	Name    string
	Account string
	Doubt   error // why the account leads to nobody here; nil = it does. Somebody linked before is known by the subject.
}

// Unknown says what becomes of somebody whom a provider knows and nobody here.
type Unknown struct {
	Create bool         // an agent is made
	Group  desk.GroupID // of this group
}

// linking is the name under which first sign-ins take turns, on all nodes.
const linking = "sign_in_identity"

// SignInWith makes a sign-in of somebody whom a provider has sent. The first time the account finds the person, and ties the two together;
// from then on only the provider's subject counts, whatever the account is called. Errors are of kind desk.Forbidden and say why, or
// desk.Unavailable.
func (s *Service) SignInWith(ctx context.Context, who Known, u Unknown, from From) (SignedIn, error) {
	var in SignedIn
	var made, ended bool
	err := s.o.Store.WriteAlone(ctx, linking, func(q *dbq.Queries) (err error) {
		var id string
		if id, made, err = s.meet(ctx, q, who, u); err != nil {
			return err
		}
		var p dbq.CreateSignInParams
		in, p = s.newSignIn(id, from)
		from.TakeOver = true // who comes back from a provider cannot be asked any more
		ended, err = s.inOnePlace(ctx, q, p, from)
		return err
	})
	if err != nil {
		return SignedIn{}, away(err)
	}
	if made || ended {
		s.changed(ctx, in.Agent)
	}
	return in, nil
}

// meet finds who that is here; made says that it is somebody new.
func (s *Service) meet(ctx context.Context, q *dbq.Queries, who Known, u Unknown) (id string, made bool, err error) {
	link, err := q.IdentityOf(ctx, dbq.IdentityOfParams{Issuer: who.Issuer, Subject: who.Subject})
	if errors.Is(err, sql.ErrNoRows) {
		return s.link(ctx, q, who, u)
	} else if err != nil {
		return "", false, err
	}
	row, err := q.AgentByID(ctx, link.Agent)
	if err != nil {
		return "", false, err
	}
	if row.Disabled != 0 {
		return "", false, errDisabled()
	}
	return row.ID, false, q.SeenIdentity(ctx, dbq.SeenIdentityParams{ID: link.ID, SeenAt: int64(s.now())})
}

// link ties a subject that comes for the first time to the person of its account.
func (s *Service) link(ctx context.Context, q *dbq.Queries, who Known, u Unknown) (id string, made bool, err error) {
	if who.Doubt != nil {
		return "", false, who.Doubt
	}
	row, err := q.AgentByLogin(ctx, fold(who.Account))
	if made = errors.Is(err, sql.ErrNoRows); made {
		row, err = s.newcomer(ctx, q, who, u)
	}
	if err != nil {
		return "", false, err
	}
	if row.Disabled != 0 {
		return "", false, errDisabled()
	}
	links, err := q.IdentitiesOf(ctx, row.ID)
	if err != nil {
		return "", false, err
	}
	for _, l := range links {
		if l.Issuer == who.Issuer {
			return "", false, desk.Fail(desk.Forbidden, "sso_other", "this account belongs to somebody else at the sign-in service: ask an administrator to unlink the former one")
		}
	}
	now := int64(s.now())
	added := dbq.SignInIdentity{Issuer: who.Issuer, Subject: who.Subject, ID: uuid.NewString(), Agent: row.ID, Account: who.Account, LinkedAt: now, SeenAt: now}
	if err := q.PutIdentity(ctx, dbq.PutIdentityParams(added)); err != nil {
		return "", false, err
	}
	return row.ID, made, noteIdentities(ctx, q, row, append(links, added), desk.AgentID(row.ID), desk.Millis(now))
}

// newcomer makes an agent of somebody, where that is wanted.
func (s *Service) newcomer(ctx context.Context, q *dbq.Queries, who Known, u Unknown) (dbq.Agent, error) {
	if !u.Create {
		return dbq.Agent{}, desk.Fail(desk.Forbidden, "sso_unknown", "there is no account of that name here: ask an administrator to make one")
	}
	n := Newcomer{Login: who.Account, Name: who.Name, Groups: []desk.GroupID{u.Group}}
	if !plain(n.Name, 64) {
		n.Name = who.Account
	}
	row, err := s.unarmed(n)
	if err != nil {
		return dbq.Agent{}, desk.Because(desk.Forbidden, "sso_unfit", "no account can be made of what the sign-in service says: tell an administrator", err)
	}
	if err := create(ctx, q, row, desk.AgentID(row.ID)); err != nil {
		return dbq.Agent{}, err
	}
	return q.AgentByID(ctx, row.ID)
}

func errDisabled() error {
	return desk.Fail(desk.Forbidden, "sso_disabled", "this account is switched off: ask an administrator")
}

func errSSOOnly() error {
	return desk.Fail(desk.Forbidden, "sso_only", "only administrators sign in with a password: use single sign-on")
}

// MayTry says whether somebody may try to sign in; the error is a *LockedError.
func (s *Service) MayTry(from From) error { return s.throttle.open(bucketOf("source", from.Source)) }

// Failed counts a sign-in by way of a provider that came to nothing, together with wrong passwords of the same source.
func (s *Service) Failed(ctx context.Context, from From) {
	s.throttle.failed(ctx, bucketOf("source", from.Source), sourceBurst, sourceEvery)
}

// EndTrip says whether a state comes back for the first time; it is remembered until it would have run out.
func (s *Service) EndTrip(ctx context.Context, state string, until time.Time) (first bool, err error) {
	err = s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		if err := q.DropDeadStates(ctx, int64(s.now())); err != nil {
			return err
		}
		n, err := q.UseState(ctx, dbq.UseStateParams{State: digest(state), Until: int64(desk.At(until))})
		first = n == 1
		return err
	})
	return first, away(err)
}
