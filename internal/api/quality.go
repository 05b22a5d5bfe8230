package api

import (
	"context"
	"net/http"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/quality"
	"firstline/internal/quality/scorecard"
	"firstline/internal/ratings"
)

func (a *API) qualityRoutes() {
	const check = "Quality"
	route(a, signedIn(), described(get("/api/v1/quality/draws/{day}", "draw", "What a day's draw hangs on", check),
		"The promise of the seed from a week before; the seed and the population's hash once it is drawn (docs/decisions/0007)."), a.chance)
	route(a, may(access.Review), get("/api/v1/quality/days", "days", "The days that were drawn", check), a.days)
	route(a, may(access.Review), described(get("/api/v1/quality/samples", "samples", "A day's samples and how far they are checked", check),
		"Drawn by the server for the day before; nobody picks."), a.samples)
	route(a, may(access.Review), get("/api/v1/quality/samples/{day}/{agent}", "sample", "One agent's items", check), a.sample)
	route(a, may(access.Review), described(with(post("/api/v1/quality/samples/{day}/{agent}/{n}/reviews", "review", "Judge an item", check), "", http.StatusCreated),
		"Every criterion of the scorecard once; fail points at a message. Never one's own session (403 `own_session`). The newest review counts: `follows` names the one that it replaces (409 `reviewed_meanwhile`, `replaced`)."), a.review)
	route(a, may(access.Review), described(with(post("/api/v1/quality/samples/{day}/{agent}/{n}/replace", "replace", "Have an item replaced", check), "", http.StatusCreated),
		"For a reason of the list; the server takes what stands in. What was judged stays (409 `reviewed_meanwhile`)."), a.replace)
	route(a, may(access.ReadAll), described(get("/api/v1/quality/ratings", "ratings", "How satisfied customers were", check),
		"What they answered when they were asked for a rating (SAT-01), in the last days of the department's calendar, against the department's target (SLA-02). Of several of one session the last one counts."), a.ratings)
}

type ratingsIn struct {
	Days int `query:"days" minimum:"1" maximum:"92" default:"30" doc:"So many days, today among them"`
}

func (a *API) ratings(ctx context.Context, in *ratingsIn) (*answer[ratings.Satisfaction], error) {
	sum, err := a.o.Ratings.Of(ctx, in.Days)
	return answering(sum), err
}

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

type daysBody struct {
	Newest quality.Day   `json:"newest" doc:"Whose sample is to be checked now, drawn or not"`
	Days   []quality.Day `json:"days" doc:"That were drawn, the newest first"`
}

func (a *API) days(ctx context.Context, _ *nothing) (*answer[daysBody], error) {
	days, err := a.o.Quality.Days(ctx)
	return answering(daysBody{a.o.Quality.Newest(), days}), err
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
		ClientID  string           `json:"client_id,omitempty" maxLength:"100"`
		Follows   int              `json:"follows,omitempty" minimum:"0" doc:"n of the review that counted when you looked; 0 = none"`
		Scorecard string           `json:"scorecard,omitempty" maxLength:"64" doc:"Version you judged by; empty: the current one"`
		Seconds   int              `json:"seconds,omitempty" minimum:"0" maximum:"86400" doc:"How long it took you"`
		Marks     []scorecard.Mark `json:"marks" maxItems:"50"`
		Note      string           `json:"note,omitempty" maxLength:"2000" doc:"For the agent"`
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
		if f.Marks[i].Overruled, err = remark(f.Marks[i].Overruled); err != nil {
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
