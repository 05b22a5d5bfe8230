package sim

import (
	"context"
	"fmt"
	"time"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/router"
)

// person is a simulated agent: one command after the other, each sent again under the same id until there is a clear
// answer, as the browser does it.
type person struct {
	w     *World
	id    desk.AgentID
	index int
	chief bool // may act on sessions of others
	todo  chan Step
	count int
	said  []attempt
	off   bool
}

// attempt is a text that a person wanted to send, and what the system said to that.
type attempt struct {
	Session desk.SessionID
	Client  string
	Text    string
	Answer  string // done, refused, unclear (refused after a try whose answer was lost)
}

const (
	answerDone    = "done"
	answerRefused = "refused"
	answerUnclear = "unclear"
	beatEvery     = 4 * time.Second
	beatTTL       = 15 * time.Second
)

func (p *person) actor() router.Actor {
	return router.Actor{ID: p.id, Name: string(p.id), Any: p.chief}
}

// hire makes the people; the last one is the relief who comes when all trouble is over.
func (w *World) hire(n *node) error {
	for i := range w.plan.Agents + 1 {
		p := &person{w: w, id: desk.AgentID(fmt.Sprintf("agent-%d", i)), index: i, chief: i == 0, todo: make(chan Step, len(w.plan.Steps))}
		capacity, member, status := w.plan.Capacity, `["service"]`, desk.StatusOnline
		switch {
		case i == w.plan.Agents:
			p.off, capacity, member, status = true, 1000, `["service","order"]`, desk.StatusOffline
		case i%2 == 1:
			member = `["service","order"]`
		case i == 0:
			capacity = 100 // a chief takes over beyond the capacity: here that must not blur the count
		}
		err := n.store.Write(context.Background(), func(q *dbq.Queries) error {
			return q.CreateAgent(context.Background(), dbq.CreateAgentParams{ID: string(p.id), Login: string(p.id), Name: string(p.id), Password: "-", Rank: "agent",
				Speciality: "allround", MemberOf: member, Status: string(status), Capacity: int64(capacity), CreatedAt: 1})
		})
		if err != nil {
			return err
		}
		w.people = append(w.people, p)
	}
	return nil
}

// run works off the steps; beats go on beside it.
func (p *person) run() {
	for s := range p.todo {
		if s.Do == doDesk {
			p.desk(s)
			continue
		}
		p.work(s)
	}
}

func (p *person) beats() {
	for nap(beatEvery, p.w.over) {
		if n := p.w.pick(p.index); n != nil && !p.away() {
			_ = n.live.(shaky).Store.Beat(context.Background(), n.name, []desk.AgentID{p.id}, beatTTL)
		}
	}
}

func (p *person) away() bool {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	return p.off
}

// desk goes away for a while; a command of one's own is not under way meanwhile.
func (p *person) desk(s Step) {
	p.status(desk.StatusAway)
	p.w.after(s.For, func() { p.status(desk.StatusOnline) })
}

// status sets the chosen status, again and again until the record takes it.
func (p *person) status(to desk.Status) {
	p.w.mu.Lock()
	p.off = to != desk.StatusOnline
	p.w.mu.Unlock()
	for i := p.index; ; i++ {
		if n := p.w.pick(i); n != nil {
			err := n.store.Write(context.Background(), func(q *dbq.Queries) error {
				_, err := q.SetStatus(context.Background(), dbq.SetStatusParams{ID: string(p.id), Status: string(to), At: time.Now().UnixMilli()})
				return err
			})
			if err == nil {
				n.router.PeopleChanged()
				p.w.trace.add("%s is %s", p.id, to)
				return
			}
		}
		if !nap(500*time.Millisecond, p.w.over) {
			return
		}
	}
}

// command sends until the answer is clear.
func (p *person) command(what string, do func(context.Context, *router.Router) (router.Result, error)) string {
	lost := false
	for try := 0; ; try++ {
		n := p.w.pick(p.index + try)
		if n == nil {
			if !nap(300*time.Millisecond, p.w.over) {
				return answerUnclear
			}
			continue
		}
		err := p.once(n, do)
		switch kind := desk.KindOf(err); {
		case err == nil:
			p.w.trace.add("%s %s on %s: done", p.id, what, n.name)
			return answerDone
		case kind != "" && kind != desk.Unavailable:
			p.w.trace.add("%s %s on %s: %v", p.id, what, n.name, err)
			if lost {
				return answerUnclear
			}
			return answerRefused
		}
		lost = true
		p.w.trace.add("%s %s on %s: no answer: %v", p.id, what, n.name, err)
		if !nap(700*time.Millisecond, p.w.over) {
			return answerUnclear
		}
	}
}

// once is one request to one node; a dead node gives no answer.
func (p *person) once(n *node, do func(context.Context, *router.Router) (router.Result, error)) error {
	ctx, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	if n.wait("command.request") {
		return errDead
	}
	_, err := do(ctx, n.router)
	if n.wait("command.answer") {
		return errDead
	}
	return err
}
