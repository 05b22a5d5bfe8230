package api

import (
	"context"
	"net/http"
	"strings"

	"firstline/internal/desk"
	"firstline/internal/quality"
)

type dayIn struct {
	Day string `path:"day" maxLength:"10"`
}

func (a *API) chance(ctx context.Context, in *dayIn) (*answer[quality.Chance], error) {
	day, err := quality.ParseDay(in.Day)
	if err != nil {
		return nil, err
	}
	c, err := a.o.Quality.Chance(ctx, day)
	return answering(c), err
}

type samplesIn struct {
	Day string `query:"day" maxLength:"10" doc:"Such as 2026-08-20; empty: the newest that is due"`
}

func (a *API) samples(ctx context.Context, in *samplesIn) (*answer[quality.Overview], error) {
	day, err := a.o.Quality.Newest(), error(nil)
	if in.Day != "" {
		day, err = quality.ParseDay(in.Day)
	}
	if err != nil {
		return nil, err
	}
	o, err := a.o.Quality.Overview(ctx, callerOf(ctx).Agent.ID, day)
	return answering(o), err
}

type sampleIn struct {
	Day   string `path:"day" maxLength:"10"`
	Agent string `path:"agent" maxLength:"64"`
}

func (a *API) sample(ctx context.Context, in *sampleIn) (*answer[quality.Sample], error) {
	day, err := quality.ParseDay(in.Day)
	if err != nil {
		return nil, err
	}
	s, err := a.o.Quality.Sample(ctx, callerOf(ctx).Agent.ID, day, desk.AgentID(in.Agent))
	return answering(s), err
}

// place reads where an item stands.
func place(day, agent string, n int) (quality.Place, error) {
	d, err := quality.ParseDay(day)
	return quality.Place{Day: d, Agent: desk.AgentID(agent), N: n}, err
}

type reviewIn struct {
	Day   string `path:"day" maxLength:"10"`
	Agent string `path:"agent" maxLength:"64"`
	N     int    `path:"n" minimum:"1" maximum:"1000000"`
	Key   string `header:"Idempotency-Key" maxLength:"100"`
	Body  struct {
		ClientID  string         `json:"client_id,omitempty" maxLength:"100"`
		Follows   int            `json:"follows,omitempty" minimum:"0" doc:"n of the review that counted when you looked; 0 = none"`
		Scorecard string         `json:"scorecard,omitempty" maxLength:"64" doc:"Version you judged by; empty: the current one"`
		Seconds   int            `json:"seconds,omitempty" minimum:"0" maximum:"86400" doc:"How long it took you"`
		Marks     []quality.Mark `json:"marks" maxItems:"50"`
		Note      string         `json:"note,omitempty" maxLength:"2000" doc:"For the agent"`
	}
}

// created is an answer that is 201 the first time and 200 when the same command comes again.
type created[T any] struct {
	Status int
	Body   T
}

func making[T any](v T, again bool) *created[T] {
	if again {
		return &created[T]{http.StatusOK, v}
	}
	return &created[T]{http.StatusCreated, v}
}

func (a *API) review(ctx context.Context, in *reviewIn) (*created[quality.Review], error) {
	at, err := place(in.Day, in.Agent, in.N)
	if err != nil {
		return nil, err
	}
	b := in.Body
	k, err := key(in.Key, b.ClientID)
	if err != nil {
		return nil, err
	}
	f := quality.Finding{ClientID: k, Follows: b.Follows, Scorecard: b.Scorecard, Seconds: b.Seconds, Marks: b.Marks}
	if f.Note, err = remark(b.Note); err != nil {
		return nil, err
	}
	for i := range f.Marks {
		if f.Marks[i].Note, err = remark(f.Marks[i].Note); err != nil {
			return nil, err
		}
	}
	r, again, err := a.o.Quality.Review(ctx, callerOf(ctx).Agent.ID, at, f)
	if err != nil {
		return nil, err
	}
	r.Name = callerOf(ctx).Agent.Name
	return making(r, again), nil
}

// remark is a text that may be empty.
func remark(text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	return clean(text, "note")
}

type replaceIn struct {
	Day   string `path:"day" maxLength:"10"`
	Agent string `path:"agent" maxLength:"64"`
	N     int    `path:"n" minimum:"1" maximum:"1000000"`
	Key   string `header:"Idempotency-Key" maxLength:"100"`
	Body  struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
		Reason   string `json:"reason" maxLength:"32"`
	}
}

func (a *API) replace(ctx context.Context, in *replaceIn) (*created[quality.Item], error) {
	at, err := place(in.Day, in.Agent, in.N)
	if err != nil {
		return nil, err
	}
	k, err := key(in.Key, in.Body.ClientID)
	if err != nil {
		return nil, err
	}
	item, again, err := a.o.Quality.Replace(ctx, callerOf(ctx).Agent.ID, at, k, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	return making(item, again), nil
}
