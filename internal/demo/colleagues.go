package demo

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"go.uber.org/zap"

	"firstline/internal/cases"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
	"firstline/router"
	"firstline/sessions"
	"firstline/sessions/live"
)

// Options are what the play needs.
type Options struct {
	Router *router.Router
	Store  *store.Store
	Live   live.Store
	Node   string
	Log    *zap.Logger

	Complaint desk.GroupID // what is handed to it gets a number first
	Register  register
}

// register is the complaint register, as whoever hands a dispute over needs it (RTE-01).
type register interface {
	Reserve(ctx context.Context, who desk.AgentID, session desk.SessionID, r cases.Request) (number string, err error)
}

// colleague is one played agent.
type colleague struct {
	person Person
	actor  router.Actor
	next   map[string]time.Time // when the colleague turns to a session
	told   map[string]int       // answers given in it
}

const (
	lookEvery = time.Second
	present   = 15 * time.Second
)

// colleagues answer customers until ctx ends. They work through the same commands as people do.
func colleagues(ctx context.Context, o Options, rnd *rand.Rand) error {
	rows, err := o.Store.ListAgents(ctx)
	if err != nil {
		return err
	}
	var team []*colleague
	for _, p := range People() {
		for _, row := range rows {
			if p.Played && row.Login == p.Login {
				team = append(team, &colleague{person: p, actor: router.Actor{ID: desk.AgentID(row.ID), Name: p.Name}, next: map[string]time.Time{}, told: map[string]int{}})
			}
		}
	}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		for _, c := range team {
			c.look(ctx, o, time.Now(), rnd)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// look keeps the colleague's screen "open" and turns to the sessions whose time has come.
func (c *colleague) look(ctx context.Context, o Options, now time.Time, rnd *rand.Rand) {
	if err := o.Live.Beat(ctx, o.Node+"/demo", []desk.AgentID{c.actor.ID}, present); err != nil {
		return
	}
	held, err := o.Store.HeldBy(ctx, string(c.actor.ID))
	if err != nil {
		return
	}
	for _, h := range held {
		at, known := c.next[h.ID]
		if !known {
			c.next[h.ID] = now.Add(time.Duration(4+rnd.IntN(20)) * time.Second)
			continue
		}
		if now.Before(at) {
			continue
		}
		c.next[h.ID] = now.Add(time.Duration(5+rnd.IntN(20)) * time.Second)
		if err := c.turn(ctx, o, desk.SessionID(h.ID)); err != nil && ctx.Err() == nil {
			o.Log.Debug("a played colleague was refused", zap.String("who", c.person.Login), zap.Error(err))
		}
	}
}

// turn answers, passes on or closes one session, whatever is next.
func (c *colleague) turn(ctx context.Context, o Options, id desk.SessionID) error {
	row, err := o.Store.SessionRow(ctx, string(id))
	if err != nil {
		return err
	}
	var s sessions.State
	if err := json.Unmarshal([]byte(row.State), &s); err != nil {
		return err
	}
	switch {
	case len(s.InFlight) > 0:
		return nil
	case len(s.Waits) == 0:
		delete(c.told, string(id))
		_, err = o.Router.Close(ctx, c.actor, id, router.Close{ClientID: uuid.NewString(), Outcome: "solved", Category: "consult", Feedback: "none"})
		return err
	}
	if to := belongs(row.PreviewText); to != "" && to != s.Group && s.Transfers == 0 {
		return c.passOn(ctx, o, id, to, row.PreviewText)
	}
	text := answers()[min(c.told[string(id)], len(answers())-1)]
	if c.told[string(id)] == 0 {
		text = fmt.Sprintf(text, c.person.Name)
	}
	c.told[string(id)]++
	_, err = o.Router.Reply(ctx, c.actor, id, uuid.NewString(), text, "")
	return err
}

// passOn hands a session to another group, a dispute with its number in the complaint register.
func (c *colleague) passOn(ctx context.Context, o Options, id desk.SessionID, to desk.GroupID, said string) error {
	t := router.Transfer{ClientID: uuid.NewString(), ToGroup: to, Note: "客户的问题属于贵组,请接手: " + said}
	if to == o.Complaint {
		number, err := o.Register.Reserve(ctx, c.actor.ID, id, cases.Request{ClientID: t.ClientID, Reason: t.Note, Nature: said})
		if err != nil {
			return err
		}
		t.Register = number
		t.Note += "\n投诉登记号：" + number
	}
	_, err := o.Router.Transfer(ctx, c.actor, id, t)
	return err
}

// online sets everybody who is played online; the others are for the visitor.
func online(ctx context.Context, o Options) error {
	return o.Store.Write(ctx, func(q *dbq.Queries) error {
		for _, p := range People() {
			if !p.Played {
				continue
			}
			row, err := q.AgentByLogin(ctx, p.Login)
			if err != nil {
				return err
			}
			if _, err := q.SetStatus(ctx, dbq.SetStatusParams{ID: row.ID, Status: string(desk.StatusOnline), At: time.Now().UnixMilli()}); err != nil {
				return err
			}
		}
		return nil
	})
}
