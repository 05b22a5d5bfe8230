package api

import (
	"context"
	"slices"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/internal/profile"
	"firstline/internal/search"
)

type searchPeopleIn struct {
	Q      string `query:"q" minLength:"1" maxLength:"200" required:"true" doc:"Words of a name as in search, or a whole contact: a telephone number, a mailbox, an account"`
	Cursor string `query:"cursor" maxLength:"20" doc:"next of the page before; empty for the first"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"20"`
}

// SearchedPeople is a page of customers who were found.
type SearchedPeople struct {
	search.Customers
	Refused bool `json:"refused" doc:"Nobody was looked for by a contact: the caller has asked for 60 within an hour"`
}

// searchPeople finds customers by their names, and on the first page by a whole contact.
func (a *API) searchPeople(ctx context.Context, in *searchPeopleIn) (*answer[SearchedPeople], error) {
	who := callerOf(ctx).Viewer()
	named, err := a.o.Search.Customers(ctx, a.o.Hub, a.o.Profiles.Holds, who, search.Question{Text: in.Q, Cursor: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := SearchedPeople{Customers: named}
	if in.Cursor != "" {
		return answering(out), nil
	}
	owners, err := a.ownersOf(ctx, who, in.Q)
	switch {
	case desk.KindOf(err) == desk.Conflict:
		out.Refused = true
	case err != nil:
		return nil, err
	}
	out.Hits = append(append([]search.Customer{}, owners...), named.Hits...)
	return answering(out), nil
}

// ownersOf are the customers whose contact this is, whole (SEC-01). Who asks is noted before anything is shown, found or not, and gets
// desk.Conflict who asks too often: nobody learns by trying whose the covered numbers are.
func (a *API) ownersOf(ctx context.Context, who access.Viewer, contact string) ([]search.Customer, error) {
	found, err := a.hasContact(ctx, who, contact)
	if err != nil || len(found) == 0 && !profile.Asks(contact) {
		return nil, err
	}
	var at desk.Address
	if len(found) > 0 {
		at = found[0].Session.At
	}
	if err := a.o.Contacts.Look(ctx, who.ID, "", at, who.SeesAll()); err != nil {
		return nil, err
	}
	return found, nil
}

// hasContact are those customers, each address once: by the conversation itself for who sees a session of theirs, by the profile for
// whom they are to know.
func (a *API) hasContact(ctx context.Context, who access.Viewer, contact string) ([]search.Customer, error) {
	var out []search.Customer
	text := profile.Cover(contact)
	add := func(row inbox.Row, ok bool, field profile.Field) {
		if ok && !slices.ContainsFunc(out, func(c search.Customer) bool { return c.Session.At == row.At }) {
			out = append(out, search.Customer{Session: row, Field: field, Text: text, Spots: search.Whole(text)})
		}
	}
	known, err := a.o.Hub.KnownBy(ctx, contact, a.o.Profiles.Rules().Code())
	if err != nil {
		return nil, err
	}
	for _, at := range known {
		row, ok, err := a.o.Hub.Newest(ctx, who, at)
		if err != nil {
			return nil, err
		}
		add(row, ok, search.ByKey)
	}
	facts, err := a.o.Profiles.Owners(ctx, contact)
	if err != nil {
		return nil, err
	}
	for _, f := range facts {
		row, ok, err := search.Owned(ctx, a.o.Hub, who, f.Of)
		if err != nil {
			return nil, err
		}
		add(row, ok, f.Field)
	}
	return out, nil
}

type searchNumbersIn struct {
	Q string `query:"q" minLength:"1" maxLength:"200" required:"true" doc:"A session's whole number, with or without #; of the register a part of number, customer, nature or wish"`
}

// SearchedNumbers are sessions and entries of the register that were found.
type SearchedNumbers struct {
	Sessions []inbox.Row `json:"sessions" doc:"Open or closed, those that the caller may read"`
	Cases    []CaseHit   `json:"cases" doc:"Open ones by what is due, then closed ones, newest first; at most 20"`
	More     bool        `json:"more" doc:"There are more entries: the register lists them"`
}

// CaseHit is an entry of the register that was found.
type CaseHit struct {
	Case  CaseRow       `json:"case"`
	Text  string        `json:"text" doc:"What of number, customer, nature and wish has the words"`
	Spots []search.Spot `json:"spots" doc:"Where they stand in text"`
}

// mostCaseHits is how many entries a search shows.
const mostCaseHits = 20

// searchNumbers finds what bears a number: sessions, and what the register has.
func (a *API) searchNumbers(ctx context.Context, in *searchNumbersIn) (*answer[SearchedNumbers], error) {
	who := callerOf(ctx).Viewer()
	rows, err := a.o.Hub.Numbered(ctx, who, in.Q)
	if err != nil {
		return nil, err
	}
	found, err := a.caseList(ctx, who, casesIn{View: "all", Words: in.Q, Limit: mostCaseHits})
	if err != nil {
		return nil, err
	}
	out := SearchedNumbers{Sessions: rows, Cases: []CaseHit{}, More: found.Next != ""}
	for _, c := range found.Rows {
		hit := CaseHit{Case: c, Text: c.Nature, Spots: []search.Spot{}}
		for _, text := range []string{c.Number, c.Title, c.Nature, c.Wanted} {
			if spots := search.Part(text, in.Q); len(spots) > 0 {
				hit.Text, hit.Spots = text, spots
				break
			}
		}
		out.Cases = append(out.Cases, hit)
	}
	return answering(out), nil
}
