package api

import (
	"context"
	"strings"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/profile"
	"firstline/internal/search"
)

// customerRoutes are the routes about all customers of whom something is known (CUS-02, CUS-03, CUS-08, CUS-11, SEC-02).
func (a *API) customerRoutes(tag string) {
	route(a, may(access.ReadAll), described(get("/api/v1/customers", "customers", "The customers of whom something is known", tag),
		"Each person once, at all of its addresses, who was spoken of last first; the filters hold together. Contacts are covered. A page may be short, even empty, and still have a next one: go on with `next` until it is 0."), a.customers)
	route(a, may(access.TakeList), described(post("/api/v1/customers/vips", "take-vips", "Take the list of VIPs away", tag),
		"Those whom offers and notices go to (CUS-03), with the same filters. Contacts are covered; `whole` is for who may `export` (403 `not_allowed`). Who does it is noted first, with the reason (`customers/log`, 422 `export_reason`), and counts as a contact that is shown: sixty an hour (409 `too_many_reveals`), here for superiors too."), a.takeVIPs)
}

type customersIn struct {
	Level     string `query:"level" maxLength:"40" doc:"Id of a level"`
	Tag       string `query:"tag" maxLength:"24"`
	VIP       bool   `query:"vip"`
	Potential bool   `query:"potential"`
	Missed    bool   `query:"missed" doc:"With a missed expectation that is open"`
	Before    int64  `query:"before" minimum:"0" doc:"next of the page before; 0 for the first"`
	Limit     int    `query:"limit" minimum:"1" maximum:"100" default:"30"`
}

// CustomersPage is a page of customers.
type CustomersPage struct {
	Customers []CustomerLine `json:"customers"`
	Next      int64          `json:"next" doc:"0 at the end"`
	Missed    int64          `json:"missed" doc:"How many missed expectations of all customers are open"`
	Levels    []ProfileLevel `json:"levels"`
	Tags      []string       `json:"tags" doc:"Those that are offered"`
}

// CustomerLine is what a list shows of a customer.
type CustomerLine struct {
	Session   desk.SessionID    `json:"session" doc:"The newest one at any of the person's addresses: the customer opens by it"`
	Number    string            `json:"number"`
	Title     string            `json:"title" doc:"The name under which the customer writes there"`
	Type      string            `json:"channel_type"`
	LastAt    desk.Millis       `json:"last_at" doc:"When that session began"`
	Name      string            `json:"name"`
	Company   string            `json:"company"`
	Level     string            `json:"level" doc:"Its id"`
	VIP       bool              `json:"vip"`
	Potential bool              `json:"potential"`
	Tags      []string          `json:"tags"`
	Contacts  []CustomerContact `json:"contacts"`
	Missed    int               `json:"missed" doc:"Missed expectations that are open"`
	SaidAt    desk.Millis       `json:"said_at" doc:"When something was last said of the customer"`
}

// CustomerContact is one of a customer's contacts.
type CustomerContact struct {
	Field profile.Field `json:"field" doc:"Of the profile, or key: the contact under which the newest session was written down"`
	Value string        `json:"value"`
}

// customers lists the customers of a filter (CUS-03 with VIP, CUS-08 with missed).
func (a *API) customers(ctx context.Context, in *customersIn) (*answer[CustomersPage], error) {
	f := profile.Filter{Level: in.Level, Tag: in.Tag, VIP: in.VIP, Potential: in.Potential, Missed: in.Missed}
	rules := a.o.Profiles.Rules()
	out := CustomersPage{Levels: levelsOf(rules), Tags: append([]string{}, rules.Tags...)}
	var err error
	if out.Customers, out.Next, err = a.lined(ctx, f, in.Before, in.Limit, covered()); err != nil {
		return nil, err
	}
	if out.Missed, err = a.o.Profiles.CountMissed(ctx); err != nil {
		return nil, err
	}
	return answering(out), nil
}

// showing is how contacts are shown: those of the profile, and the one under which people wrote somebody down.
type showing struct {
	fact func(profile.Fact) string
	row  func(inbox.Row) string
}

func covered() showing {
	return showing{profile.Fact.Shown, func(row inbox.Row) string { return row.Contact }}
}

func (a *API) wholly() showing {
	return showing{func(f profile.Fact) string { return f.Value }, a.o.Hub.WholeContact}
}

// lined is a page of customers.
func (a *API) lined(ctx context.Context, f profile.Filter, below int64, limit int, shown showing) ([]CustomerLine, int64, error) {
	found, next, err := a.o.Profiles.List(ctx, f, below, limit)
	if err != nil {
		return nil, 0, err
	}
	out := []CustomerLine{}
	who := callerOf(ctx).Viewer()
	for _, one := range found {
		row, ok, err := a.newestOf(ctx, who, one.Person.Addresses())
		if err != nil {
			return nil, 0, err
		}
		if ok {
			out = append(out, lineOf(one.Profile, row, shown))
		}
	}
	return out, next, nil
}

// newestOf is the newest session at some addresses that the viewer may see.
func (a *API) newestOf(ctx context.Context, who access.Viewer, at []desk.Address) (newest inbox.Row, found bool, err error) {
	for _, one := range at {
		row, ok, err := a.o.Hub.Newest(ctx, who, one)
		if err != nil {
			return newest, false, err
		}
		if ok && (!found || row.OpenedAt > newest.OpenedAt) {
			newest, found = row, true
		}
	}
	return newest, found, nil
}

func lineOf(p profile.Profile, row inbox.Row, shown showing) CustomerLine {
	first := func(f profile.Field) string {
		if now := p.Now(f); len(now) > 0 {
			return now[0].Value
		}
		return ""
	}
	c := CustomerLine{Session: row.ID, Number: row.Number, Title: row.Title, Type: row.ChannelType, LastAt: row.OpenedAt, Name: first(profile.Name), Company: first(profile.Company),
		Level: first(profile.Level), VIP: p.Is(profile.VIP), Potential: p.Is(profile.Potential), Tags: []string{}, Contacts: []CustomerContact{}}
	for _, t := range p.Now(profile.Tag) {
		c.Tags = append(c.Tags, t.Value)
	}
	if row.ByHand && row.Contact != "" {
		c.Contacts = append(c.Contacts, CustomerContact{search.ByKey, shown.row(row)})
	}
	for _, spec := range profile.Fields() {
		for _, v := range p.Now(spec.Field) {
			if spec.Covered {
				c.Contacts = append(c.Contacts, CustomerContact{spec.Field, shown.fact(v)})
			}
		}
	}
	c.Missed, _ = p.OpenMissed()
	if n := len(p.Facts); n > 0 {
		c.SaidAt = p.Facts[n-1].At
	}
	return c
}

type takeVIPsIn struct {
	Body struct {
		Level     string `json:"level,omitempty" maxLength:"40"`
		Tag       string `json:"tag,omitempty" maxLength:"24"`
		Potential bool   `json:"potential,omitempty"`
		Missed    bool   `json:"missed,omitempty"`
		Whole     bool   `json:"whole,omitempty" doc:"Contacts as they are, for who may export"`
		Reason    string `json:"reason" maxLength:"400" doc:"Why, 1 to 200 characters"`
	}
}

// TakenList is a list of customers to be taken away.
type TakenList struct {
	Customers []CustomerLine `json:"customers"`
	Cut       bool           `json:"cut" doc:"There are more than 5000: narrow the filters"`
}

// One list has so many customers at most, read so many at a time.
const (
	takenMost = 5000
	takenPage = 100
)

// takeVIPs is the list to which offers and notices go (CUS-03). Whoever takes it stands in the log first (SEC-02).
func (a *API) takeVIPs(ctx context.Context, in *takeVIPsIn) (*answer[TakenList], error) {
	who := callerOf(ctx).Viewer()
	if in.Body.Whole && !who.Can(access.Export) {
		return nil, errNotAllowed()
	}
	f := profile.Filter{VIP: true, Level: in.Body.Level, Tag: in.Body.Tag, Potential: in.Body.Potential, Missed: in.Body.Missed}
	if err := a.o.Profiles.NoteList(ctx, who.ID, listName(f, in.Body.Whole), in.Body.Reason); err != nil {
		return nil, err
	}
	shown := covered()
	if in.Body.Whole {
		shown = a.wholly()
	}
	out := TakenList{Customers: []CustomerLine{}}
	for below := int64(0); ; {
		some, next, err := a.lined(ctx, f, below, takenPage, shown)
		if err != nil {
			return nil, err
		}
		out.Customers = append(out.Customers, some...)
		if below = next; next == 0 {
			return answering(out), nil
		}
		if len(out.Customers) >= takenMost {
			out.Cut = true
			return answering(out), nil
		}
	}
}

// listName says in the log which list it was.
func listName(f profile.Filter, whole bool) string {
	words := []string{"vip"}
	for _, w := range []struct {
		word string
		is   bool
	}{{"level=" + f.Level, f.Level != ""}, {"tag=" + f.Tag, f.Tag != ""}, {"potential", f.Potential}, {"missed", f.Missed}, {"whole", whole}} {
		if w.is {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, " ")
}
