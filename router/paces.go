package router

import (
	"context"
	"slices"

	"go.uber.org/zap"

	"firstline/channels"
	"firstline/internal/desk"
	"firstline/internal/store"
	"firstline/router/pace"
	"firstline/sessions"
)

// paces are the paces of the channels' accounts on this node. Its keys never change.
type paces map[desk.ChannelID]*pace.Account

func newPaces(known map[desk.ChannelID]channels.Adapter, portion func() float64) paces {
	all := paces{}
	for id, ad := range known {
		var place func(key string) string
		if p, ok := ad.(channels.Placed); ok {
			place = p.Place
		}
		all[id] = pace.New(ad.Capabilities().Rate, portion, place)
	}
	return all
}

// turn waits until the conversation may send; a channel that is not configured any more makes nobody wait.
func (s *sender) turn(ctx context.Context, out store.Out) {
	a := s.paces[out.Address.Channel]
	if a == nil {
		return
	}
	a.Turn(ctx, out.Address.Key, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		ln := s.lines[out.Address]
		return answers(out) || (ln != nil && slices.ContainsFunc(ln.waiting, answers))
	})
}

// spared says that the turn of the conversation was not used.
func (s *sender) spared(at desk.Address) {
	if a := s.paces[at.Channel]; a != nil {
		a.Spared(at.Key)
	}
}

// hurry lets conversations go first in which an answer waits now, perhaps behind an automatic text. s.mu is not held.
func (s *sender) hurry(outs []store.Out) {
	for _, o := range outs {
		if a := s.paces[o.Address.Channel]; a != nil && answers(o) {
			a.Hurry(o.Address.Key)
		}
	}
}

// Idle says whether nothing waits to be sent on the address's account from this node, and nothing was asked to pause: then there is
// room for what need not be said at all. False for a channel that is not configured.
func (r *Router) Idle(at desk.Address) bool {
	a := r.sender.paces[at.Channel]
	return a != nil && a.Idle(at.Key)
}

// answers says that a person wrote it, for a customer who waits.
func answers(o store.Out) bool { return o.Purpose == string(sessions.ForReply) }

// answered tells the pace of the conversation's account what the network said.
func (s *sender) answered(at desk.Address, err error) {
	a := s.paces[at.Channel]
	if a == nil {
		return
	}
	defer a.Ended(at.Key)
	if err == nil {
		a.Taken()
		return
	}
	if se, _ := channels.Judge(err); se.Reason == channels.Throttled {
		if until := a.Paused(at.Key, se.RetryAfter); !until.IsZero() {
			s.r.log.Warn("the network asks one conversation after the other for a pause: nothing leaves the account meanwhile",
				zap.String("channel", string(at.Channel)), zap.Time("until", until))
		}
	}
}
