package sim

import (
	"context"
	"time"

	"firstline/internal/desk"
	"firstline/sessions/live"
)

// shaky is a node's way to the live store: every call is an instant at which the node can die (the commit before it
// stands), and fails while the live store is away.
type shaky struct {
	live.Store
	n *node
}

func (s shaky) check(call string) error {
	if s.n.wait("live." + call) {
		return errDead
	}
	if time.Now().Before(s.n.w.liveAway()) {
		return errLive
	}
	return nil
}

func (s shaky) Get(ctx context.Context, at desk.Address) (live.Projection, bool, error) {
	if err := s.check("get"); err != nil {
		return live.Projection{}, false, err
	}
	return s.Store.Get(ctx, at)
}

func (s shaky) Put(ctx context.Context, ps []live.Projection) error {
	if err := s.check("put"); err != nil {
		return err
	}
	return s.Store.Put(ctx, ps)
}

func (s shaky) Enqueue(ctx context.Context, ws []live.Waiting) error {
	if err := s.check("enqueue"); err != nil {
		return err
	}
	return s.Store.Enqueue(ctx, ws)
}

func (s shaky) Dequeue(ctx context.Context, ids []desk.SessionID) error {
	if err := s.check("dequeue"); err != nil {
		return err
	}
	return s.Store.Dequeue(ctx, ids)
}

func (s shaky) Head(ctx context.Context, g desk.GroupID, limit int) ([]live.Waiting, error) {
	if err := s.check("head"); err != nil {
		return nil, err
	}
	return s.Store.Head(ctx, g, limit)
}

func (s shaky) Seen(ctx context.Context) (map[desk.AgentID]bool, error) {
	if err := s.check("seen"); err != nil {
		return nil, err
	}
	return s.Store.Seen(ctx)
}

func (s shaky) Publish(ctx context.Context, topic string, payload []byte) error {
	if err := s.check("publish"); err != nil {
		return err
	}
	return s.Store.Publish(ctx, topic, payload)
}

func (s shaky) Epoch(ctx context.Context) (string, error) {
	if err := s.check("epoch"); err != nil {
		return "", err
	}
	return s.Store.Epoch(ctx)
}
