package agent

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"
)

// serve looks over the desk again and again, and does what is next in each session: at most one command a session.
func (a *Agent) serve(ctx context.Context) error {
	var busy sync.WaitGroup
	defer busy.Wait()
	tick := time.NewTicker(25 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		a.arrange(ctx)
		for _, c := range a.next() {
			busy.Go(func() { a.carryOut(ctx, c) })
		}
	}
}

// command is what the agent decided to do.
type command struct {
	id, kind, session, text string
	path                    string
	body                    map[string]any
	answers                 int64 // the customer's message that it answers
	seq                     int64 // the message that it is about
}

// next decides for every session on the screen.
func (a *Agent) next() []command {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []command
	for id, s := range a.shows {
		r, ok := a.rows[id]
		if !ok || s.busy || time.Now().Before(s.calm) || !a.mine(r) || r.Phase != "serving" {
			continue
		}
		if c, ok := a.decide(id, s); ok {
			s.busy = true
			out = append(out, c)
		}
	}
	return out
}

// decide looks at one transcript as a person would: first what went wrong, then who waits, then whether it is done.
func (a *Agent) decide(id string, s *show) (command, bool) {
	var asked, answered, trouble int64
	onItsWay := false
	for _, l := range s.lines {
		switch {
		case l.Role == "customer":
			asked = l.Seq
		case l.Delivery == "failed" || l.Delivery == "unconfirmed":
			trouble = l.Seq
		case l.Role == "agent" && l.Purpose == "reply":
			answered = l.Seq
		}
		onItsWay = onItsWay || l.Delivery == "queued" || l.Delivery == "sending" || l.Delivery == "retry"
	}
	switch {
	case trouble > 0:
		return a.resolve(id, trouble), true
	case asked > max(answered, s.told):
		if time.Now().Before(s.until) {
			return command{}, false
		}
		return a.turn(id, asked), true
	case onItsWay || asked == 0 || time.Since(s.since) < 2*a.o.Habits.Think:
		return command{}, false
	case s.turns > 0 && !a.drain && answered > s.changed && a.chance(a.o.Habits.Change):
		s.changed = answered
		return a.change(id, answered), true
	case s.turns > 0 && (a.drain || a.chance(a.o.Habits.Close/8)):
		return a.close(id), true
	}
	return command{}, false
}

// turn is an answer, or now and then something else with a session that waits for one.
func (a *Agent) turn(id string, asked int64) command {
	h := a.o.Habits
	switch x := a.rng.Float64(); {
	case a.drain:
	case x < h.Transfer:
		return a.say("transfer", id, map[string]any{"to_group": "service"}, "note", 0)
	case x < h.Transfer+h.Return:
		return a.plain("return", id, "/return", map[string]any{"reason": "returned"})
	case x < h.Transfer+h.Return+h.Note:
		return a.say("note", id, map[string]any{}, "text", 0)
	}
	c := a.say("reply", id, map[string]any{}, "text", asked)
	c.body["seen_version"] = a.shows[id].version
	return c
}

// say is a command with a text and an id of its own; the text exists once in the world.
func (a *Agent) say(kind, session string, body map[string]any, field string, answers int64) command {
	c := a.plain(kind, session, map[string]string{"reply": "/replies", "note": "/notes", "transfer": "/transfer"}[kind], body)
	c.text = fmt.Sprintf("您好，%s 为您服务 %s", a.o.Login, c.id)
	body["client_id"], body[field], c.answers = c.id, c.text, answers
	return c
}

// change corrects a reply or takes it back. Whether it was this agent's own is for the desk to say.
func (a *Agent) change(session string, seq int64) command {
	if a.chance(0.3) {
		c := a.plain("recall", session, fmt.Sprintf("/messages/%d/recall", seq), map[string]any{})
		c.body["client_id"], c.seq = c.id, seq
		return c
	}
	c := a.plain("edit", session, fmt.Sprintf("/messages/%d/edit", seq), map[string]any{})
	c.text, c.seq = fmt.Sprintf("更正：%s 为您服务 %s", a.o.Login, c.id), seq
	c.body["client_id"], c.body["text"] = c.id, c.text
	return c
}

func (a *Agent) plain(kind, session, path string, body map[string]any) command {
	a.serial++
	return command{id: fmt.Sprintf("%s-%d-%d", a.o.Login, a.o.Seed, a.serial), kind: kind, session: session,
		path: "/api/v1/sessions/" + session + path, body: body}
}

func (a *Agent) close(id string) command {
	body := map[string]any{"outcome": "solved", "category": "consult", "feedback": "none"}
	if a.chance(a.o.Habits.SkipClosing) {
		body["skip_closing_reason"] = "invalid"
		c := a.plain("close_skip", id, "/close", body)
		body["client_id"] = c.id
		return c
	}
	c := a.plain("close", id, "/close", body)
	body["client_id"] = c.id
	return c
}

func (a *Agent) resolve(id string, seq int64) command {
	as := "delivered"
	if a.chance(a.o.Habits.Resend) {
		as = "resend"
	}
	c := a.plain("resolve", id, fmt.Sprintf("/messages/%d/resolve", seq), map[string]any{"as": as})
	c.text, c.seq = as, seq
	return c
}

// asked and answer are the lines of commands.jsonl.
type asked struct {
	Op      string `json:"op"`
	ID      string `json:"id"`
	Agent   string `json:"agent"`
	Kind    string `json:"kind"`
	Session string `json:"session"`
	Text    string `json:"text,omitempty"`
	Seq     int64  `json:"seq,omitempty"`
	At      int64  `json:"at"`
}

type answer struct {
	Op      string `json:"op"`
	ID      string `json:"id"`
	Status  int    `json:"status"`
	Code    string `json:"code,omitempty"`
	Seq     int64  `json:"seq,omitempty"`
	Version int64  `json:"version,omitempty"`
	Tries   int    `json:"tries"`
	At      int64  `json:"at"`
}

// carryOut sends the command until somebody says what became of it, and notes both.
func (a *Agent) carryOut(ctx context.Context, c command) {
	a.o.Commands.Note(asked{"ask", c.id, a.id, c.kind, c.session, c.text, c.seq, millis()})
	got, ok := a.insist(ctx, c)
	if ok {
		a.o.Commands.Note(got)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.stats.Retries += got.Tries - 1
	s := a.shows[c.session]
	if s == nil {
		return
	}
	s.busy = false
	if got.Status/100 != 2 {
		s.calm = time.Now().Add(300 * time.Millisecond) // a person looks again before trying again
		return
	}
	switch c.kind {
	case "reply":
		a.stats.Replies++
		s.told, s.turns = max(s.told, c.answers), s.turns+1
	case "edit", "recall":
		a.stats.Changes++
	case "close", "close_skip":
		a.stats.Closes++
	}
}

// insist repeats a command whose answer was lost, with the same id and the same words: that is what the id is for.
func (a *Agent) insist(ctx context.Context, c command) (answer, bool) {
	got := answer{Op: "answer", ID: c.id}
	for ctx.Err() == nil {
		got.Tries++
		var done struct{ Seq, Version int64 }
		status, err := a.call(ctx, http.MethodPost, c.path, c.body, &done)
		var p *problem
		switch {
		case err == nil:
			got.Status, got.Seq, got.Version, got.At = status, done.Seq, done.Version, millis()
			return got, true
		case asProblem(err, &p) && p.Status == http.StatusUnauthorized:
			_ = a.signIn(ctx) // tried again with the next round
		case asProblem(err, &p) && p.Status < 500 && p.Status != http.StatusTooManyRequests:
			got.Status, got.Code, got.At = p.Status, p.Code, millis()
			return got, true
		}
		a.pause(ctx, 100*time.Millisecond)
	}
	return got, false
}

func asProblem(err error, p **problem) bool { return errors.As(err, p) }
