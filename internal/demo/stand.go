package demo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/router"
	"firstline/sessions"
)

// stand is the department at work.
type stand struct {
	Past
	router *router.Router
	people map[string]router.Actor
}

func (s *stand) staff(ctx context.Context) (map[string]router.Actor, error) {
	rows, err := s.Store.ListAgents(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]router.Actor{}
	for _, row := range rows {
		out[row.Login] = router.Actor{ID: desk.AgentID(row.ID), Name: row.Name}
	}
	return out, nil
}

func (s *stand) do(ctx context.Context, x step) error {
	at := desk.Address{Channel: s.Channel, Key: x.key}
	who := s.people[x.who]
	if x.what == asks || x.what == rates {
		body, _ := json.Marshal(desk.Inbound{SenderName: x.name, Text: x.text, Survey: x.survey})
		before, _ := s.state(ctx, at)
		if err := s.router.Accept(ctx, desk.Raw{Channel: s.Channel, EventID: x.id(), Key: x.key, Body: body}); err != nil {
			return err
		}
		return s.routed(ctx, at, before.Asked)
	}
	var err error
	for range lost {
		if err = s.act(ctx, x, at, who); code(err) != "not_holder" {
			break
		}
	}
	return err
}

// lost is how often a colleague takes a session back that was taken away while they worked. The clock of those days stands
// still between two steps, so a deadline that it has just passed comes due once, between two commands of one step.
const lost = 5

func code(err error) string {
	var e *desk.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// act is a colleague's step. Commands are idempotent by the step's id, so that it can be done again.
func (s *stand) act(ctx context.Context, x step, at desk.Address, who router.Actor) error {
	state, err := s.state(ctx, at)
	if err != nil {
		return err
	}
	if x.what == tells {
		_, err := s.router.Tell(ctx, who, state.ID, router.Telling{ClientID: x.id(), N: len(state.Asks), Text: x.text}, func(sessions.State, sessions.Ask) bool { return true })
		return err
	}
	if x.what == takes || state.Holder == nil || state.Holder.Agent != who.ID {
		if _, err := s.router.Take(ctx, who, state.ID); err != nil {
			return err
		}
	}
	switch x.what {
	case says:
		_, err = s.router.Reply(ctx, who, state.ID, x.id(), x.text, "")
	case ends:
		_, err = s.router.Close(ctx, who, state.ID, x.end())
	case passes:
		_, err = s.router.Transfer(ctx, who, state.ID, router.Transfer{ClientID: x.id(), ToGroup: desk.GroupID(x.text), Category: x.category, Note: "客户的问题请贵组处理"})
	case finds, declares:
		_, err = s.router.Verify(ctx, who, state.ID, x.id(), x.text, x.what == declares)
		if err == nil && x.what == declares {
			_, err = s.router.Ask(ctx, who, state.ID, router.Question{ClientID: x.id() + "-ask", Kind: sessions.AskDepartment, Department: "technical", Text: x.text})
		}
	case promises:
		_, err = s.router.Promise(ctx, who, state.ID, x.id(), desk.At(x.at.Add(30*time.Minute)), x.text)
	case keeps:
		_, err = s.router.Settle(ctx, who, state.ID, x.id(), state.Promised, "kept", 0, "")
	}
	return err
}

// end is how the visit ends: with the closing script, or for the reason in text.
func (x step) end() router.Close {
	end := router.Close{ClientID: x.id(), Outcome: "solved", Category: cmp.Or(x.category, "consult"), Feedback: "none"}
	switch {
	case x.text != "":
		end.Outcome, end.Skip = x.text, x.text
	case x.category != "":
		end.Feedback, end.Learned = "given", "同类问题本周多次出现，建议补充说明"
	}
	return end
}

func (s *stand) state(ctx context.Context, at desk.Address) (sessions.State, error) {
	var state sessions.State
	row, err := s.Store.Latest(ctx, at)
	if err != nil {
		return state, err
	}
	return state, json.Unmarshal([]byte(row.State), &state)
}

// routed waits until a customer's message has become part of a session.
func (s *stand) routed(ctx context.Context, at desk.Address, asked int64) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for ctx.Err() == nil {
		if state, err := s.state(ctx, at); err == nil && state.Asked > asked {
			return nil
		}
		channels.Pause(ctx, time.Millisecond)
	}
	return fmt.Errorf("%s was not routed: %w", at.Key, ctx.Err())
}
