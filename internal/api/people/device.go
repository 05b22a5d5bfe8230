package people

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// device is the browser that a token stands for, if it is remembered as one of this person's.
func (s *Service) device(ctx context.Context, agent, token string) (*dbq.Device, error) {
	if token == "" || s.o.Remember <= 0 {
		return nil, nil
	}
	row, err := s.o.Store.DeviceByToken(ctx, digest(token))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, nil
	case err != nil:
		return nil, away(err)
	case row.Agent != agent || s.now() >= desk.Millis(row.ExpiresAt):
		return nil, nil
	}
	return &row, nil
}

// keep lets a remembered browser keep the sign-in. It gives the browser that is to be remembered, if it is a new one: who was
// known without a code is not known for longer because of that. What would end before any other sign-in is one like any other.
func (s *Service) keep(in *SignedIn, params *dbq.CreateSignInParams, p proof, from From) (fresh *dbq.CreateDeviceParams) {
	if p.owes {
		params.Owes = 1
		return nil
	}
	if !from.Remember || s.o.Remember <= 0 {
		return nil
	}
	until := s.now().Add(s.o.Remember)
	id := uuid.NewString()
	if p.known != nil {
		id, until = p.known.ID, desk.Millis(p.known.ExpiresAt)
	} else {
		in.Device, in.DeviceUntil = newToken(), until
		fresh = &dbq.CreateDeviceParams{ID: id, TokenHash: digest(in.Device), Agent: params.Agent, CreatedAt: params.CreatedAt, UsedAt: params.CreatedAt,
			ExpiresAt: int64(until), UserAgent: params.UserAgent, Source: params.Source}
	}
	if until >= in.Expires {
		in.Kept, in.Expires = true, until
		params.Device, params.ExpiresAt = id, int64(until)
	}
	return fresh
}

// settle writes which browsers are known: the new one in place of the one that it was.
func settle(ctx context.Context, q *dbq.Queries, fresh *dbq.CreateDeviceParams, known *dbq.Device, from From) error {
	if known != nil {
		return q.UseDevice(ctx, dbq.UseDeviceParams{ID: known.ID, UsedAt: known.UsedAt, UserAgent: known.UserAgent, Source: known.Source})
	}
	if fresh == nil {
		return nil
	}
	if from.Device != "" {
		if err := q.DropDeviceByToken(ctx, digest(from.Device)); err != nil {
			return err
		}
	}
	return q.CreateDevice(ctx, *fresh)
}

// forget lets no browser of a person be known any more. Sign-ins that one kept go on like any other, from now.
func (s *Service) forget(ctx context.Context, q *dbq.Queries, agent string) error {
	if err := q.DropDevicesOf(ctx, agent); err != nil {
		return err
	}
	return q.EndKeeping(ctx, dbq.EndKeepingParams{Agent: agent, Until: int64(s.now().Add(s.o.SignInMax))})
}

// Devices are the browsers of a person that are remembered, the last used first.
func (s *Service) Devices(ctx context.Context, agent desk.AgentID) ([]dbq.DevicesOfRow, error) {
	rows, err := s.o.Store.DevicesOf(ctx, dbq.DevicesOfParams{Agent: string(agent), ExpiresAt: int64(s.now())})
	return rows, away(err)
}

// Forget ends one of a person's remembered browsers, with what it keeps.
func (s *Service) Forget(ctx context.Context, agent desk.AgentID, id string) error {
	err := s.o.Store.Write(ctx, func(q *dbq.Queries) error {
		n, err := q.DropDevice(ctx, dbq.DropDeviceParams{ID: id, Agent: string(agent)})
		if err != nil {
			return err
		}
		if n == 0 {
			return desk.Fail(desk.NotFound, "not_found", "there is no such device")
		}
		return q.DropSignInsOfDevice(ctx, dbq.DropSignInsOfDeviceParams{Agent: string(agent), Device: id})
	})
	if err != nil {
		return away(err)
	}
	s.changed(ctx, agent)
	return nil
}
