package inbox

import (
	"context"
	"reflect"
	"time"

	"go.uber.org/zap"

	"firstline/internal/availability"
	"firstline/internal/cases"
	"firstline/internal/contacts"
	"firstline/internal/desk"
	"firstline/internal/drafts"
	"firstline/internal/mentions"
	"firstline/internal/proposals"
	"firstline/internal/store/dbq"
	"firstline/internal/watch"
	"firstline/router"
)

// subscriptions are the hub's topics; those that could not be had are tried again.
type subscriptions struct {
	h     *Hub
	stops map[string]func()
}

// start subscribes to what is missing and says whether all stand.
func (s *subscriptions) start() bool {
	if s.stops == nil {
		s.stops = map[string]func(){}
	}
	topics := map[string]func([]byte){
		router.TopicDesk:   s.h.heard,
		router.TopicAgents: func([]byte) { poke(s.h.recheck) },
		topicViewing:       s.h.viewing.heard,
		watch.Topic:        s.h.heardChannel,
		contacts.Topic:     s.h.heardContacts,
		drafts.Topic:       s.h.heardDraft,
		mentions.Topic:     s.h.heardLook,
		proposals.Topic:    s.h.heardProposal,
		cases.Topic:        s.h.heardCase,
		availability.Topic: s.h.heardWish,
	}
	for topic, handle := range topics {
		if s.stops[topic] != nil {
			continue
		}
		if stop, err := s.h.o.Live.Subscribe(topic, handle); err == nil {
			s.stops[topic] = stop
		}
	}
	return len(s.stops) == len(topics)
}

func (s *subscriptions) stop() {
	for _, stop := range s.stops {
		stop()
	}
}

// checkEvery is the shortest time between two looks at people, however many changes are told.
const checkEvery = 100 * time.Millisecond

// watchPeople looks at rights whenever somebody changed, and once a second in any case: a lost hint may not keep a
// revoked sign-in alive (S-AU2).
func (h *Hub) watchPeople(ctx context.Context, sub *subscriptions) error {
	tick := time.NewTicker(h.o.Recheck)
	defer tick.Stop()
	rest := time.NewTimer(0)
	defer rest.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-h.recheck:
		case <-tick.C:
		}
		h.check(ctx, sub)
		rest.Reset(checkEvery)
		select {
		case <-ctx.Done():
			return nil
		case <-rest.C:
		}
	}
}

// check reads people and sign-ins, tells or ends the sockets that they concern, and polls where no hint can arrive.
func (h *Hub) check(ctx context.Context, sub *subscriptions) {
	ctx, cancel := context.WithTimeout(ctx, readFor)
	defer cancel()
	sockets := h.all()
	alive, known := h.liveSignIns(ctx, sockets) // before the people: whose sign-in has ended is seen with the reason for it
	now, err := h.roster.refresh(ctx)
	if err != nil {
		if !h.blind {
			h.log.Warn("people cannot be read: rights stay as they were", zap.Error(err))
		}
		h.blind = true
		return
	}
	h.blind = false
	h.tellAgents(now, sockets)
	h.tellTargets(sockets)
	h.tellTroubles(ctx, sockets)
	h.tellLatency(sockets)
	if now := h.o.Now(); now.Sub(h.duesAt) >= duesEvery {
		h.duesAt = now
		_ = h.roster.dues.load(ctx) // what was known stays
	}
	for _, s := range sockets {
		s.recheck(now.by[s.agent], !known || alive[s.signIn])
	}
	if all := sub.start(); !all || now.away {
		h.poll(len(sockets))
	}
}

// tellAgents sends the list of colleagues when it has changed, at most once a second.
func (h *Hub) tellAgents(now *people, sockets []*socket) {
	if h.agents.Load() != nil && (sameAgents(h.told, now.agents) || h.o.Now().Sub(h.toldAt) < time.Second) {
		return
	}
	f := frame(agentsFrame{"agents", now.agents})
	h.agents.Store(&f)
	h.told, h.toldAt = now.agents, h.o.Now()
	for _, s := range sockets {
		s.mu.Lock()
		if s.list != nil {
			s.push(f)
		}
		s.mu.Unlock()
	}
}

// liveSignIns are the sign-ins that have not ended; known is false when the record does not answer.
func (h *Hub) liveSignIns(ctx context.Context, sockets []*socket) (alive map[string]bool, known bool) {
	if len(sockets) == 0 {
		return nil, false
	}
	now := h.o.Now()
	ids, err := h.record.LiveSignIns(ctx, dbq.LiveSignInsParams{ExpiresAt: int64(desk.At(now)), SeenAt: int64(desk.At(now.Add(-h.o.SignInIdle)))})
	if err != nil {
		return nil, false
	}
	alive = make(map[string]bool, len(ids))
	for _, id := range ids {
		alive[id] = true
	}
	return alive, true
}

// pollShare keeps polling from eating the record: with many sockets it happens less often than once a second.
const pollShare = 5 * time.Millisecond

// poll refreshes every screen while the live store is away.
func (h *Hub) poll(sockets int) {
	if now := h.o.Now(); now.Sub(h.polledAt) >= max(h.o.Recheck, time.Duration(sockets)*pollShare) {
		h.polledAt = now
		h.counts.touch()
		h.missed()
	}
}

// recheck takes over what is known of the person now: who may not be here is sent away, changed rights take effect on
// everything that is shown.
func (s *socket) recheck(w *worker, signedIn bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case w == nil || w.disabled:
		s.end(CodeDisabled, CodeDisabled.reason())
		return
	case !signedIn:
		s.end(CodeSignedOut, CodeSignedOut.reason())
		return
	case w == s.worker:
		return
	}
	news := !reflect.DeepEqual(s.me, w.me)
	s.worker, s.me = w, w.me
	if s.list != nil && news {
		s.push(frame(meFrame{"me", w.me}))
	}
	if !s.viewer.Same(w.viewer) {
		s.viewer = w.viewer
		s.refresh()
	}
}
