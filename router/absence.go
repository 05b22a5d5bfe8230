package router

import (
	"context"
	"time"

	"go.uber.org/zap"

	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/sessions"
)

// absence hands back what agents hold who are gone for longer than the grace time, with a visible line (DUT-03). Nobody
// is judged by what the live store forgot: after a flush, while it is away, and after a start the time begins anew.
type absence struct {
	r     *Router
	gone  map[desk.AgentID]time.Time // since when each was not seen
	epoch string                     // filling of the live store that gone was seen in
}

func newAbsence(r *Router) *absence { return &absence{r: r, gone: map[desk.AgentID]time.Time{}} }

func (a *absence) run(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			a.look(ctx)
		}
	}
}

// goHome sends everybody home who takes nothing new and has nothing left: the shift has gone on until the customer in hand was
// done (DUT-09, RTE-12). The record decides, so that several nodes do it once.
func (a *absence) goHome(ctx context.Context) {
	for _, x := range a.r.people.list() {
		if x.Status != desk.StatusDraining || x.Load > 0 {
			continue
		}
		var n int64
		err := a.r.o.Store.Write(ctx, func(q *dbq.Queries) (err error) {
			at := int64(a.r.now())
			if n, err = q.EndDraining(ctx, dbq.EndDrainingParams{ID: string(x.ID), StatusAt: at}); err != nil || n == 0 {
				return err
			}
			return q.AddStatusChange(ctx, dbq.AddStatusChangeParams{Agent: string(x.ID), Status: string(desk.StatusOffline), At: at})
		})
		if err != nil {
			a.r.log.Warn("somebody who has finished cannot be sent home", zap.Error(err))
			return
		}
		if n > 0 {
			a.r.tell(TopicAgents, map[string]desk.AgentID{"agent": x.ID})
			a.r.PeopleChanged()
		}
	}
}

func (a *absence) look(ctx context.Context) {
	a.goHome(ctx)
	seen, err := a.r.o.Live.Seen(ctx)
	epoch, err2 := a.r.o.Live.Epoch(ctx)
	afresh := err != nil || err2 != nil || epoch != a.epoch
	a.r.present.note(a.r.o.Now(), seen, afresh)
	if afresh {
		a.epoch = epoch
		clear(a.gone)
		return
	}
	now, grace := a.r.o.Now(), a.r.o.OfflineGrace()
	for _, x := range a.r.people.list() {
		since, away := a.gone[x.ID]
		switch {
		case seen[x.ID] || x.Load == 0:
			delete(a.gone, x.ID)
		case !away:
			a.gone[x.ID] = now
		case now.Sub(since) >= grace:
			a.handBack(ctx, x.ID, "offline")
		}
	}
	for _, id := range a.r.people.disabled() {
		a.handBack(ctx, id, "disabled")
	}
}

// handBack returns the agent's sessions of this node's partitions to their queues; the other nodes see to theirs.
func (a *absence) handBack(ctx context.Context, id desk.AgentID, reason string) {
	held, err := a.r.o.Store.HeldBy(ctx, string(id))
	if err != nil {
		a.r.log.Warn("what an absent agent holds cannot be read", zap.Error(err))
		return
	}
	for _, h := range held {
		if !a.r.parts.owns(int(h.Part)) {
			continue
		}
		at := desk.Address{Channel: desk.ChannelID(h.Channel), Key: h.ConvKey}
		a.r.lanes.put(at, task{do: func(ctx context.Context) { a.r.handBack(ctx, at, desk.SessionID(h.ID), id, reason) }})
	}
}

// handBack commits one return. If the session has moved on meanwhile nothing happens; if the commit fails the next look
// tries again.
func (r *Router) handBack(ctx context.Context, at desk.Address, id desk.SessionID, from desk.AgentID, reason string) {
	fence, ok := r.parts.fence(at.Partition())
	if !ok {
		return
	}
	cur, err := r.loadSession(ctx, at, id)
	if err != nil {
		return
	}
	if cur.s.Holder == nil || cur.s.Holder.Agent != from {
		if !cur.sure {
			r.doubt(at) // our copy may be old: the next look decides on the record
		}
		return
	}
	d := r.draft(cur)
	d.part.Fence = &fence
	if err := r.rulesFor(ctx, d); err != nil {
		return
	}
	if err := d.apply(sessions.Returned{At: r.now(), By: "system", Reason: reason, Any: true}); err != nil {
		return // the closing script is on its way
	}
	if err := r.land(ctx, d); err == nil {
		r.o.Metrics.HandedBack.Inc()
	}
}
