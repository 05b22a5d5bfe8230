package api

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/orders"
	"firstline/internal/profile"
)

// Orders asks the shop's own system. *orders.Client is one.
type Orders interface {
	Ask(ctx context.Context, q orders.Question, anew bool) orders.Answer
}

// OrderCards are a customer's orders beside the conversation.
type OrderCards struct {
	Asked  bool           `json:"asked" doc:"False: the desk has nobody to ask, or the customer is not yours to know"`
	Cards  []orders.Order `json:"cards"`
	Failed orders.Failure `json:"failed" enum:",timeout,unreachable,refused,bad_answer,too_big" doc:"Why there are no cards"`
	At     desk.Millis    `json:"at" doc:"When the shop was asked"`
}

type ordersIn struct {
	ID   string `path:"id" maxLength:"64"`
	Anew bool   `query:"anew" doc:"Ask again, whatever was answered a moment ago"`
}

// orders is answered with 200 also where the shop fails: the failure is the shop's, and the panel says so.
func (a *API) orders(ctx context.Context, in *ordersIn) (*answer[OrderCards], error) {
	row, _, yours, err := a.seen(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if a.o.Orders == nil || !yours {
		return answering(OrderCards{Cards: []orders.Order{}}), nil
	}
	known, err := a.o.Hub.Identities(ctx, row)
	if err != nil {
		return nil, err
	}
	p, err := a.o.Profiles.Of(ctx, row.At)
	if err != nil {
		return nil, err
	}
	q := orders.Question{Identities: []orders.Identity{}, Phones: []string{}, Emails: []string{}}
	for _, id := range known {
		q.Identities = append(q.Identities, orders.Identity(id))
	}
	for _, f := range p.Now(profile.Phone) {
		q.Phones = append(q.Phones, f.Value)
	}
	for _, f := range p.Now(profile.Email) {
		q.Emails = append(q.Emails, f.Value)
	}
	said := a.o.Orders.Ask(ctx, q, in.Anew)
	return answering(OrderCards{Asked: true, Cards: said.Cards, Failed: said.Failed, At: said.At}), nil
}
