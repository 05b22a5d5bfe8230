package people

import (
	"context"
	"database/sql"
	"errors"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/settings"
	"firstline/internal/store/dbq"
)

// Identities are the accounts at providers with which somebody signs in. Only who may change that person is told.
func (s *Service) Identities(ctx context.Context, by desk.Rank, agent desk.AgentID) ([]dbq.SignInIdentity, error) {
	if err := manages(ctx, s.o.Store.Queries, by, agent); err != nil {
		return nil, away(err)
	}
	links, err := s.o.Store.IdentitiesOf(ctx, string(agent))
	return links, away(err)
}

// Unlink unties somebody from an account at a provider. That person's sign-ins end, but for the one that asks; the next one who comes with the
// account is linked anew.
func (s *Service) Unlink(ctx context.Context, by Caller, agent desk.AgentID, id string) error {
	err := s.o.Store.WriteAlone(ctx, linking, func(q *dbq.Queries) error {
		if err := manages(ctx, q, by.Agent.Rank, agent); err != nil {
			return err
		}
		n, err := q.DropIdentity(ctx, dbq.DropIdentityParams{ID: id, Agent: string(agent)})
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.Fail(desk.NotFound, "not_found", "there is no such account")
		}
		return s.unlinked(ctx, q, by, agent)
	})
	if err != nil {
		return away(err)
	}
	s.changed(ctx, agent)
	return nil
}

// unlinked notes what is left, and ends the sign-ins.
func (s *Service) unlinked(ctx context.Context, q *dbq.Queries, by Caller, agent desk.AgentID) error {
	row, err := q.AgentByID(ctx, string(agent))
	if err != nil {
		return err
	}
	links, err := q.IdentitiesOf(ctx, row.ID)
	if err != nil {
		return err
	}
	if err := noteIdentities(ctx, q, row, links, by.Agent.ID, s.now()); err != nil {
		return err
	}
	_, err = q.DropOtherSignIns(ctx, dbq.DropOtherSignInsParams{Agent: row.ID, ID: by.SignIn})
	return err
}

// manages says whether a rank may change somebody.
func manages(ctx context.Context, q *dbq.Queries, by desk.Rank, agent desk.AgentID) error {
	row, err := q.AgentByID(ctx, string(agent))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return desk.Fail(desk.NotFound, "not_found", "there is no such person")
	case err != nil:
		return err
	case !access.CanManage(by, desk.Rank(row.Rank)):
		return desk.Fail(desk.Forbidden, "not_allowed", "your rank may not change this person")
	}
	return nil
}

// noteIdentities adds to a person's history with which accounts that person signs in.
func noteIdentities(ctx context.Context, q *dbq.Queries, who dbq.Agent, links []dbq.SignInIdentity, by desk.AgentID, at desk.Millis) error {
	before := then(who)
	after := before
	after.SignsInWith = []string{}
	for _, l := range links {
		after.SignsInWith = append(after.SignsInWith, l.Account+" @ "+l.Issuer)
	}
	return settings.NotePerson(ctx, q, desk.AgentID(who.ID), &before, after, by, at)
}
