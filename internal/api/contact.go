package api

import (
	"context"
	"net/http"

	"firstline/internal/api/access"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/inbox"
)

// Contacts is what the routes need of the record of whose addresses are one customer's.
type Contacts interface {
	Of(ctx context.Context, at desk.Address) (contacts.Person, error)
	Look(ctx context.Context, who desk.AgentID, in desk.SessionID, found desk.Address, free bool) error
	Link(ctx context.Context, by contacts.Actor, a, b desk.Address, of contacts.Saying) (again bool, err error)
	Undo(ctx context.Context, by contacts.Actor, at desk.Address, n int64, of contacts.Saying) (again bool, err error)
}

// contactRoutes are the routes about who the customer of a session is (RTE-06, CUS-10).
func (a *API) contactRoutes(tag string) {
	const contact = "/api/v1/sessions/{id}/contact"
	route(a, signedIn(), described(get(contact, "contact", "The customer's addresses", tag),
		"At which addresses one person writes to us, who linked them and why, and what is open at the others now (RTE-06). Not for a department's seat."), a.contact)
	route(a, may(access.Serve), described(post(contact+"/look", "look-contact", "Whom one is about to link", tag),
		"By exactly one of `session` (one that you may read), `number` and `contact` (whole, as the customer gave them; 404 `no_customer`, 409 `two_customers`). For who may link. Who asks for anybody but a customer of his own is noted, and 60 an hour are enough for everybody who does not see all sessions (409 `too_many_looks`)."), a.lookContact)
	route(a, may(access.Serve), described(with(post(contact+"/links", "link-contact", "Say that the customer is also somebody else", tag), "", http.StatusCreated),
		"The one whom `look` shows for the same. Their earlier records become one, for who has the customer at any address (RTE-06). 200 when they are one already; 403 `not_your_customer` for who does not serve the customer now; 422 `contact_self`, `contact_reason`; 409 `contact_full`."), a.linkContact)
	route(a, may(access.Serve), described(post(contact+"/links/{n}/undo", "unlink-contact", "Take a link back", tag),
		"What it joined is parted again, whatever was linked since. For who made it, and for superiors (403 `not_linker`). Again changes nothing."), a.unlinkContact)
}

func (a *API) contact(ctx context.Context, in *sessionIn) (*answer[inbox.Contact], error) {
	who := callerOf(ctx).Viewer()
	row, _, err := a.o.Hub.Read(ctx, who, desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	return a.contactOf(ctx, who, row)
}

func (a *API) contactOf(ctx context.Context, who access.Viewer, row inbox.Row) (*answer[inbox.Contact], error) {
	c, err := a.o.Hub.Contact(ctx, who, row)
	if err != nil {
		return nil, err
	}
	return answering(c), nil
}

// Naming says whom somebody means.
type Naming struct {
	Session desk.SessionID `json:"session,omitempty" maxLength:"64"`
	Number  string         `json:"number,omitempty" maxLength:"20" doc:"Of one of the other's sessions, whole"`
	Contact string         `json:"contact,omitempty" maxLength:"120" doc:"Telephone number, address or account under which the other was written down, whole"`
}

type lookIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body Naming
}

func (a *API) lookContact(ctx context.Context, in *lookIn) (*answer[inbox.Meant], error) {
	who := callerOf(ctx).Viewer()
	row, err := a.serving(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	found, err := a.find(ctx, who, row, in.Body)
	if err != nil {
		return nil, err
	}
	return answering(found), nil
}

// serving is a session whose customer the viewer may link.
func (a *API) serving(ctx context.Context, who access.Viewer, id string) (inbox.Row, error) {
	row, _, err := a.o.Hub.Session(ctx, who, desk.SessionID(id))
	if err == nil && !inbox.MayLink(who, row) {
		err = desk.Fail(desk.Forbidden, "not_your_customer", "who serves the customer now links, and superiors do")
	}
	return row, err
}

// find gives whom somebody means. Whoever asks for anybody but a customer of his own stands in the record before anything is shown.
func (a *API) find(ctx context.Context, who access.Viewer, row inbox.Row, n Naming) (inbox.Meant, error) {
	given := 0
	for _, s := range []string{string(n.Session), n.Number, n.Contact} {
		if s != "" {
			given++
		}
	}
	if given != 1 {
		return inbox.Meant{}, desk.Fail(desk.Invalid, "contact", "give one of session, number and contact")
	}
	asked := inbox.Naming{Session: n.Session, Number: n.Number}
	var err error
	if n.Contact != "" {
		if asked.At, err = a.o.Router.ContactAddress(n.Contact); err != nil {
			return inbox.Meant{}, err
		}
	}
	found, err := a.o.Hub.Find(ctx, who, row, asked)
	if err != nil && desk.KindOf(err) != desk.NotFound && desk.KindOf(err) != desk.Conflict || found.Own {
		return found, err
	}
	if noted := a.o.Contacts.Look(ctx, who.ID, row.ID, found.At, who.SeesAll()); noted != nil {
		return inbox.Meant{}, noted
	}
	return found, err
}

type linkIn struct {
	ID   string `path:"id" maxLength:"64"`
	Body struct {
		Naming
		Reason string `json:"reason" maxLength:"400" doc:"How one knows, 1 to 200 characters"`
	}
}

type linkOut struct {
	Status int
	Body   inbox.Contact
}

func (a *API) linkContact(ctx context.Context, in *linkIn) (*linkOut, error) {
	who := callerOf(ctx).Viewer()
	row, err := a.serving(ctx, who, in.ID)
	if err != nil {
		return nil, err
	}
	found, err := a.find(ctx, who, row, in.Body.Naming)
	if err != nil {
		return nil, err
	}
	again, err := a.o.Contacts.Link(ctx, linker(who), row.At, found.At, contacts.Saying{Session: row.ID, Why: in.Body.Reason})
	if err != nil {
		return nil, err
	}
	a.regard(ctx, who.ID, row.At)
	c, err := a.contactOf(ctx, who, row)
	if err != nil {
		return nil, err
	}
	out := &linkOut{Status: http.StatusCreated, Body: c.Body}
	if again {
		out.Status = http.StatusOK
	}
	return out, nil
}

func linker(who access.Viewer) contacts.Actor {
	return contacts.Actor{ID: who.ID, Any: who.Can(access.ActAny)}
}

type unlinkIn struct {
	ID   string `path:"id" maxLength:"64"`
	N    int64  `path:"n" minimum:"1" doc:"id of the link"`
	Body struct {
		Reason string `json:"reason" maxLength:"400" doc:"Why it was wrong, 1 to 200 characters"`
	}
}

func (a *API) unlinkContact(ctx context.Context, in *unlinkIn) (*answer[inbox.Contact], error) {
	who := callerOf(ctx).Viewer()
	row, _, err := a.o.Hub.Read(ctx, who, desk.SessionID(in.ID))
	if err != nil {
		return nil, err
	}
	before, err := a.o.Contacts.Of(ctx, row.At)
	if err != nil {
		return nil, err
	}
	if _, err := a.o.Contacts.Undo(ctx, linker(who), row.At, in.N, contacts.Saying{Session: row.ID, Why: in.Body.Reason}); err != nil {
		return nil, err
	}
	a.regard(ctx, who.ID, before.Addresses()...)
	return a.contactOf(ctx, who, row)
}
