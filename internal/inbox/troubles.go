package inbox

import (
	"context"
	"slices"

	"go.uber.org/zap"

	"firstline/internal/api/access"
	"firstline/internal/desk"
	"firstline/internal/store/dbq"
	"firstline/internal/watch"
)

// trouble is a channel that does not work, or from which nothing comes any more, as screens are told of it. The network's words
// are for those who answer for others: they stand on the page of the channels.
type trouble struct {
	Channel desk.ChannelID `json:"channel"`
	Name    string         `json:"name"`
	Type    string         `json:"type"`
	Alarm   watch.Alarm    `json:"alarm"`
	Since   desk.Millis    `json:"since"`
}

// troubles are all channels that are in trouble, each with whom it concerns. It is never changed.
type troubles struct {
	all []trouble
	who []concerned
}

// concerned are the people and groups of a channel's open sessions, and the group in which the next one begins.
type concerned struct {
	agents map[desk.AgentID]bool
	groups []desk.GroupID
}

// by says whether somebody has a session of the channel or may get one, or answers for those who do.
func (c *concerned) by(v access.Viewer) bool {
	return c.agents[v.ID] || v.Can(access.ActAny) || v.Can(access.Serve) && slices.ContainsFunc(c.groups, v.In)
}

// tellTroubles tells every screen of the channels in trouble that concern its person, when that has changed: because of a channel,
// or because somebody got a session of one.
func (h *Hub) tellTroubles(ctx context.Context, sockets []*socket) {
	next, err := h.readTroubles(ctx)
	if err != nil {
		h.log.Warn("how the channels are cannot be read", zap.Error(err))
		return
	}
	h.troubles.Store(next)
	for _, s := range sockets {
		s.mu.Lock()
		s.tellTroubles(next)
		s.mu.Unlock()
	}
}

func (h *Hub) readTroubles(ctx context.Context) (*troubles, error) {
	rows, err := h.record.ChannelStates(ctx)
	if err != nil {
		return nil, err
	}
	var out troubles
	for _, r := range rows {
		t, bad := troubleOf(r)
		of, ours := h.o.Channels[t.Channel]
		if !bad || !ours {
			continue
		}
		t.Name, t.Type = of.Name, of.Type
		who, err := h.concernedBy(ctx, t.Channel)
		if err != nil {
			return nil, err
		}
		out.all, out.who = append(out.all, t), append(out.who, who)
	}
	return &out, nil
}

// troubleOf judges a channel by what people were told of it; one that fails is not called silent as well.
func troubleOf(r dbq.ChannelState) (trouble, bool) {
	t := trouble{Channel: desk.ChannelID(r.Channel)}
	switch {
	case r.AlarmedAt > 0:
		t.Alarm, t.Since = watch.Fails, desk.Millis(r.FailingSince)
	case r.QuietAt > 0:
		t.Alarm, t.Since = watch.Quiet, desk.Millis(max(r.HeardAt, r.BeganAt))
	}
	return t, t.Alarm != ""
}

func (h *Hub) concernedBy(ctx context.Context, id desk.ChannelID) (concerned, error) {
	rows, err := h.record.ConcernedBy(ctx, string(id))
	if err != nil {
		return concerned{}, err
	}
	c := concerned{agents: map[desk.AgentID]bool{}, groups: []desk.GroupID{h.o.Start()}}
	for _, r := range rows {
		c.agents[desk.AgentID(r.Holder)], c.agents[desk.AgentID(r.Owner)] = true, true
		c.groups = append(c.groups, desk.GroupID(r.Grp))
	}
	return c, nil
}

// tellTroubles sends what concerns the person, unless that was sent before. The caller holds s.mu.
func (s *socket) tellTroubles(of *troubles) {
	if s.list == nil || s.ended || of == nil {
		return
	}
	mine := []trouble{}
	for i := range of.all {
		if of.who[i].by(s.viewer) {
			mine = append(mine, of.all[i])
		}
	}
	f := frame(troublesFrame{"channels", mine})
	if string(f) == s.told || s.told == "" && len(mine) == 0 {
		return
	}
	s.told = string(f)
	s.push(f)
}

// tellTargets sends how long before a deadline people are warned, when that has changed: what a screen paints by itself changes its
// look then (SLA-01).
func (h *Hub) tellTargets(sockets []*socket) {
	f := targetsFrame{Op: "targets", Warnings: []int64{}}
	for _, w := range h.o.Warnings() {
		f.Warnings = append(f.Warnings, w.Milliseconds())
	}
	next := frame(f)
	if old := h.targets.Load(); old != nil && string(*old) == string(next) {
		return
	}
	h.targets.Store(&next)
	for _, s := range sockets {
		s.mu.Lock()
		if s.list != nil {
			s.push(next)
		}
		s.mu.Unlock()
	}
}
