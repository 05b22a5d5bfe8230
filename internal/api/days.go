package api

import (
	"context"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/days"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/quality"
)

// Days tells people's days. *days.Service is one.
type Days interface {
	Of(ctx context.Context, who desk.AgentID, day quality.Day) (days.Day, error)
	Problems(ctx context.Context, who desk.AgentID, day quality.Day) (quality.Day, []days.Problem, error)
}

func (a *API) dayRoutes(tag string) {
	route(a, signedIn(), described(get("/api/v1/days/{agent}", "day", "Somebody's own day", tag),
		"Figures as they count for a person, the same day a week earlier, reviews, and what is still open (SLA-06). Only the person and superiors (a lead: of the own groups) may see it: 404 for everybody else. `agent` may be `me`. Of today and the 60 days before: 422 `day_far`. 503 `days_busy` where too many ask at once."), a.day)
	route(a, signedIn(), described(get("/api/v1/days/{agent}/problems", "problems", "The log of a day's problems", tag),
		"The sessions of a day in which the person took part: what was asked, of which category, with which outcome (ORG-06). `agent` may be `me`, or `all` for a superior: then everybody's whose day one may see. Of today and the 60 days before, as above."), a.problems)
	route(a, may(access.ActAny), described(get("/api/v1/open-items", "open-items", "What is still open, person by person", tag),
		"At the end of a day: today's work is to be finished today (SLA-06). Of the people whose day the caller may see; who has nothing open is not listed."), a.openItems)
}

type dayOfIn struct {
	Agent string `path:"agent" maxLength:"64"`
	Day   string `query:"day" maxLength:"10" doc:"Such as 2026-08-20; empty: today"`
}

func (in *dayOfIn) day() (quality.Day, error) {
	if in.Day == "" {
		return "", nil
	}
	return quality.ParseDay(in.Day)
}

// OwnDay is a day with what is open now.
type OwnDay struct {
	days.Day
	Agent inbox.Person `json:"agent"`
	Open  []OpenItem   `json:"open" doc:"As of now, the most urgent first"`
}

// OpenItem is something a person has not finished.
type OpenItem struct {
	Session desk.SessionID `json:"session"`
	Number  string         `json:"number"`
	Title   string         `json:"title"`
	Kind    string         `json:"kind" enum:"reply,promise,answer,held" doc:"The customer waits for an answer; was promised a time; a colleague is owed an answer or a report; or it is only not closed"`
	At      desk.Millis    `json:"at" doc:"When it is due; of answer since when, of held since when it is open"`
}

func (a *API) day(ctx context.Context, in *dayOfIn) (*answer[OwnDay], error) {
	day, err := in.day()
	if err != nil {
		return nil, err
	}
	who, err := a.dayOf(ctx, in.Agent)
	if err != nil {
		return nil, err
	}
	out := OwnDay{Agent: inbox.Person{ID: who.ID, Name: who.Name}}
	if out.Day, err = a.o.Days.Of(ctx, who.ID, day); err != nil {
		return nil, err
	}
	open, err := a.open(ctx, who)
	if err != nil {
		return nil, err
	}
	out.Open = open[who.ID]
	return answering(out), nil
}

// dayOf is whose day is asked for; desk.NotFound when it is not the caller's to see.
func (a *API) dayOf(ctx context.Context, agent string) (access.Viewer, error) {
	me := callerOf(ctx).Viewer()
	if agent == "me" || desk.AgentID(agent) == me.ID {
		return me, nil
	}
	people, err := a.seenDays(ctx)
	if err != nil {
		return access.Viewer{}, err
	}
	i := slices.IndexFunc(people, func(v access.Viewer) bool { return v.ID == desk.AgentID(agent) })
	if i < 0 {
		return access.Viewer{}, desk.Fail(desk.NotFound, "not_found", "there is no such person whose day you may see")
	}
	return people[i], nil
}

// seenDays are the people whose days the caller may see, by name.
func (a *API) seenDays(ctx context.Context) ([]access.Viewer, error) {
	me := callerOf(ctx).Viewer()
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return nil, err
	}
	var out []access.Viewer
	for _, p := range agents {
		if v := access.NewViewer(p.ID, p.Name, p.Rank, p.Groups); !p.Disabled && me.SeesDay(v) {
			out = append(out, v)
		}
	}
	return out, nil
}

// open are what some people have not finished, one line for each thing, the earliest first.
func (a *API) open(ctx context.Context, people ...access.Viewer) (map[desk.AgentID][]OpenItem, error) {
	all, err := a.o.Hub.Unfinished(ctx, people, mostJumps)
	if err != nil {
		return nil, err
	}
	out := make(map[desk.AgentID][]OpenItem, len(people))
	for _, who := range people {
		items := []OpenItem{}
		for _, r := range all[who.ID].Mine {
			items = append(items, unfinished(r, who, inbox.ViewMine)...)
		}
		for _, r := range all[who.ID].Owed {
			items = append(items, unfinished(r, who, inbox.ViewOwed)...)
		}
		slices.SortStableFunc(items, func(x, y OpenItem) int {
			if (x.Kind == "held") != (y.Kind == "held") {
				return map[bool]int{true: 1, false: -1}[x.Kind == "held"]
			}
			return int(x.At - y.At)
		})
		out[who.ID] = items
	}
	return out, nil
}

// unfinished are the things to do because of one session. What one holds is told by its own row; the other view adds what one owes
// colleagues.
func unfinished(r inbox.Row, who access.Viewer, view inbox.View) []OpenItem {
	item := func(kind string, at desk.Millis) OpenItem { return OpenItem{r.ID, r.Number, r.Title, kind, at} }
	if view == inbox.ViewOwed {
		owed := who.OwedAt(access.Standing{Group: r.Group, Holder: holderOf(r), Asks: r.Asks})
		if owed == 0 {
			return nil
		}
		return []OpenItem{item("answer", owed)}
	}
	if holderOf(r) != who.ID {
		return nil
	}
	var out []OpenItem
	if r.DueAt != 0 {
		out = append(out, item("reply", r.DueAt))
	}
	if r.Promised != 0 {
		out = append(out, item("promise", r.Promised))
	}
	if len(out) == 0 {
		out = append(out, item("held", r.OpenedAt))
	}
	return out
}

func holderOf(r inbox.Row) desk.AgentID {
	if r.Holder == nil {
		return ""
	}
	return r.Holder.ID
}

// LoggedProblem is a line of the log with the name of who has it.
type LoggedProblem struct {
	days.Problem
	Name string `json:"name"`
}

// ProblemLog is the log of one day.
type ProblemLog struct {
	Day      quality.Day     `json:"day"`
	Problems []LoggedProblem `json:"problems" doc:"The first one first"`
}

func (a *API) problems(ctx context.Context, in *dayOfIn) (*answer[ProblemLog], error) {
	day, err := in.day()
	if err != nil {
		return nil, err
	}
	who := callerOf(ctx).Viewer()
	switch {
	case in.Agent != "all":
		if who, err = a.dayOf(ctx, in.Agent); err != nil {
			return nil, err
		}
	case who.Can(access.ActAny):
		who = access.Viewer{} // everybody
	}
	people, err := a.seenDays(ctx)
	if err != nil {
		return nil, err
	}
	day, list, err := a.o.Days.Problems(ctx, who.ID, day)
	if err != nil {
		return nil, err
	}
	names := map[desk.AgentID]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	out := ProblemLog{day, []LoggedProblem{}}
	for _, p := range list {
		name, seen := names[p.Agent]
		if in.Agent != "all" || seen {
			out.Problems = append(out.Problems, LoggedProblem{p, name})
		}
	}
	return answering(out), nil
}

// PersonOpen is what one person has open.
type PersonOpen struct {
	Agent inbox.Person `json:"agent"`
	Open  []OpenItem   `json:"open"`
}

func (a *API) openItems(ctx context.Context, _ *nothing) (*answer[[]PersonOpen], error) {
	people, err := a.seenDays(ctx)
	if err != nil {
		return nil, err
	}
	open, err := a.open(ctx, people...)
	if err != nil {
		return nil, err
	}
	out := []PersonOpen{}
	for _, p := range people {
		if items := open[p.ID]; len(items) > 0 {
			out = append(out, PersonOpen{inbox.Person{ID: p.ID, Name: p.Name}, items})
		}
	}
	return answering(out), nil
}
