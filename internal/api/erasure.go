package api

import (
	"context"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/erasure"
	"firstline/internal/inbox"
)

// Erasures takes customers out of the record. *erasure.Service is one.
type Erasures interface {
	Erase(ctx context.Context, r erasure.Request) (erasure.Done, error)
	Log(ctx context.Context, before int64, limit int) ([]erasure.Done, error)
}

// erasureRoutes are the routes by which a customer is erased (SEC-01, CUS-09).
func (a *API) erasureRoutes(tag, all string) {
	route(a, may(access.Erase), described(post("/api/v1/sessions/{id}/contact/erase", "erase-contact", "Erase the customer for good", tag),
		"At all of the person's addresses: texts, notes, files, drafts, what the networks handed us, the profile, the name. The log with its digests, the addresses and the complaint register stay (SECURITY.md). `number` is that of this session, as a confirmation (422 `erase_number`). 409 as long as something is under way: `session_open`, `complaint_open`, `erase_arriving`, `erase_sending`, `erase_aside`."), a.eraseContact)
	route(a, may(access.Erase), described(get("/api/v1/customers/erasures", "erasures", "Who had customers erased", all),
		"Newest first, without who they were. Go on with `next` until it is 0."), a.erasures)
}

// Erased is an erasure.
type Erased struct {
	N        int64          `json:"n"`
	At       desk.Millis    `json:"at"`
	By       *inbox.Person  `json:"by" doc:"null: the desk itself, by age (keep.texts, keep.raw)"`
	Why      string         `json:"why"`
	In       desk.SessionID `json:"session" doc:"In which it was asked for; empty: by age"`
	Number   string         `json:"number"`
	Sessions int64          `json:"sessions" doc:"How many were emptied"`
	Texts    int64          `json:"texts"`
	Files    int64          `json:"files"`
	Facts    int64          `json:"facts" doc:"Of the profile, with its history"`
	Raw      int64          `json:"raw" doc:"What the networks handed us"`
}

func erasedOf(d erasure.Done, names nameList) Erased {
	e := Erased{N: d.N, At: d.At, By: names.person(d.By), Why: d.Why, In: d.Session, Sessions: d.Sessions, Texts: d.Texts, Files: d.Files, Facts: d.Facts, Raw: d.Raw}
	if d.Session != "" {
		e.Number = inbox.Number(d.Session)
	}
	return e
}

type eraseContactIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Number string `json:"number" maxLength:"20" doc:"Of this session, typed by who wants it"`
		Reason string `json:"reason" maxLength:"400" doc:"Why, 1 to 200 characters. It stays: name nobody in it"`
	}
}

func (a *API) eraseContact(ctx context.Context, in *eraseContactIn) (*answer[Erased], error) {
	row, who, err := a.kept(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if in.Body.Number != row.Number {
		return nil, desk.Fail(desk.Invalid, "erase_number", "type the number of this session: what is erased does not come back")
	}
	done, err := a.o.Erasures.Erase(ctx, erasure.Request{By: sayer(who, row), Why: in.Body.Reason, Session: row.ID})
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	return answering(erasedOf(done, names)), nil
}

type erasuresIn struct {
	Before int64 `query:"before" minimum:"0" doc:"next of the page before; 0 for the first"`
	Limit  int   `query:"limit" minimum:"1" maximum:"100" default:"50"`
}

// ErasureLog is a page of erasures.
type ErasureLog struct {
	Erasures []Erased `json:"erasures"`
	Next     int64    `json:"next" doc:"0 at the end"`
}

func (a *API) erasures(ctx context.Context, in *erasuresIn) (*answer[ErasureLog], error) {
	done, err := a.o.Erasures.Log(ctx, in.Before, in.Limit)
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx)
	if err != nil {
		return nil, err
	}
	out := ErasureLog{Erasures: make([]Erased, len(done))}
	for i, d := range done {
		out.Erasures[i] = erasedOf(d, names)
		out.Next = d.N
	}
	if len(done) < in.Limit {
		out.Next = 0
	}
	return answering(out), nil
}
