package router

import (
	"context"
	"math"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// Waive ends the reply that the customer's last message is owed (无需回复), or takes that back. Only who has the session may
// (desk.Conflict "not_holder"), and a first reply is owed all the same ("first_owed"), unless the department decided otherwise.
// seen is the newest message that the person has on the screen: nobody decides about one that came since ("customer_wrote").
// 0 = not said, then it is about whatever waits.
func (r *Router) Waive(ctx context.Context, who Actor, id desk.SessionID, undone bool, seen int64) (Result, error) {
	return r.command(ctx, id, func(s sessions.State, now desk.Millis) (sessions.Event, error) {
		if !undone {
			if err := read(s, seen); err != nil {
				return nil, err
			}
		}
		thank, err := r.Thanked(ctx, s)
		return sessions.Waived{At: now, By: who.ID, Thank: thank && !undone, Undone: undone}, err
	})
}

// read refuses what is decided about messages that nobody has read yet; seen is the newest one on the screen, 0 = all.
func read(s sessions.State, seen int64) error {
	if seen > 0 && s.Asked > seen {
		return desk.Fail(desk.Conflict, "customer_wrote", "the customer has written since: read it first")
	}
	return nil
}

// MayWaive says whether the session's holder may decide so now.
func (r *Router) MayWaive(ctx context.Context, s sessions.State) (bool, error) {
	if len(s.Waits) == 0 {
		return false, nil
	}
	rules, err := r.o.Rules.Version(ctx, s.Rules)
	if err != nil {
		return false, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	return sessions.Waivable(rules, s), nil
}

// thanksMost is how many messages of a customer are read to find nothing but thanks in them.
const thanksMost = 20

// Thanked says whether nothing but acknowledgements waits for a reply. A picture or an erased text is none.
func (r *Router) Thanked(ctx context.Context, s sessions.State) (bool, error) {
	if r.o.Thanks == nil || len(s.Waits) != 1 || s.Waits[0].Count > thanksMost {
		return false, nil
	}
	// Between the customer's messages stand notes and lines: beyond so many of them nobody would take it for a thank-you.
	rows, err := r.o.Store.MessagesBefore(ctx, dbq.MessagesBeforeParams{Session: string(s.ID), Seq: math.MaxInt64, Limit: 4 * thanksMost})
	if err != nil {
		return false, desk.Because(desk.Unavailable, "record_away", "the record cannot be read", err)
	}
	left := s.Waits[0].Count
	for _, m := range rows {
		if m.Role != string(desk.RoleCustomer) || m.Seq < s.Waits[0].Seq {
			continue
		}
		if m.Kind != string(desk.KindText) || !r.o.Thanks(m.Text) {
			return false, nil
		}
		left--
	}
	return left == 0, nil
}
