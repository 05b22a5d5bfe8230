package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/api/people"
	"firstline/internal/desk"
)

// need is who may use a route. No route can be registered without one.
type need struct {
	open       bool
	early      bool              // also who has still to set up a second factor
	permission access.Permission // empty: whoever is signed in
}

func public() need                 { return need{open: true} }
func signedIn() need               { return need{} }
func halfSignedIn() need           { return need{early: true} }
func may(p access.Permission) need { return need{permission: p} }

// bodyMost is the largest body of a JSON route: the longest text with every character escaped.
const bodyMost = 256 << 10

// route registers one JSON route. Whatever its handler fails with becomes a Problem here, and what is our own fault is
// logged here, once.
func route[I, O any](a *API, n need, op huma.Operation, handle func(context.Context, *I) (*O, error)) {
	a.needs[op.Method+" "+op.Path] = n
	if op.MaxBodyBytes == 0 {
		op.MaxBodyBytes = bodyMost
	}
	op.Middlewares = huma.Middlewares{a.guard(n)}
	if !n.open {
		op.Security = []map[string][]string{{"cookie": {}}}
	}
	huma.Register(a.huma, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, a.failed(ctx, op.OperationID, err)
		}
		return out, nil
	})
}

func (a *API) failed(ctx context.Context, route string, err error) *Problem {
	p := problemOf(err)
	if p.Status >= http.StatusInternalServerError && ctx.Err() == nil {
		a.log.Error("a request failed", zap.String("route", route), zap.String("code", p.Code), zap.Error(err))
	}
	return p
}

// guard lets in who may use the route. The rank is read from the record for each request.
func (a *API) guard(n need) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if n.open {
			next(ctx)
			return
		}
		caller, err := a.admit(ctx.Context(), n)
		if err != nil {
			_, w := humago.Unwrap(ctx)
			refuse(w, a.failed(ctx.Context(), ctx.Operation().OperationID, err))
			return
		}
		next(withCaller(ctx, caller))
	}
}

func (a *API) admit(ctx context.Context, n need) (people.Caller, error) {
	token := requestOf(ctx).token
	if token == "" {
		return people.Caller{}, people.ErrSignedOut
	}
	caller, err := a.o.People.Who(ctx, token)
	if err == nil && caller.Owes && !n.early {
		err = desk.Fail(desk.Forbidden, "second_factor_owed", "set up a second factor first")
	}
	if err == nil && n.permission != "" && !access.Can(caller.Agent.Rank, n.permission) {
		err = errNotAllowed()
	}
	return caller, err
}

// answer is a body that is sent with 200.
type answer[T any] struct{ Body T }

func answering[T any](v T) *answer[T] { return &answer[T]{v} }

// nothing is the input of a route without parameters.
type nothing struct{}

// get, post and the like shorten the table of routes.
func get(path, id, summary, tag string) huma.Operation {
	return huma.Operation{Method: http.MethodGet, Path: path, OperationID: id, Summary: summary, Tags: []string{tag}}
}

func post(path, id, summary, tag string) huma.Operation {
	op := get(path, id, summary, tag)
	op.Method = http.MethodPost
	return op
}

func with(op huma.Operation, method string, status int) huma.Operation {
	if method != "" {
		op.Method = method
	}
	op.DefaultStatus = status
	return op
}

func described(op huma.Operation, text string) huma.Operation {
	op.Description = text
	return op
}
