package router

import (
	"cmp"
	"context"
	"database/sql"
	"errors"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
)

// quote is the message that an answer is to, as its writer chose it: its seq, and the network's id of it. The zero value is none.
type quote struct {
	seq int64
	ref string
}

// quoted reads the message that somebody chose to answer: one that the customer and the agent both see, and that the network
// knows. It refuses with desk.Conflict "no_quotes" where the network shows no such thing and "quote_unknown" for a message that it
// has not taken, and with desk.NotFound "no_message" for one that is not in the conversation.
func (r *Router) quoted(ctx context.Context, id desk.SessionID, seq int64) (quote, error) {
	if seq == 0 {
		return quote{}, nil
	}
	at, err := r.addressOf(ctx, id)
	if err != nil {
		return quote{}, err
	}
	ad, ok := r.o.Channels[at.Channel]
	if !ok || !ad.Capabilities().Replies {
		return quote{}, desk.Fail(desk.Conflict, "no_quotes", "this network does not show which message an answer is to")
	}
	m, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: string(id), Seq: seq})
	switch role := desk.Role(m.Role); {
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return quote{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	case err != nil, role != desk.RoleCustomer && role != desk.RoleAgent && role != desk.RoleAuto:
		return quote{}, desk.Fail(desk.NotFound, "no_message", "there is no such message in the conversation")
	}
	q := quote{seq: seq, ref: cmp.Or(m.ExternalID, m.Receipt)}
	if q.ref == "" && !ad.Capabilities().AcceptOnCommit {
		return quote{}, desk.Fail(desk.Conflict, "quote_unknown", "the network does not know this message (yet): answer without it")
	}
	return q, nil
}

// sameQuote makes sure that a command that was carried out before was to the same message.
func (r *Router) sameQuote(ctx context.Context, id desk.SessionID, res Result, seq int64) (Result, error) {
	m, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: string(id), Seq: res.Seq})
	switch {
	case err != nil:
		return Result{}, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	case m.Quotes != seq:
		return Result{}, desk.Fail(desk.Duplicate, "idempotency_key_reused", "this id was used for an answer to another message: make a new one")
	}
	return res, nil
}
