package api

import (
	"context"
	"net/http"
	"strings"
	"unicode"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/inbox"
	"firstline/router"
)

// done is what a command did.
type done struct {
	Status int
	Body   struct {
		Seq     int64 `json:"seq" doc:"Of the line that was written; 0 if none"`
		Version int64 `json:"version" doc:"The session's version that carries it"`

		Register string `json:"register,omitempty" doc:"Its number in the complaint register, where a transfer has given one"`
	}
}

// did gives a command's answer: created the first time, the same once more with 200.
func did(r router.Result, created int) *done {
	d := &done{Status: created}
	if r.Again {
		d.Status = http.StatusOK
	}
	d.Body.Seq, d.Body.Version = r.Seq, r.Version
	return d
}

// on checks that the caller sees the session and makes him the router's actor.
func (a *API) on(ctx context.Context, id string, anyone access.Permission) (router.Actor, inbox.Row, error) {
	caller := callerOf(ctx)
	row, _, err := a.o.Hub.Session(ctx, caller.Viewer(), desk.SessionID(id))
	return router.Actor{ID: caller.Agent.ID, Name: caller.Agent.Name, Any: caller.Viewer().Can(anyone)}, row, err
}

// key is the command's idempotency key, from the header or the body.
func key(header, body string) (string, error) {
	k := header
	if k == "" {
		k = body
	}
	switch {
	case k == "":
		return "", desk.Fail(desk.Invalid, "client_id", "give the command an id of your own, as client_id or Idempotency-Key")
	case header != "" && body != "" && header != body:
		return "", desk.Fail(desk.Invalid, "client_id", "client_id and Idempotency-Key differ: send one of them")
	}
	for _, c := range []byte(k) {
		if c <= ' ' || c > '~' {
			return "", desk.Fail(desk.Invalid, "client_id", "the command's id is made of visible ASCII characters")
		}
	}
	return k, nil
}

// printable takes away what no database keeps and no reader sees around a text.
func printable(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text))
}

// clean is printable for a text that must not be empty then.
func clean(text, field string) (string, error) {
	if text = printable(text); text == "" {
		return "", &Problem{Status: http.StatusUnprocessableEntity, Code: "empty_text", Title: http.StatusText(http.StatusUnprocessableEntity),
			Detail: "write something first", Errors: []FieldProblem{{Field: field, Message: "is empty"}}}
	}
	return text, nil
}
