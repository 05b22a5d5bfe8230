package api

import (
	"context"
	"net/http"
	"strings"

	"firstline/channels"
	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/router"
	"firstline/sessions"
)

type intakeIn struct {
	Key  string `header:"Idempotency-Key" maxLength:"100"`
	Body struct {
		ClientID string         `json:"client_id,omitempty" maxLength:"100" doc:"Your own id of this command; the header Idempotency-Key does as well"`
		Inlet    sessions.Inlet `json:"inlet" enum:"phone,visit,letter,fax,email,sms,comment" doc:"How the customer came"`
		Name     string         `json:"name,omitempty" maxLength:"80" doc:"Of the customer; empty = unknown"`
		Contact  string         `json:"contact,omitempty" maxLength:"120" doc:"Telephone number, address or account by which the customer is known again; empty = nobody knows"`
		When     desk.Millis    `json:"when,omitempty" minimum:"0" doc:"When it was; 0 = now"`
		Asked    string         `json:"asked" maxLength:"20000" doc:"What the customer wanted"`
		Answered string         `json:"answered,omitempty" maxLength:"20000" doc:"What was answered; empty = nothing yet"`
		Reason   string         `json:"reason,omitempty" maxLength:"500" doc:"Why something is said that the department's list asks a reason for (phrase_reason)"`
	}
}

type intakeBody struct {
	Session desk.SessionID `json:"session"`
	Version int64          `json:"version"`
	Mine    bool           `json:"mine" doc:"The session is at your desk; false = a colleague has it and sees the new line"`
}

type intakeOut struct {
	Status int
	Body   intakeBody
}

// intake writes down what came without a channel (CHN-01).
// known notes that somebody writes down a customer who is known already, for that shows him the earlier record (RTE-06): like
// every look-up it is counted, so that telephones cannot be tried one after the other.
func (a *API) known(ctx context.Context, who access.Viewer, contact string) error {
	if strings.TrimSpace(contact) == "" {
		return nil
	}
	at, err := a.o.Router.ContactAddress(contact)
	if err != nil {
		return err
	}
	known, err := a.o.Hub.Known(ctx, who, at)
	if err != nil || !known {
		return err
	}
	return a.o.Contacts.Look(ctx, who.ID, "", at, who.SeesAll())
}

func (a *API) intake(ctx context.Context, in *intakeIn) (*intakeOut, error) {
	b := in.Body
	k, err := key(in.Key, b.ClientID)
	if err != nil {
		return nil, err
	}
	if b.Asked, err = clean(b.Asked, "asked"); err != nil {
		return nil, err
	}
	if b.When > desk.At(a.o.Now()) {
		return nil, &Problem{Status: http.StatusUnprocessableEntity, Code: "when", Title: http.StatusText(http.StatusUnprocessableEntity),
			Detail: "it cannot have been in the future", Errors: []FieldProblem{{Field: "when", Message: "lies in the future"}}}
	}
	caller := callerOf(ctx)
	if err := a.known(ctx, caller.Viewer(), b.Contact); err != nil {
		return nil, err
	}
	t, err := a.o.Router.Intake(ctx, router.Actor{ID: caller.Agent.ID, Name: caller.Agent.Name}, router.Intake{ClientID: k,
		Inlet: b.Inlet, Name: channels.Storable(strings.Join(strings.Fields(b.Name), " ")), Contact: b.Contact, When: b.When,
		Asked: b.Asked, Answered: printable(b.Answered), Reason: strings.TrimSpace(b.Reason)})
	if err != nil {
		return nil, err
	}
	out := &intakeOut{Status: http.StatusCreated, Body: intakeBody{t.Session, t.Version, t.Mine}}
	if t.Again {
		out.Status = http.StatusOK
	}
	return out, nil
}
