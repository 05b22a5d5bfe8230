package inbox

import (
	"context"
	"encoding/json"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/router"
)

// An agent counts as connected as long as beats come; a node that dies stops beating (RTE-08).
const (
	beatEvery = 5 * time.Second
	beatTTL   = 15 * time.Second
)

// keepPresence is the only one that speaks about presence, so that a goodbye never overtakes a hello.
func (h *Hub) keepPresence(ctx context.Context) error {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	p := &beats{h: h, told: map[desk.AgentID]bool{}}
	for {
		select {
		case <-ctx.Done():
			p.leave(context.WithoutCancel(ctx))
			return nil
		case <-h.presence:
			p.beat(ctx, false)
		case <-tick.C:
			p.beat(ctx, true)
			p.use(ctx)
		}
	}
}

// beats remembers what the live store was told.
type beats struct {
	h      *Hub
	told   map[desk.AgentID]bool
	usedAt time.Time
}

// beat tells who has come and who has gone, and, if all is set, everybody who is here. What cannot be told now is told
// with the next beat.
func (p *beats) beat(ctx context.Context, all bool) {
	ctx, cancel := context.WithTimeout(ctx, beatEvery)
	defer cancel()
	here := p.h.here()
	var come []desk.AgentID
	for id := range here {
		if all || !p.told[id] {
			come = append(come, id)
		}
	}
	changed := false
	if len(come) > 0 && p.h.o.Live.Beat(ctx, p.h.o.Node, come, beatTTL) == nil {
		for _, id := range come {
			changed = changed || !p.told[id]
			p.told[id] = true
		}
	}
	for id := range p.told {
		if !here[id] && p.h.o.Live.Gone(ctx, p.h.o.Node, id) == nil {
			delete(p.told, id)
			changed = true
		}
	}
	if changed {
		poke(p.h.recheck)
		_ = p.h.o.Live.Publish(ctx, router.TopicAgents, p.news()) // a hint: everybody looks once a second anyway
	}
}

func (p *beats) news() []byte {
	b, _ := json.Marshal(map[string]string{"node": p.h.o.Node})
	return b
}

// leave says goodbye for everybody when the node stops.
func (p *beats) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	for id := range p.told {
		if p.h.o.Live.Gone(ctx, p.h.o.Node, id) != nil {
			return // the beats run out by themselves
		}
	}
}

// here are the people with a socket on this node.
func (h *Hub) here() map[desk.AgentID]bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	here := make(map[desk.AgentID]bool, len(h.of))
	for s := range h.sockets {
		here[s.agent] = true
	}
	return here
}

// use keeps the sign-ins of open sockets from going idle: an open inbox is use.
func (p *beats) use(ctx context.Context) {
	now := p.h.o.Now()
	if now.Sub(p.usedAt) < min(time.Minute, p.h.o.SignInIdle/4) {
		return
	}
	p.usedAt = now
	used := map[string]bool{}
	for _, s := range p.h.all() {
		used[s.signIn] = true
	}
	if len(used) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, readFor)
	defer cancel()
	err := p.h.write(ctx, func(q *dbq.Queries) error {
		for id := range used {
			if err := q.SeenSignIn(ctx, dbq.SeenSignInParams{ID: id, SeenAt: int64(desk.At(now)), AliveSince: int64(desk.At(now.Add(-p.h.o.SignInIdle)))}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		p.usedAt = time.Time{} // again with the next beat
	}
}
