package router

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// thankTimeout is how long a network may take for a sign; whoever pressed has gone on by then.
const thankTimeout = 10 * time.Second

// thank gives those who pressed buttons a sign, on channels where they wait for one. counted are the presses that became
// something. It does not block.
func (r *Router) thank(ins []desk.Inbound, counted map[string]bool) {
	for _, in := range ins {
		ad, ok := r.o.Channels[in.Address.Channel].(channels.Thanker)
		if !in.Pressed || !ok {
			continue
		}
		r.crew.do(func() {
			ctx, cancel := context.WithTimeout(context.Background(), thankTimeout)
			defer cancel()
			if err := ad.Thank(ctx, in, counted[in.ExternalID]); err != nil {
				r.log.Info("who pressed a button got no sign", zap.Stringer("address", in.Address), zap.Error(err))
			}
		})
	}
}

// press rates the close below whose question the button stands (SAT-01). A press below anything else, or too late, is none.
func (r *Router) press(ctx context.Context, d *draft, in desk.Inbound, at desk.Millis) error {
	e, is := rating(d, in, at, in.Text)
	if !is {
		return nil
	}
	m, err := r.o.Store.MessageAt(ctx, dbq.MessageAtParams{Session: string(d.s.ID), Seq: d.s.Ending.Closing.Seq})
	if errors.Is(err, sql.ErrNoRows) || err == nil && m.Receipt != in.ReplyTo {
		return nil
	}
	if err != nil {
		return err
	}
	d.count(in)
	return d.apply(e)
}

// count notes that a press became something.
func (d *draft) count(in desk.Inbound) {
	if d.counted == nil {
		d.counted = map[string]bool{}
	}
	d.counted[in.ExternalID] = true
}

// offerRating puts a button for each rating below the closing that asks for one (SAT-01).
func (r *Router) offerRating(ctx context.Context, o *desk.Outbound) error {
	row, err := r.o.Store.SessionState(ctx, string(o.Session))
	if err != nil {
		return err
	}
	var s sessions.State
	if err := json.Unmarshal([]byte(row.State), &s); err != nil {
		return err
	}
	if s.Rating == nil || s.Ending == nil || s.Ending.Closing.Seq != o.Seq {
		return nil
	}
	for _, n := range "12345" {
		o.Choices = append(o.Choices, desk.Choice{Label: strings.Repeat("★", int(n-'0')), Value: string(n)})
	}
	return nil
}
