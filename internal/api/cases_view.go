package api

import (
	"context"
	"encoding/json"
	"errors"

	"firstline/internal/api/access"
	"firstline/internal/cases"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/profile"
)

// CaseRow is an entry of the complaint register as a list shows it.
type CaseRow struct {
	ID           string         `json:"id"`
	Number       string         `json:"number"`
	Session      desk.SessionID `json:"session"`
	Channel      desk.ChannelID `json:"channel"`
	Address      string         `json:"address"`
	Title        string         `json:"title"`
	From         desk.GroupID   `json:"from" doc:"The group that had the session"`
	Nature       string         `json:"nature"`
	Wanted       string         `json:"wanted"`
	Severity     cases.Severity `json:"severity"`
	Validity     cases.Validity `json:"validity"`
	Step         cases.Step     `json:"step"`
	Owner        *inbox.Person  `json:"owner" doc:"First-contact owner"`
	Handler      *inbox.Person  `json:"handler"`
	RegisteredAt desk.Millis    `json:"registered_at"`
	HandedAt     desk.Millis    `json:"handed_at" doc:"0 = registered, not handed over yet"`
	DueAt        desk.Millis    `json:"due_at" doc:"By when it has to be closed, or answered where the customer set a time"`
	Next         cases.Target   `json:"next" enum:"close,verify,investigate,solve" doc:"What is due first"`
	NextDue      desk.Millis    `json:"next_due" doc:"And when"`
	Caller       *inbox.Person  `json:"caller" doc:"Who calls the customer back (FCR-03)"`
	Ruling       bool           `json:"ruling" doc:"A superior is to decide"`
	Unseen       bool           `json:"unseen" doc:"Closed, and no manager has looked at it yet"`
	ClosedAt     desk.Millis    `json:"closed_at"`
	Overdue      bool           `json:"overdue"`
	Late         bool           `json:"late" doc:"A deadline has passed once"`
	Extended     bool           `json:"extended"`
	Reopened     int            `json:"reopened"`
	Open         bool           `json:"may_open" doc:"The entry itself is yours to see"`
}

// nameList are everybody's, by id.
type nameList map[desk.AgentID]string

func (a *API) names(ctx context.Context) (nameList, error) {
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return nil, err
	}
	out := nameList{}
	for _, one := range agents {
		out[one.ID] = one.Name
	}
	return out, nil
}

// person is nil for nobody.
func (n nameList) person(id desk.AgentID) *inbox.Person {
	if id == "" {
		return nil
	}
	return &inbox.Person{ID: id, Name: n[id]}
}

func rowOfCase(c cases.Case, n nameList, now desk.Millis) CaseRow {
	next, due := c.Next()
	return CaseRow{Next: next, NextDue: due, Caller: n.person(c.CalledBy()), Ruling: c.Asks() == cases.AsksRuling, Unseen: c.Asks() == cases.AsksSeen,
		ID: c.ID, Number: c.Number, Session: c.Session, Channel: c.Channel, Address: profile.CoverKey(c.Address), Title: c.Title, From: c.From, Nature: c.Nature, Wanted: c.Wanted, Severity: c.Severity,
		Validity: c.Validity, Step: c.Step, Owner: n.person(c.Owner), Handler: n.person(c.Handler), RegisteredAt: c.RegisteredAt, HandedAt: c.HandedAt, DueAt: c.DueAt,
		ClosedAt: c.ClosedAt, Overdue: c.Overdue(now), Late: c.Late, Extended: c.Extension != nil, Reopened: c.Reopened, Open: true}
}

// CaseDetail is an entry with all that is needed to work on it.
type CaseDetail struct {
	cases.Case
	Names       map[desk.AgentID]string `json:"names" doc:"Of everybody who is named in it"`
	Overdue     bool                    `json:"overdue"`
	Next        cases.Target            `json:"next" enum:"close,verify,investigate,solve" doc:"What is due first"`
	NextDue     desk.Millis             `json:"next_due" doc:"And when"`
	CalledBy    desk.AgentID            `json:"called_by" doc:"Who calls the customer back (FCR-03)"`
	SubmittedTo []string                `json:"submitted_to" doc:"The departments that it was sent to (FLW-05)"`
	Can         []cases.Kind            `json:"can" doc:"What you can do with it now"`
	Missing     []string                `json:"missing" doc:"What stands before closing: ruling, validity, handling, reply, follow_up"`
	Story       []cases.Line            `json:"story" doc:"What has happened, oldest first"`
	Excerpts    []Excerpt               `json:"excerpts" doc:"The messages of each piece of evidence, in its order"`
	SessionOpen bool                    `json:"may_open_session" doc:"The session itself is yours to see"`
	Now         desk.Millis             `json:"now"`
}

// Excerpt are the messages that a piece of evidence points at. The right to see the entry is enough for them: without
// its evidence nobody can judge it (ORG-07, CMP-18).
type Excerpt struct {
	Messages []inbox.Message `json:"messages"`
	More     int64           `json:"more" doc:"How many earlier ones are left out"`
}

// mostExcerpt is how many messages of one piece of evidence are shown.
const mostExcerpt = 200

func (a *API) detail(ctx context.Context, v access.Viewer, c cases.Case) (CaseDetail, error) {
	actor, _ := rights(v)(c)
	c.Address = profile.CoverKey(c.Address)
	d := CaseDetail{Case: c, Names: map[desk.AgentID]string{}, Now: desk.At(a.o.Now()), Can: cases.Can(c, actor), Missing: c.Missing(), Excerpts: []Excerpt{}}
	d.Overdue = c.Overdue(d.Now)
	d.Next, d.NextDue = c.Next()
	d.CalledBy, d.SubmittedTo = c.CalledBy(), c.SubmittedTo()
	all, err := a.names(ctx)
	if err != nil {
		return d, err
	}
	if d.Story, err = a.o.Cases.Story(ctx, c.ID); err == nil {
		err = coverStory(d.Story)
	}
	if err != nil {
		return d, err
	}
	for i := range d.Story {
		d.Story[i].Name = all[d.Story[i].By]
		d.Names[d.Story[i].By] = all[d.Story[i].By]
	}
	for _, id := range []desk.AgentID{c.Owner, c.Reporter, c.Handler, c.Caller} {
		d.Names[id] = all[id]
	}
	delete(d.Names, "")
	for _, e := range c.Evidence {
		ms, err := a.o.Hub.Messages(ctx, c.Session, e.To+1, int(min(e.To-e.From+1, mostExcerpt)))
		if err != nil {
			return d, err
		}
		d.Excerpts = append(d.Excerpts, Excerpt{Messages: ms, More: e.To - e.From + 1 - int64(len(ms))})
	}
	_, _, err = a.o.Hub.Session(ctx, v, c.Session)
	d.SessionOpen = err == nil
	return d, nil
}

// coverStory covers the customer's address where the registration names it: no other change does (SEC-01).
func coverStory(lines []cases.Line) error {
	for i := range lines {
		if lines[i].Kind != cases.KindRegistered {
			continue
		}
		var r cases.Registration
		if err := json.Unmarshal(lines[i].Change, &r); err != nil {
			return err
		}
		r.Address = profile.CoverKey(r.Address)
		raw, err := json.Marshal(r)
		if err != nil {
			return err
		}
		lines[i].Change = raw
	}
	return nil
}

// changedMeanwhile is who was faster, as a problem tells it.
type changedMeanwhile struct {
	By      desk.AgentID `json:"by"`
	Name    string       `json:"name"`
	At      desk.Millis  `json:"at"`
	Kind    cases.Kind   `json:"kind" doc:"What he did"`
	Version int64        `json:"version" doc:"That stands now"`
}

// named says who was faster.
func (a *API) named(ctx context.Context, err error) error {
	var changed *cases.Changed
	if !errors.As(err, &changed) {
		return err
	}
	p := problemOf(err)
	p.Changed = &changedMeanwhile{By: changed.By, At: changed.At, Kind: changed.Kind, Version: changed.Version}
	if all, bad := a.names(ctx); bad == nil {
		p.Changed.Name = all[changed.By]
	}
	return p
}
