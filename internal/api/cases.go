package api

import (
	"context"
	"net/http"

	"firstline/internal/api/access"
	"firstline/internal/cases"
	"firstline/internal/desk"
)

// Cases is what the routes need of the complaint register.
type Cases interface {
	Group() desk.GroupID
	List(ctx context.Context, q cases.Query, me desk.AgentID) (cases.Page, error)
	Get(ctx context.Context, who cases.Rights, idOrNumber string) (cases.Case, error)
	Story(ctx context.Context, id string) ([]cases.Line, error)
	Of(ctx context.Context, session desk.SessionID) ([]cases.Case, error)
	OpenAt(ctx context.Context, at []desk.Address) ([]cases.Case, error)
	Change(ctx context.Context, who cases.Rights, idOrNumber string, cmd cases.Command) (cases.Case, bool, error)
	Register(ctx context.Context, who desk.AgentID, session desk.SessionID, r cases.Request) (cases.Case, bool, error)
	File(ctx context.Context, who cases.Rights, idOrNumber string, n int) (desk.File, error)
}

// Register gives a hand-over to the complaint group its number before it happens, and the same number for the same
// command. *cases.Service is one.
type Register interface {
	Reserve(ctx context.Context, who desk.AgentID, session desk.SessionID, r cases.Request) (number string, err error)
	Reserved(ctx context.Context, session desk.SessionID, clientID string) (bool, error)
}

func (a *API) caseRoutes() {
	const claim = "Complaints"
	route(a, signedIn(), described(get("/api/v1/complaints", "complaints", "The complaint register", claim),
		"The complaint group and leads and above see all of it; everybody sees the entries that they own, reported or handle (FCR-01)."), a.cases)
	route(a, signedIn(), described(get("/api/v1/complaints/{id}", "complaint", "One entry with its story and evidence", claim),
		"404 for what is not yours to see."), a.caseOf)
	a.caseFileRoutes(claim)
	route(a, signedIn(), described(post("/api/v1/complaints/{id}/changes", "change-complaint", "Change an entry", claim),
		"Exactly one change. 409 `changed_meanwhile` says in `changed` who was faster; 403 `not_group` for what only the complaint group and superiors do; 409 with what the steps refuse (`step`, `not_finished`, `not_valid`, …)."), a.changeCase)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/cases", "session-cases", "The register's entries of a session", claim),
		"Whoever sees the session sees their numbers; `may_open` says whether the entry itself."), a.sessionCases)
	route(a, signedIn(), described(get("/api/v1/sessions/{id}/contact/cases", "contact-cases", "The customer's open complaints", claim),
		"What is open of the customer at all linked addresses, this session's left out, for who has the customer now and for superiors; empty for others. What the entry says is told to who may open it (RTE-10)."), a.contactCases)
	route(a, may(access.Note), described(with(post("/api/v1/sessions/{id}/cases", "register-complaint", "Register a complaint without handing the session over", claim), "", http.StatusCreated),
		"The open entry of the session, if there is one, with 200."), a.registerCase)
}

// rights are what the viewer may do with an entry.
func rights(v access.Viewer) cases.Rights {
	return func(c cases.Case) (cases.Actor, bool) {
		sees := v.SeesCase(access.CaseStanding{Group: c.Group, Owner: c.Owner, Reporter: c.Reporter, Handler: c.Handler, Caller: c.Caller})
		return cases.Actor{ID: v.ID, Member: v.HandlesCases(c.Group), Above: v.AboveCases(), Rank: v.Rank}, sees
	}
}

type casesIn struct {
	View   cases.View   `query:"view" enum:"open,overdue,today,follow_up,call,ruling,unseen,closed,all" default:"open"`
	Mine   bool         `query:"mine" doc:"Only those that I own, reported or handle"`
	Group  desk.GroupID `query:"group" maxLength:"64" doc:"Which group had the session"`
	Words  string       `query:"q" maxLength:"200" doc:"In number, customer, nature and wish"`
	Limit  int          `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string       `query:"cursor" maxLength:"200"`
}

type casesBody struct {
	Rows   []CaseRow    `json:"rows" doc:"Open ones by what is due, then closed ones, newest first"`
	Next   string       `json:"next" doc:"Cursor of the next page; empty at the end"`
	Counts cases.Counts `json:"counts"`
	Now    desk.Millis  `json:"now" doc:"The desk's clock: what is due is compared with it"`
}

func (a *API) cases(ctx context.Context, in *casesIn) (*answer[casesBody], error) {
	b, err := a.caseList(ctx, callerOf(ctx).Viewer(), *in)
	if err != nil {
		return nil, err
	}
	return answering(b), nil
}

// caseList is a page of the register as somebody sees it.
func (a *API) caseList(ctx context.Context, v access.Viewer, in casesIn) (casesBody, error) {
	q := cases.Query{View: in.View, From: in.Group, Words: in.Words, Cursor: in.Cursor, Limit: in.Limit}
	if !v.SeesRegister(a.o.Cases.Group()) {
		q.Seer = v.ID
	}
	if in.Mine {
		q.Mine = v.ID
	}
	p, err := a.o.Cases.List(ctx, q, v.ID)
	if err != nil {
		return casesBody{}, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return casesBody{}, err
	}
	b := casesBody{Rows: make([]CaseRow, len(p.Cases)), Next: p.Next, Counts: p.Counts, Now: desk.At(a.o.Now())}
	for i, c := range p.Cases {
		b.Rows[i] = rowOfCase(c, names, b.Now)
	}
	return b, nil
}

type caseIn struct {
	ID string `path:"id" maxLength:"100" doc:"Its id or its number"`
}

func (a *API) caseOf(ctx context.Context, in *caseIn) (*answer[CaseDetail], error) {
	v := callerOf(ctx).Viewer()
	c, err := a.o.Cases.Get(ctx, rights(v), in.ID)
	if err != nil {
		return nil, err
	}
	d, err := a.detail(ctx, v, c)
	if err != nil {
		return nil, err
	}
	return answering(d), nil
}

func (a *API) sessionCases(ctx context.Context, in *sessionIn) (*answer[[]CaseRow], error) {
	v := callerOf(ctx).Viewer()
	if _, _, err := a.o.Hub.Read(ctx, v, desk.SessionID(in.ID)); err != nil { // the right to read the session is enough
		return nil, err
	}
	all, err := a.o.Cases.Of(ctx, desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]CaseRow, len(all))
	for i, c := range all {
		out[i] = rowOfCase(c, names, desk.At(a.o.Now()))
		_, out[i].Open = rights(v)(c)
	}
	return answering(out), nil
}

// contactCases are the open entries of the customer of a session, but for the session's own.
func (a *API) contactCases(ctx context.Context, in *sessionIn) (*answer[[]CaseRow], error) {
	row, v, yours, err := a.seen(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := []CaseRow{}
	if !yours {
		return answering(out), nil
	}
	person, err := a.o.Contacts.Of(ctx, row.At)
	if err != nil {
		return nil, err
	}
	all, err := a.o.Cases.OpenAt(ctx, person.Addresses())
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Session == row.ID {
			continue
		}
		r := rowOfCase(c, names, desk.At(a.o.Now()))
		if _, r.Open = rights(v)(c); !r.Open {
			r.Nature, r.Wanted = "", ""
		}
		out = append(out, r)
	}
	return answering(out), nil
}

// Complaint is what a form says when a complaint is registered.
type Complaint struct {
	Nature   string           `json:"nature,omitempty" maxLength:"2000" doc:"What it is about, in short; empty: as the reason"`
	Wanted   string           `json:"wanted,omitempty" maxLength:"2000" doc:"What the customer wants"`
	Severity cases.Severity   `json:"severity,omitempty" enum:"general,major" doc:"Left out: general"`
	Evidence []cases.Evidence `json:"evidence,omitempty" maxItems:"50" doc:"Left out: the transcript up to now"`
}

// request cleans a form.
func (c Complaint) request(key, reason string) (cases.Request, error) {
	r := cases.Request{ClientID: key, Reason: reason, Severity: c.Severity, Evidence: c.Evidence}
	var err error
	if r.Nature, err = remark(c.Nature); err != nil {
		return r, err
	}
	r.Wanted, err = remark(c.Wanted)
	return r, err
}

type registerIn struct {
	ID   string `path:"id" maxLength:"64"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string `json:"client_id,omitempty" maxLength:"100"`
		Reason   string `json:"reason" maxLength:"20000" doc:"Why it is registered"`
		Complaint
	}
}

// registerCase makes an entry for a session that stays where it is (CMP-01).
func (a *API) registerCase(ctx context.Context, in *registerIn) (*created[CaseRow], error) {
	who := callerOf(ctx)
	row, _, err := a.o.Hub.Session(ctx, who.Viewer(), desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	k, err := key(in.Key, in.Body.ClientID)
	if err != nil {
		return nil, err
	}
	reason, err := clean(in.Body.Reason, "reason")
	if err != nil {
		return nil, err
	}
	r, err := in.Body.request(k, reason)
	if err != nil {
		return nil, err
	}
	c, again, err := a.o.Cases.Register(ctx, who.Agent.ID, row.ID, r)
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return making(rowOfCase(c, names, desk.At(a.o.Now())), again), nil
}

type changeIn struct {
	ID   string `path:"id" maxLength:"100" doc:"Its id or its number"`
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body changeBody
}

// changeBody is one change: exactly one of the fields behind version.
type changeBody struct {
	ClientID string `json:"client_id,omitempty" maxLength:"100"`
	Version  int64  `json:"version" minimum:"1" doc:"That you looked at; 409 changed_meanwhile when it is not the newest"`
	cases.Ask
}

func (a *API) changeCase(ctx context.Context, in *changeIn) (*created[CaseDetail], error) {
	v := callerOf(ctx).Viewer()
	k, err := key(in.Key, in.Body.ClientID)
	if err != nil {
		return nil, err
	}
	ch, err := in.Body.Ask.Change(tidy)
	if err != nil {
		return nil, err
	}
	if err := a.mayBe(ctx, ch); err != nil {
		return nil, err
	}
	c, again, err := a.o.Cases.Change(ctx, rights(v), in.ID, cases.Command{ClientID: k, Seen: in.Body.Version, Change: ch})
	if err != nil {
		return nil, a.named(ctx, err)
	}
	d, err := a.detail(ctx, v, c)
	if err != nil {
		return nil, err
	}
	out := making(d, again)
	out.Status = http.StatusOK
	return out, nil
}

// tidy takes away around a text what no reader sees.
func tidy(text string) string {
	text, _ = remark(text) // the rules say which texts may be empty
	return text
}

// mayBe checks that the colleague whom a change names may do what is given to him: have complaints in hand, or call a
// customer back (FCR-03).
func (a *API) mayBe(ctx context.Context, ch cases.Change) error {
	var id desk.AgentID
	fits := func(v access.Viewer) bool { return v.HandlesCases(a.o.Cases.Group()) || v.AboveCases() }
	switch ch := ch.(type) {
	case cases.Assign:
		id = ch.To
	case cases.CallBy:
		if id = ch.To; id == "" {
			return nil
		}
		fits = func(v access.Viewer) bool { return v.Can(access.Serve) }
	default:
		return nil
	}
	agents, err := a.o.Hub.Agents(ctx)
	if err != nil {
		return err
	}
	for _, one := range agents {
		if one.ID == id && !one.Disabled && fits(access.NewViewer(one.ID, one.Name, one.Rank, one.Groups)) {
			return nil
		}
	}
	return desk.Fail(desk.Invalid, "no_such_agent", "there is no such colleague, or it is not his to do")
}
