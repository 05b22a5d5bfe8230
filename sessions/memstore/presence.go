package memstore

import (
	"context"
	"sync"
	"time"

	"firstline/internal/desk"
)

// socket is an agent on a node.
type socket struct {
	node  string
	agent desk.AgentID
}

// presence is until when each socket counts.
type presence struct {
	now   func() time.Time
	mu    sync.Mutex
	until map[socket]time.Time
}

// Beat lets the agents count for ttl from now.
func (p *presence) Beat(ctx context.Context, node string, agents []desk.AgentID, ttl time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	until := p.now().Add(ttl)
	for _, a := range agents {
		p.until[socket{node, a}] = until
	}
	return nil
}

// Gone lets the agent count no more on the node.
func (p *presence) Gone(ctx context.Context, node string, agent desk.AgentID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.until, socket{node, agent})
	return nil
}

// Seen gives the agents that count, and forgets the others.
func (p *presence) Seen(ctx context.Context) (map[desk.AgentID]bool, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	seen := make(map[desk.AgentID]bool, len(p.until))
	for s, until := range p.until {
		if !until.After(now) {
			delete(p.until, s)
			continue
		}
		seen[s.agent] = true
	}
	return seen, nil
}

func (p *presence) lose() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.until = make(map[socket]time.Time)
}
