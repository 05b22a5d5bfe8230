package router

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// people is this node's view of who works here: read again when somebody changes, and once a second.
type people struct {
	r    *Router
	mu   sync.RWMutex
	all  []desk.Agent
	off  []desk.AgentID // disabled, and still holding something
	name map[desk.AgentID]string
	poke chan struct{}
	one  chan struct{} // one reading at a time: an older one never replaces a newer one
}

func newPeople(r *Router) *people {
	return &people{r: r, name: map[desk.AgentID]string{}, poke: make(chan struct{}, 1), one: make(chan struct{}, 1)}
}

// refresh reads who works here. When it returns, the view holds at least what was committed before it was called.
func (p *people) refresh(ctx context.Context) error {
	select {
	case p.one <- struct{}{}:
		defer func() { <-p.one }()
	case <-ctx.Done():
		return ctx.Err()
	}
	rows, err := p.r.o.Store.ListAgents(ctx)
	if err != nil {
		return err
	}
	all := make([]desk.Agent, 0, len(rows))
	name := make(map[desk.AgentID]string, len(rows))
	var off []desk.AgentID
	for _, row := range rows {
		a, err := AgentOf(row)
		if err != nil {
			return err
		}
		name[a.ID] = a.Name
		switch {
		case row.Disabled == 0:
			all = append(all, a)
		case a.Load > 0:
			off = append(off, a.ID)
		}
	}
	p.mu.Lock()
	p.all, p.name, p.off = all, name, off
	p.mu.Unlock()
	return nil
}

// AgentOf reads a person's row.
func AgentOf(row dbq.Agent) (desk.Agent, error) {
	a := desk.Agent{ID: desk.AgentID(row.ID), Name: row.Name, Rank: desk.Rank(row.Rank), Speciality: desk.Speciality(row.Speciality),
		Level: int(row.Level), Deputy: desk.AgentID(row.Deputy),
		Status: desk.Status(row.Status), Capacity: int(row.Capacity), Load: int(row.Load), Epoch: row.Epoch, LastGiven: desk.Millis(row.LastGiven)}
	if err := json.Unmarshal([]byte(row.MemberOf), &a.Groups); err != nil {
		return a, fmt.Errorf("read the groups of %s: %w", row.ID, err)
	}
	return a, nil
}

func (p *people) list() []desk.Agent {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.all
}

// disabled are those who may not work any more and still hold sessions.
func (p *people) disabled() []desk.AgentID {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.off
}

func (p *people) nameOf(id desk.AgentID) string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.name[id]
}

// groups are those of a person who works here; none for anybody else.
func (p *people) groups(id desk.AgentID) []desk.GroupID { return p.agent(id).Groups }

// agent is a person who works here; the zero value for anybody else.
func (p *people) agent(id desk.AgentID) desk.Agent {
	for _, a := range p.list() {
		if a.ID == id {
			return a
		}
	}
	return desk.Agent{}
}

func (p *people) run(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-p.poke:
		}
		if err := p.refresh(ctx); err != nil && ctx.Err() == nil {
			p.r.log.Warn("the list of people cannot be read", zap.Error(err))
			continue
		}
		p.r.desk.wake()
	}
}

// PeopleChanged makes this node look at once; others hear of it through the live store.
func (r *Router) PeopleChanged() {
	select {
	case r.people.poke <- struct{}{}:
	default:
	}
}
